"""What an organization shows of itself to be believed, and what became of it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.merchants.models.organizations import Organization


class DecisionReason(models.Model):
    """A reason a reviewer may give, in every language: its owner reads it in their own."""

    class About(models.TextChoices):
        EVIDENCE = "evidence", _("Evidence")
        LISTING = "listing", _("Listings")
        STOREFRONT = "storefront", _("Storefronts")
        SUSPENSION = "suspension", _("Suspensions")

    about = models.CharField(_("about"), max_length=12, choices=About, default=About.EVIDENCE)
    key = models.SlugField(_("key"), max_length=40, unique=True)
    words = models.JSONField(_("words"), default=dict)
    position = models.PositiveSmallIntegerField(_("place in lists"), default=100)
    offered = models.BooleanField(_("offered"), default=True)

    class Meta:
        ordering = ["position", "key"]
        verbose_name = _("reason of a decision")
        verbose_name_plural = _("reasons of decisions")

    def __str__(self) -> str:
        return self.key


class Evidence(models.Model):
    """One document an organization sent in, and the reviewer's decision about it.

    The kinds are those of ``catalog.merchants.evidence``. ``number`` is kept without separators where
    its form is known; ``number_checked`` says that its check digits fit. Days are calendar days of the
    organization's country; ``expires_on`` is the last day it holds.
    """

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("Waiting for a reviewer")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        REPLACED = "replaced", _("Replaced by a newer one")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=20)
    country = models.ForeignKey("reference.Country", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60, blank=True)
    number_checked = models.BooleanField(default=False)
    issuer = models.CharField(max_length=160, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    file = models.ForeignKey(
        "files.PrivateFile", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State, default=State.SUBMITTED)
    plea = models.TextField(blank=True, help_text="What its owner says to the reviewer.")
    submitted_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.ForeignKey(
        DecisionReason, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(blank=True, help_text="What the reviewer adds for its owner.")

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        permissions = [("review_evidence", "Can decide about evidence")]
        indexes = [
            models.Index(fields=["organization", "state"], name="merchants_evidence_of"),
            models.Index(
                fields=["submitted_at"],
                condition=models.Q(state="submitted"),
                name="merchants_evidence_waiting",
            ),
            models.Index(
                fields=["expires_on"], condition=models.Q(state="accepted"), name="merchants_evidence_ends"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id}:{self.kind}"
