"""Writes: the list of travellers is taken by its operator, and that it was taken is kept."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from catalog.audit import services as audit
from catalog.merchants.services.members import acted_as
from catalog.reference.csv_files import harmless
from catalog.tourism.models import Booking, Departure
from catalog.tourism.selectors.travellers import travellers_on
from catalog.tourism.words import BANDS, word

Row = list[str]


@sensitive_variables()
@transaction.atomic
def take_manifest(*, departure: Departure, by: AbstractBaseUser) -> list[Row]:
    """Return who travels on a departure as rows of a file, the first its headings; note who took it when.

    Only confirmed bookings count. A traveller who was not named yet has a row without a name, so that no
    seat is missing. Cells are safe to open in a spreadsheet. Raises sealing.Unreadable.
    """
    bookings = Booking.objects.filter(departure=departure, state=Booking.State.CONFIRMED).in_bulk()
    lines = travellers_on(departure)
    rows = [_headings()]
    for line in lines:
        booking, who = bookings[line.booking], line.identity
        named = (
            [who.name, who.born.isoformat(), who.nationality, who.passport, who.passport_until.isoformat()]
            if who
            else [""] * 5
        )
        told = [booking.code, booking.name, booking.phone, word(BANDS, line.band), *named]
        rows.append([harmless(cell) for cell in told])
    audit.record(
        actor=by,
        role=acted_as(departure.tour.organization, by),
        action="departure.manifest",
        target=departure,
        after={"travellers": len(lines)},
    )
    return rows


def _headings() -> Row:
    return [
        _("Booking code"),
        _("Booked by"),
        _("Phone"),
        _("Age band"),
        _("Name"),
        _("Born on"),
        _("Passport of"),
        _("Passport"),
        _("Passport valid until"),
    ]
