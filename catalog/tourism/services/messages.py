"""Writes: an operator writes to everybody with seats on a departure, each in their language."""

import hashlib
import json
from collections.abc import Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.audit import services as audit
from catalog.merchants.services.members import acted_as
from catalog.notices import services as notices
from catalog.notices.registry import NoticeKind
from catalog.reference.languages import codes, pick
from catalog.tourism.models import Booking, Departure
from catalog.tourism.services.booking_moves import WITH_SEATS
from catalog.translation.selectors import text_in

Texts = Mapping[str, str]
MESSAGE = NoticeKind(
    name="tourism.message",
    label=gettext_lazy("The operator of a tour I booked writes"),
    subject="tourism/notices/message_subject.txt",
    text="tourism/notices/message_text.txt",
    may_stop=False,  # a changed meeting point has to arrive
)


def written_in(subject: Texts, text: Texts) -> list[str]:
    """Return the languages in which a message has both a subject and a text."""
    return [code for code in codes() if subject.get(code, "").strip() and text.get(code, "").strip()]


def language_for(language: str, written: list[str]) -> str:
    """Return in which of the written languages somebody with a language reads a message."""
    return pick({code: code for code in written}, language)[0] or written[0]


def on_board(departure: Departure) -> list[Booking]:
    """Return the bookings with seats on a departure whose bookers can be told, the first made first."""
    rows = Booking.objects.filter(departure=departure, state__in=WITH_SEATS).select_related("person")
    rows = rows.exclude(person__isnull=True, address="")
    return list(rows.order_by("created_at", "pk"))


@transaction.atomic
def write_to_bookers(
    *, departure: Departure, subject: Texts, text: Texts, by: AbstractBaseUser | None = None
) -> int:
    """Write to everybody with seats on a departure; return how many bookings are told anew.

    Each reads it in their language, or in the nearest that is written. The same message again reaches only
    who has booked since. Raises ValidationError without a subject and a text in one same language, or
    where nobody has seats.
    """
    written = written_in(subject, text)
    if not written:
        raise ValidationError(_("Write a subject and a text in at least one language."))
    meant = on_board(departure)
    if not meant:
        raise ValidationError(_("Nobody has booked yet."))
    said = json.dumps([[code, subject[code], text[code]] for code in written])
    key = f"{departure.pk}:{hashlib.sha256(said.encode()).hexdigest()}"
    told = sum(_send(booking, departure, subject, text, written, key) for booking in meant)
    audit.record(
        actor=by,
        role=acted_as(departure.tour.organization, by),
        action="departure.written-to",
        target=departure,
        after={"told": told},
    )
    return told


def _send(
    booking: Booking, departure: Departure, subject: Texts, text: Texts, written: list[str], key: str
) -> bool:
    code = language_for(booking.language, written)
    values = {
        "departure": departure.pk,
        "tour": {one: title for one in codes() if (title := text_in(departure.tour, "title", one))},
        "on": departure.on.isoformat(),
        "subject": subject[code].strip(),
        "text": text[code].strip(),
    }
    if booking.person is None:
        return notices.write_to(
            kind=MESSAGE.name, address=booking.address, language=booking.language, key=key, values=values
        )
    people = [booking.person] if booking.person.is_active else []
    return bool(notices.notify(kind=MESSAGE.name, recipients=people, key=key, values=values))
