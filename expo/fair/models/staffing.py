"""Who is at a booth, when it is open, and when somebody was last seen there."""

from django.conf import settings
from django.db import models

from expo.fair.models.booths import Booth


class BoothStaff(models.Model):
    """A member who receives visitors at a booth, under the name they are to read.

    ``languages`` are codes of languages, the best spoken first.
    ``present_since`` is when they said they are there, empty once they said they have left;
    ``active_at`` when they last did something. Whether somebody is there now follows from both and
    from the opening hours: it is stored nowhere.
    """

    booth = models.ForeignKey(Booth, on_delete=models.CASCADE, related_name="staff")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    languages = models.JSONField(default=list)
    order = models.PositiveSmallIntegerField(default=100)
    present_since = models.DateTimeField(null=True, blank=True)
    active_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["booth", "person"], name="fair_staff_once")]
        indexes = [
            models.Index(
                fields=["active_at"],
                condition=models.Q(present_since__isnull=False),
                name="fair_staff_present",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.booth_id}:{self.person_id}"


class BoothHours(models.Model):
    """A stretch of time, in UTC, in which a booth receives visitors."""

    booth = models.ForeignKey(Booth, on_delete=models.CASCADE, related_name="hours")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_at__lt=models.F("ends_at")), name="fair_hours_in_order"
            ),
            models.UniqueConstraint(fields=["booth", "starts_at"], name="fair_hours_once"),
        ]
        indexes = [models.Index(fields=["ends_at", "starts_at"], name="fair_hours_now")]

    def __str__(self) -> str:
        return f"{self.booth_id}: {self.starts_at:%Y-%m-%d %H:%M}"
