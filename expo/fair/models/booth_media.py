"""What visitors read and watch at a booth."""

from django.db import models
from modeltranslation.manager import MultilingualManager

from expo.fair.models.booths import Booth


class BoothDocument(models.Model):
    """A document to take along. Its file is a private one, given out while the booth is shown."""

    SOURCE_LANGUAGE = "booth__organization__source_language"

    booth = models.ForeignKey(Booth, on_delete=models.CASCADE, related_name="documents")
    file = models.ForeignKey("files.PrivateFile", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160, blank=True)
    order = models.PositiveSmallIntegerField(default=100)

    objects = MultilingualManager()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.booth_id}:{self.pk}"


class BoothVideo(models.Model):
    """A booth's video, at one address that opens in mainland China and one that opens elsewhere."""

    SOURCE_LANGUAGE = "booth__organization__source_language"

    booth = models.OneToOneField(Booth, on_delete=models.CASCADE, related_name="video")
    in_china = models.URLField(max_length=300, blank=True)
    elsewhere = models.URLField(max_length=300, blank=True)
    title = models.CharField(max_length=160, blank=True)
    transcript = models.TextField(blank=True)

    objects = MultilingualManager()

    def __str__(self) -> str:
        return str(self.booth_id)
