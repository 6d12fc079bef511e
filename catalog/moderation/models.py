"""Reports of visitors, and suspensions with what their owners say to them.

What is reported or suspended lives in other rooms: it is named by its kind and its key there, and by
what it was called then.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.merchants.models import DecisionReason, Organization


class Report(models.Model):
    """Somebody says that a thing is not what it should be; a moderator decides.

    `reason` is one of its kind's. `voice` tells those who report apart, so that nobody is heard twice
    about the same thing while it waits. `address` is where somebody without account wants to hear what was
    decided; it goes with the letter.
    """

    class Outcome(models.TextChoices):
        LEFT = "left", _("Left as it is")
        SUSPENDED = "suspended", _("Suspended")
        ENDED = "ended", _("Ended")

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=300)
    title_language = models.CharField(max_length=10)
    reason = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=10, help_text="Of the page the text was written on.")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    address = models.EmailField(blank=True)
    voice = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        permissions = [("moderate_report", "Can decide about reports, suspend and lift")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "voice"],
                condition=Q(decided_at__isnull=True),
                name="moderation_heard_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at"], condition=Q(decided_at__isnull=True), name="moderation_reports_waiting"
            ),
            models.Index(fields=["kind", "key"], name="moderation_reports_about"),
            models.Index(fields=["reporter", "created_at"], name="moderation_reports_by"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key} {self.reason}"


class Suspension(models.Model):
    """A moderator took something off the site. `was` is the state it had, and gets back when lifted.

    Its owner may appeal once (`plea`); whoever decides about that lifts it or upholds it, with a reason
    of the list, own words, or both (`answer_reason`, `answer`).
    """

    class Stage(models.TextChoices):
        NEW = "new", _("Suspended")
        APPEALED = "appealed", _("Suspended, appeal waits for a decision")
        UPHELD = "upheld", _("Suspended, appeal refused")
        LIFTED = "lifted", _("Lifted")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="suspensions")
    title = models.CharField(max_length=300)
    title_language = models.CharField(max_length=10)
    was = models.CharField(max_length=20)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.NEW)
    reason = models.ForeignKey(DecisionReason, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    began_at = models.DateTimeField(default=timezone.now)
    began_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    plea = models.TextField(blank=True)
    appealed_at = models.DateTimeField(null=True, blank=True)
    appealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answer_reason = models.ForeignKey(
        DecisionReason, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"], condition=~Q(stage="lifted"), name="moderation_suspended_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["appealed_at"], condition=Q(stage="appealed"), name="moderation_appeals_waiting"
            ),
            models.Index(fields=["organization", "-began_at"], name="moderation_suspensions_of"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key} {self.stage}"
