"""Whom the organizer expects at an edition, before they have a booth of their own to show."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from expo.fair.models.booths import Booth
from expo.fair.models.editions import Edition
from expo.fair.models.halls import Stand


class Exhibitor(models.Model):
    """An exhibitor on the organizer's list: a name and a mail address, until somebody claims the booth.

    ``stand`` is kept for it meanwhile (its state is held). ``serial`` grows with every invitation, so that
    only the link of the last one holds.
    """

    class State(models.TextChoices):
        LISTED = "listed", _("Not invited yet")
        INVITED = "invited", _("Invited")
        CLAIMED = "claimed", _("Booth claimed")

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="exhibitors")
    name = models.CharField(_("name"), max_length=160)
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    country = models.ForeignKey(
        "reference.Country", on_delete=models.PROTECT, related_name="+", verbose_name=_("country")
    )
    stand = models.OneToOneField(
        Stand, on_delete=models.SET_NULL, null=True, blank=True, related_name="kept_for"
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.LISTED)
    serial = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    booth = models.OneToOneField(
        Booth, on_delete=models.SET_NULL, null=True, blank=True, related_name="exhibitor"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("exhibitor")
        verbose_name_plural = _("exhibitors")
        permissions = [("organize_fair", "Can run the fair: exhibitors, stands, letters")]
        constraints = [models.UniqueConstraint(fields=["edition", "email"], name="fair_exhibitor_once")]

    def __str__(self) -> str:
        return self.name


class ExhibitorFile(models.Model):
    """A table of exhibitors that was looked through and not yet taken: its rows, and what is wrong with them.

    ``rows`` are the cells by column with the number of their row; ``header`` says which letter each
    column has, so that faults can name cells.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    header = models.JSONField(default=dict)
    rows = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return self.name


class OrganizerLetter(models.Model):
    """What the organizer wrote to exhibitors of an edition, by language, and to which of them.

    ``chosen`` is the filter as its page had it; ``told`` counts those it went to.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="letters")
    subject = models.JSONField(default=dict)
    text = models.JSONField(default=dict)
    chosen = models.CharField(max_length=20)
    told = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return str(self.key)
