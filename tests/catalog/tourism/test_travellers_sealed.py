"""Who travels is encrypted where it is kept, stands nowhere else, and is deleted after the return."""

import base64
import logging
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from catalog.audit.models import Entry
from catalog.notices.models import OutboxMail
from catalog.tourism.booking_links import token
from catalog.tourism.models import Booking, Departure, Traveller
from catalog.tourism.refusals import Refused
from catalog.tourism.sealing import Unreadable, seal, seal_anew, unseal
from catalog.tourism.selectors.travellers import Identity, travellers_of, travellers_on
from catalog.tourism.services import seats
from catalog.tourism.services.forgetting import forget
from catalog.tourism.services.travellers import change_keys, enter, remind
from tests.catalog.tourism.booking_cast import NOW, booker
from tests.catalog.tourism.conftest import MakeDeparture

SOMCHAI = Identity(
    name="สมชาย ใจดี",
    born=date(1980, 5, 17),
    nationality="TH",
    passport="AA7654321",
    passport_until=date(2031, 2, 3),
)
PLAIN = ("สมชาย", "1980", "AA7654321", "2031-02-03")
OLD, NEW = (base64.urlsafe_b64encode(bytes([number] * 32)).decode() for number in (1, 2))


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


@pytest.fixture(autouse=True)
def december(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, NOW)


@pytest.fixture
def departure(make_departure: MakeDeparture) -> Departure:
    return make_departure(seats=5)


@pytest.fixture
def booking(departure: Departure) -> Booking:
    held = seats.reserve(departure=departure, party={"child": 1, "adult": 1}, booker=booker("Lan"))
    return seats.confirm(booking=held)


