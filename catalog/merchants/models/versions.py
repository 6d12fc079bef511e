"""What is kept of everything that is published as a document."""

from django.conf import settings
from django.db import models


class DocumentVersion(models.Model):
    """One version of a document, kept whole. Each heir says of what, and that its number is there once."""

    number = models.PositiveIntegerField()
    document = models.JSONField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["-number"]
