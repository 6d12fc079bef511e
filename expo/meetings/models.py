"""When organizations receive visitors, the appointments made, and the quarters of an hour these take."""

import uuid

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.jobs.models import WorkRow
from catalog.merchants.models import Organization


class Side(models.TextChoices):
    """The two sides of a meeting."""

    BUYER = "buyer", _("Buyer")
    EXHIBITOR = "exhibitor", _("Exhibitor")


class PlaceKind(models.TextChoices):
    """Where two parties meet."""

    STAND = "stand", _("At the stand")
    PHONE = "phone", _("By phone")
    LINK = "link", _("Online, at the exhibitor's own address")


class MeetingTerms(models.Model):
    """How an organization receives: by which clock (an IANA time zone), at which number and address."""

    organization = models.OneToOneField(
        Organization, on_delete=models.CASCADE, primary_key=True, related_name="meeting_terms"
    )
    time_zone = models.CharField(max_length=64)
    phone = models.CharField(max_length=40, blank=True)
    join_link = models.URLField(max_length=300, blank=True, validators=[URLValidator(["https"])])

    def __str__(self) -> str:
        return str(self.organization_id)


class OpenQuarter(models.Model):
    """A quarter of an hour in which an organization receives; it begins at a full quarter, UTC.

    The offsets of all zones in use are whole quarters, so the grid is the same by every clock.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="open_quarters")
    begins_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "begins_at"], name="meetings_open_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} {self.begins_at:%Y-%m-%d %H:%M}"


class Appointment(models.Model):
    """A meeting of a buyer with an exhibitor: asked for, agreed, or come to nothing.

    While it waits, ``awaits`` says whose answer is wanted about ``begins_at``. ``sequence`` grows with
    each change, as calendars count it. ``place`` is the stand's number, a phone number or an address.
    The clocks are IANA time zones, as the parties had them when the meeting was last spoken about.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for an answer")
        ACCEPTED = "accepted", _("Agreed")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        CANCELLED = "cancelled", _("Cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exhibitor = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="meetings_given")
    buyer = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="meetings_asked")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    purpose = models.TextField(_("purpose"))
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    begins_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    buyer_zone = models.CharField(max_length=64)
    exhibitor_zone = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    awaits = models.CharField(max_length=10, choices=Side, blank=True)
    reason = models.TextField(blank=True)
    place_kind = models.CharField(max_length=10, choices=PlaceKind, blank=True)
    place = models.CharField(max_length=300, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    absent = models.CharField(
        max_length=10, choices=Side, blank=True, help_text="Which side did not come, as the other says."
    )
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(exhibitor=models.F("buyer")), name="meetings_of_two_parties"
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__in=[15, 30, 45, 60]), name="meetings_whole_quarters"
            ),
        ]
        indexes = [
            models.Index(fields=["exhibitor", "-begins_at"], name="meetings_given"),
            models.Index(fields=["buyer", "-begins_at"], name="meetings_asked"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class TakenQuarter(models.Model):
    """A quarter of an hour in which a party has an agreed meeting, on whichever side of it.

    The unique key is what keeps a party from being promised twice: the rows are written in the
    transaction that agrees, and the second of two writers is refused by the database.
    """

    party = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="taken_quarters")
    begins_at = models.DateTimeField()
    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="quarters")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party", "begins_at"], name="meetings_taken_once"),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.begins_at:%Y-%m-%d %H:%M}"


class MeetingReminder(WorkRow):
    """Both sides are reminded of an agreed meeting when this falls due, if it still begins then."""

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="reminders")
    begins_at = models.DateTimeField()

    class Meta(WorkRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "begins_at", "due_at"], name="meetings_remind_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment_id} {self.due_at:%Y-%m-%d %H:%M}"


class BuyerInterest(models.Model):
    """What a person looks for at the fair, read by nobody else; it goes with the account.

    Empty parts mean that it does not matter. ``countries`` are ISO 3166-1 alpha-2 codes, ``languages``
    those the person speaks, in the site's codes. ``quantity`` is about how much is bought at a time, in
    ``unit``.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="interest"
    )
    categories = models.ManyToManyField("products.Category", related_name="+", blank=True)
    countries = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    quantity = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.person_id)
