"""Applications for stands, and who waits for one."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from expo.fair.models.editions import Edition
from expo.fair.models.halls import Stand


class StandApplication(models.Model):
    """What an organization applies for at an edition: one stand at a time, in its own words.

    ``stand`` is the stand it has while it is held for it, offered to it, applied for or confirmed.
    What was typed stays whatever becomes of the stand; ``until`` is when a hold or an offer ends.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Without a stand")
        HELD = "held", _("Held for you")
        OFFERED = "offered", _("Offered to you")
        APPLIED = "applied", _("Before the organizer")
        CONFIRMED = "confirmed", _("Confirmed")
        DECLINED = "declined", _("Declined")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="applications")
    organization = models.ForeignKey(
        "merchants.Organization", on_delete=models.CASCADE, related_name="stand_applications"
    )
    stand = models.OneToOneField(
        Stand, on_delete=models.SET_NULL, null=True, blank=True, related_name="application"
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    until = models.DateTimeField(null=True, blank=True)
    shows = models.TextField(blank=True)
    needs = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("application for a stand")
        verbose_name_plural = _("applications for stands")
        constraints = [
            models.UniqueConstraint(fields=["edition", "organization"], name="fair_application_once"),
        ]
        indexes = [
            models.Index(fields=["until"], condition=models.Q(until__isnull=False), name="fair_hold_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}:{self.organization_id}"


class StandWish(models.Model):
    """An application that waits for a stand somebody else has; the earliest is offered it first."""

    application = models.ForeignKey(StandApplication, on_delete=models.CASCADE, related_name="wishes")
    stand = models.ForeignKey(Stand, on_delete=models.CASCADE, related_name="wishes")
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "stand"], name="fair_wish_once"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}:{self.stand_id}"
