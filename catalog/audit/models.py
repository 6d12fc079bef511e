"""Who changed what: one entry per change, never changed itself."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone


class Entry(models.Model):
    """One change of one object, as it was decided.

    The actor's name and the target's title are kept as text, so that an entry still reads after
    either is gone. `before` and `after` hold the fields that differ, and only those.
    """

    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    actor_name = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    action = models.CharField(max_length=100)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    # Text, because some targets have a number for an id and some a UUID.
    object_id = models.CharField(max_length=64)
    target_name = models.CharField(max_length=300)
    before = models.JSONField(encoder=DjangoJSONEncoder, default=dict)
    after = models.JSONField(encoder=DjangoJSONEncoder, default=dict)

    class Meta:
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["content_type", "object_id", "-at"], name="audit_entry_target"),
            models.Index(fields=["actor", "-at"], name="audit_entry_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} ({self.role}): {self.action} {self.target_name}"
