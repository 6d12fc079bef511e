"""When a tour departs, how many seats it has, and which of them are not sold here."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.tourism.models.tours import Tour


class DeparturePattern(models.Model):
    """Days of the week on which a tour departs, from a day until a day, both included.

    ``weekdays`` are 0 (Monday) to 6; ``except_on`` days (ISO) on which it does not. The clock keeps the
    departures of the coming months made.
    """

    tour = models.ForeignKey(Tour, on_delete=models.CASCADE, related_name="patterns")
    weekdays = models.JSONField()
    from_day = models.DateField(_("from"))
    until_day = models.DateField(_("until"))
    except_on = models.JSONField(default=list, blank=True)
    seats = models.PositiveSmallIntegerField(_("seats"))
    made_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_day__gte=F("from_day"), seats__gte=1), name="tourism_pattern_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tour_id} {self.from_day}–{self.until_day}"


class Departure(models.Model):
    """A tour leaving on one day.

    ``taken`` counts every seat that is not free: held, booked, allotted, sold elsewhere, blocked. It
    moves only by a conditional update, so that no seat is given twice. ``booked`` counts the travellers
    that are sure (confirmed here or sold elsewhere): the minimum is reached by them. "Full" is no state
    of its own: a departure is full while no seat is free, guaranteed or not. ``meets_at``, ``closes_at``
    (the cut-off) and ``decides_on`` are worked out from the tour when the departure is planned.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        OPEN = "open", _("Open for booking")
        GUARANTEED = "guaranteed", _("Guaranteed")
        CLOSED = "closed", _("Closed")
        DEPARTED = "departed", _("Departed")
        CANCELLED = "cancelled", _("Cancelled")

    tour = models.ForeignKey(Tour, on_delete=models.CASCADE, related_name="departures")
    pattern = models.ForeignKey(
        DeparturePattern, on_delete=models.SET_NULL, null=True, blank=True, related_name="departures"
    )
    on = models.DateField(_("departs on"))
    back_on = models.DateField(_("back on"))
    meets_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    decides_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    seats = models.PositiveSmallIntegerField(_("seats"))
    taken = models.PositiveSmallIntegerField(default=0)
    booked = models.PositiveSmallIntegerField(default=0)
    minimum = models.PositiveSmallIntegerField(_("smallest group"), default=1)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = _("departure")
        verbose_name_plural = _("departures")
        constraints = [
            models.UniqueConstraint(fields=["tour", "on"], name="tourism_departs_once_a_day"),
            models.CheckConstraint(
                condition=Q(taken__lte=F("seats"), booked__lte=F("taken")), name="tourism_no_seat_twice"
            ),
            models.CheckConstraint(condition=Q(back_on__gte=F("on")), name="tourism_back_after_departure"),
        ]
        indexes = [
            models.Index(fields=["on", "tour"], name="tourism_departures_by_day"),
            models.Index(fields=["state", "decides_on"], name="tourism_departures_deciding"),
        ]

    def __str__(self) -> str:
        return f"{self.tour_id} {self.on}"

    @property
    def free(self) -> int:
        """Return how many seats nobody has."""
        return self.seats - self.taken


class SeatsAway(models.Model):
    """Seats that are not to be had here: sold elsewhere by the operator, or blocked."""

    class Kind(models.TextChoices):
        ELSEWHERE = "elsewhere", _("Sold elsewhere")
        BLOCKED = "blocked", _("Blocked")

    departure = models.ForeignKey(Departure, on_delete=models.CASCADE, related_name="away")
    kind = models.CharField(max_length=10, choices=Kind)
    seats = models.PositiveSmallIntegerField(_("seats"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1), name="tourism_away_some"),
        ]

    def __str__(self) -> str:
        return f"{self.departure_id} {self.kind} {self.seats}"


class Booking(models.Model):
    """Seats of one departure for one party: held, asked for, confirmed, or come to nothing.

    ``id`` is unguessable; ``code`` is what people read to each other. Who has no account reaches their
    booking by a link made of ``id`` and a signature. ``party`` maps a key of the tour's age bands to how
    many travellers; ``seats`` counts those that take a seat. ``price`` is what was offered then, frozen:
    ``{"currency", "lines": [{"band", "count", "minor"}], "total"}`` in integer minor units. ``until`` is
    when a hold, an offer or an allotment frees itself; None otherwise. ``version`` is the tour's version
    whose terms hold. ``offered`` is another departure a cancelled one's booker may move to.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("On the waiting list")
        HELD = "held", _("Held")
        REQUESTED = "requested", _("Waiting for the operator")
        CONFIRMED = "confirmed", _("Confirmed")
        LAPSED = "lapsed", _("Not confirmed in time")
        RELEASED = "released", _("Given back")
        CANCELLED = "cancelled", _("Cancelled")

    class Kind(models.TextChoices):
        PARTY = "party", _("Travellers")
        GROUP = "group", _("Group of an agent")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=10, unique=True)
    departure = models.ForeignKey(Departure, on_delete=models.PROTECT, related_name="bookings")
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.PARTY)
    state = models.CharField(max_length=10, choices=State)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    organization = models.ForeignKey(
        "merchants.Organization", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("name"), max_length=120)
    address = models.EmailField(_("e-mail address"))
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    time_zone = models.CharField(max_length=64, default="UTC")
    party = models.JSONField(default=dict)
    seats = models.PositiveSmallIntegerField(_("seats"))
    price = models.JSONField(default=dict)
    version = models.PositiveIntegerField()
    note = models.TextField(_("note"), blank=True)
    until = models.DateTimeField(null=True, blank=True)
    names_due = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    offered = models.ForeignKey(Departure, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1), name="tourism_booking_some_seats"),
        ]
        indexes = [
            models.Index(fields=["departure", "state", "created_at"], name="tourism_bookings_of"),
            models.Index(fields=["person", "-created_at"], name="tourism_bookings_mine"),
            models.Index(fields=["until"], condition=Q(until__isnull=False), name="tourism_bookings_lapsing"),
        ]

    def __str__(self) -> str:
        return self.code


class Traveller(models.Model):
    """One traveller of a booking. What identifies them is in ``sealed``, encrypted, and nowhere else.

    ``sealed`` is empty until it was entered, and again once it was deleted (``deleted_at``).
    """

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="travellers")
    position = models.PositiveSmallIntegerField()
    band = models.CharField(max_length=20)
    sealed = models.BinaryField(default=bytes, blank=True)
    entered_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["booking", "position"], name="tourism_traveller_once"),
        ]

    def __str__(self) -> str:
        return f"{self.booking_id}#{self.position}"
