"""How well each text is translated, and from which words."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class TextState(models.Model):
    """The state of one field of one record in one language. No row, no text: the text is missing.

    ``source_hash`` is the hash of the source text it was made from; of a source text, its own. A text
    whose hash differs from its source's is outdated: that is worked out, never stored.
    """

    class State(models.TextChoices):
        SOURCE = "source", _("Original")
        MACHINE = "machine", _("Translated by machine")
        REVIEWED = "reviewed", _("Reviewed")

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    field = models.CharField(max_length=60)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    state = models.CharField(max_length=10, choices=State)
    source_hash = models.CharField(max_length=32)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("state of a text")
        verbose_name_plural = _("states of texts")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "field", "language"], name="translation_state_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content_type_id}:{self.object_id} {self.field} {self.language}: {self.state}"