def column() -> bytes:
    """Return what the database holds of every traveller, as it holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM tourism_traveller ORDER BY id")
        return b"".join(
            bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode()
            for row in cursor.fetchall()
            for one in row
        )


def test_a_confirmed_booking_asks_for_each_of_its_party(booking: Booking) -> None:
    lines = travellers_of(booking)
    assert [(one.position, one.band, one.identity) for one in lines] == [
        (1, "adult", None),
        (2, "child", None),
    ]


def test_what_was_entered_is_read_by_code_and_by_nobody_who_reads_the_database(
    booking: Booking, departure: Departure, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        enter(booking=booking, identities={1: SOMCHAI})
    (first, second) = travellers_on(departure)
    assert (first.identity, second.identity) == (SOMCHAI, None)
    kept = column()
    trail = str(list(Entry.objects.values_list("target_name", "before", "after")))
    told = str(list(OutboxMail.objects.values_list("values", "link", "address")))
    for word in PLAIN:
        assert word.encode() not in kept
        assert word not in trail + told + caplog.text
    assert base64.b64encode(SOMCHAI.passport.encode())[:8] not in kept


def test_the_same_traveller_is_never_sealed_the_same_twice() -> None:
    assert seal({"name": "Lan"}) != seal({"name": "Lan"})


def test_a_new_key_seals_while_the_old_one_still_opens(settings: Any, booking: Booking) -> None:
    settings.PERSONAL_DATA_KEYS = [OLD]
    enter(booking=booking, identities={1: SOMCHAI})
    settings.PERSONAL_DATA_KEYS = [NEW, OLD]
    assert travellers_of(booking)[0].identity == SOMCHAI
    call_command("reseal_travellers", verbosity=0)
    settings.PERSONAL_DATA_KEYS = [NEW]
    assert travellers_of(booking)[0].identity == SOMCHAI
    settings.PERSONAL_DATA_KEYS = [OLD]
    with pytest.raises(Unreadable) as refused:
        travellers_of(booking)
    assert "AA7654321" not in str(refused.value)
    with pytest.raises(Unreadable):
        seal_anew(bytes(Traveller.objects.get(position=1).sealed))


def test_keys_are_changed_for_all_or_for_none(settings: Any, booking: Booking) -> None:
    settings.PERSONAL_DATA_KEYS = [OLD]
    enter(booking=booking, identities={1: SOMCHAI, 2: SOMCHAI})
    Traveller.objects.filter(position=2).update(sealed=b"of an installation that is gone")
    kept = column()
    settings.PERSONAL_DATA_KEYS = [NEW, OLD]
    with pytest.raises(Unreadable):
        change_keys()
    assert column() == kept
    Traveller.objects.filter(position=2).update(sealed=b"")
    # Who was not entered has nothing to seal, and sealing anew once more does no harm.
    assert (change_keys(), change_keys()) == (1, 1)
    assert column() != kept
    assert [one.identity for one in travellers_of(booking)] == [SOMCHAI, None]


def test_a_booking_is_shown_without_its_names_where_no_key_opens_them(
    settings: Any, booking: Booking, client: Client
) -> None:
    settings.PERSONAL_DATA_KEYS = [OLD]
    enter(booking=booking, identities={1: SOMCHAI})
    kept = column()
    settings.PERSONAL_DATA_KEYS = [NEW]
    shown = client.get(f"/en/booking/by-link/{token(booking.pk)}/").content.decode()
    assert "cannot be read with the keys of this site" in shown
    # The meeting point is what the traveller stands there for.
    assert "Gate 2 of the coach station." in shown
    names = f"/en/booking/by-link/{token(booking.pk)}/travellers/"
    assert "cannot be read" in client.get(names).content.decode()
    # Nothing is written over what another key may open yet.
    assert client.post(names, {"t1-name": "Lan"}).status_code == 400
    assert column() == kept


def test_what_was_changed_in_the_database_is_not_believed() -> None:
    sealed = bytearray(seal({"name": "Lan"}))
    sealed[20] ^= 1
    with pytest.raises(Unreadable):
        unseal(bytes(sealed))


def test_names_are_taken_until_they_are_due(booking: Booking, monkeypatch: pytest.MonkeyPatch) -> None:
    assert booking.names_due is not None
    at(monkeypatch, booking.names_due - timedelta(seconds=1))
    enter(booking=booking, identities={1: SOMCHAI})
    at(monkeypatch, booking.names_due)
    with pytest.raises(Refused, match="Call the operator"):
        enter(booking=booking, identities={1: SOMCHAI})


def test_names_are_taken_for_confirmed_bookings_and_for_their_own_travellers(departure: Departure) -> None:
    held = seats.reserve(departure=departure, party={"adult": 1}, booker=booker("Lan"))
    with pytest.raises(Refused, match="once a booking is confirmed"):
        enter(booking=held, identities={1: SOMCHAI})
    seats.confirm(booking=held)
    with pytest.raises(KeyError):
        enter(booking=held, identities={1: SOMCHAI, 2: SOMCHAI})
    assert travellers_of(held)[0].identity is None


def reminders(booking: Booking) -> int:
    mails = OutboxMail.objects.filter(address=booking.address, kind="tourism.booking")
    return sum(mail.values["event"] == "names" for mail in mails)


def test_who_has_not_named_everybody_is_reminded_twice_and_never_twice_of_one(
    booking: Booking, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = booking.names_due
    assert due is not None
    enter(booking=booking, identities={1: SOMCHAI})
    told = []
    for before in (8, 7, 6, 2, 1):
        at(monkeypatch, due - timedelta(days=before))
        remind()
        remind()
        told.append(reminders(booking))
    assert told == [0, 1, 1, 2, 2]
    at(monkeypatch, due)
    assert remind() == 0


def test_who_has_named_everybody_is_left_alone(booking: Booking, monkeypatch: pytest.MonkeyPatch) -> None:
    enter(booking=booking, identities={1: SOMCHAI, 2: SOMCHAI})
    assert booking.names_due is not None
    at(monkeypatch, booking.names_due - timedelta(days=1))
    assert remind() == 0
    assert reminders(booking) == 0


def test_who_never_was_named_has_nothing_to_delete(
    booking: Booking, departure: Departure, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, departure.meets_at + timedelta(days=400))
    assert forget() == 0
    assert [one.deleted for one in travellers_of(booking)] == [False, False]


def test_what_is_corrected_takes_the_place_of_what_was(booking: Booking) -> None:
    enter(booking=booking, identities={1: SOMCHAI, 2: SOMCHAI})
    married = replace(SOMCHAI, name="สมหญิง", passport="BB1112223")
    enter(booking=booking, identities={1: married})
    assert [one.identity for one in travellers_of(booking)] == [married, SOMCHAI]
    assert Traveller.objects.count() == 2
