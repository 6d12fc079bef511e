"""What is one operator's own is nobody else's to see or move, and what it sends says what it should."""

import csv
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.notices.models import OutboxMail
from catalog.reference.csv_files import written
from catalog.tourism.desk.departure_acts import ACTS
from catalog.tourism.models import Booking, Departure, SeatsAway, Tour, TourDraft
from catalog.tourism.selectors.travellers import Identity
from catalog.tourism.services import seats
from catalog.tourism.services.cancelling import cancel_departure
from catalog.tourism.services.manifests import take_manifest
from catalog.tourism.services.messages import write_to_bookers
from catalog.tourism.services.tour_drafts import save_draft
from catalog.tourism.services.travellers import enter
from catalog.tourism.tour_document import to_json
from portal.accounts.models import User
from tests.catalog.tourism.booking_cast import booker
from tests.catalog.tourism.conftest import TOUR_DOCUMENT, Clock, MakeDeparture, MakeTour
from tests.catalog.tourism.tour_documents import make_operator
from tests.reading import page_of, the, words


@pytest.fixture
def departure(make_departure: MakeDeparture, clock: Clock, wei: User) -> Departure:
    """Ten seats, one traveller asked for, two blocked; Wei owns the operator."""
    departure = make_departure(seats=10, minimum=4)
    add_member(organization=departure.tour.organization, user_id=wei.pk, role="owner")
    seats.request(booking=seats.reserve(departure=departure, party={"adult": 1}, booker=booker()))
    seats.set_away(departure=departure, kind="blocked", seats=2, by=wei)
    return departure


@pytest.fixture
def rival(departure: Departure, sophea: User) -> Organization:
    """Another operator; Sophea owns it."""
    house = make_operator("fast-roads")
    add_member(organization=house, user_id=sophea.pk, role="owner")
    return house


def browser_of(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def acts(departure: Departure) -> dict[str, dict[str, Any]]:
    """Return what a browser sends for each act there is."""
    booking, away = Booking.objects.get(), SeatsAway.objects.get()
    asked = {"booking": booking.pk}
    said: dict[str, dict[str, Any]] = {
        "open": {},
        "close": {},
        "promise": {},
        "seats": {"seats": 12},
        "away": {"kind": "elsewhere", "seats": 1},
        "take-back": {"away": away.pk},
        "confirm": asked,
        "decline": {**asked, "reason": "x"},
        "allot": {**asked, "seats": 1, "until": "2027-01-01"},
    }
    assert set(said) == set(ACTS)
    return said


def stands(departure: Departure) -> tuple[Any, ...]:
    """Return everything an act could have moved."""
    rows = Departure.objects.filter(pk=departure.pk)
    return (
        rows.values_list("state", "seats", "taken", "booked", "sequence", "decided_at").get(),
        list(Booking.objects.order_by("pk").values_list("state", "seats", "reason")),
        list(SeatsAway.objects.order_by("pk").values_list("kind", "seats")),
        OutboxMail.objects.count(),
    )


def test_nobody_else_moves_a_departure_by_any_act(
    departure: Departure, rival: Organization, sophea: User, nok: User, lan: User
) -> None:
    add_member(organization=departure.tour.organization, user_id=lan.pk, role="finance")
    before = stands(departure)
    home = f"/en/desk/slow-roads/departures/{departure.pk}/"
    others = [
        (sophea, home.replace("slow-roads", rival.slug), 404),
        (sophea, home, 404),
        (nok, home, 404),
        (lan, home, 403),
    ]
    for person, address, status in others:
        browser = browser_of(person)
        for do, values in acts(departure).items():
            answer = browser.post(address, {"do": do, **values})
            assert answer.status_code == status, (person.email, do)
        for end, values in (("cancel/", {"reason": "x"}), ("message/", {"do": "send"})):
            answer = browser.post(f"{address}{end}", {**values, "subject-en": "x", "text-en": "x"})
            assert answer.status_code == status, (person.email, end)
        assert browser.post(f"{address}travellers.csv").status_code == status
    assert stands(departure) == before


@pytest.mark.parametrize("role", ["owner", "editor", "sales"])
def test_whoever_works_on_departures_does_every_act(departure: Departure, nok: User, role: str) -> None:
    add_member(organization=departure.tour.organization, user_id=nok.pk, role=role)
    browser, home = browser_of(nok), f"/en/desk/slow-roads/departures/{departure.pk}/"
    said = acts(departure)
    for do in ("seats", "away", "take-back", "close", "open", "promise", "confirm", "decline"):
        before = stands(departure)
        assert browser.post(home, {"do": do, **said[do]}).status_code == 302
        assert stands(departure) != before, do
    departure.refresh_from_db()
    assert (departure.state, departure.seats, departure.taken) == ("guaranteed", 12, 1)


def test_another_operators_tours_and_drafts_are_not_moved_from_ones_own_desk(
    departure: Departure, rival: Organization, wei: User, sophea: User
) -> None:
    tour = departure.tour
    draft = save_draft(organization=tour.organization, document=TOUR_DOCUMENT, by=wei)
    TourDraft.objects.update(state="review")
    browser, desk = browser_of(sophea), f"/en/desk/{rival.slug}/tours/"
    for end in ("", "withdraw/", "discard/"):
        assert browser.post(f"{desk}{draft.pk}/{end}", {"revision": 1}).status_code == 404, end
    assert browser.get(f"{desk}{draft.pk}/look/").status_code == 404
    for end in ("edit/", "move/paused/", "move/archived/"):
        assert browser.post(f"{desk}published/{tour.slug}/{end}").status_code == 404, end
    assert list(TourDraft.objects.values_list("state", "revision")) == [("review", 1)]
    assert TourDraft.objects.get().document == to_json(TOUR_DOCUMENT)
    assert Tour.objects.get().status == "published"


def test_who_runs_no_tours_begins_none(rival: Organization, sophea: User) -> None:
    Organization.objects.filter(pk=rival.pk).update(kind="merchant")
    browser = browser_of(sophea)
    assert browser.post(f"/en/desk/{rival.slug}/tours/new/").status_code == 404
    sent = {"do": "one", "one-tour": Tour.objects.get().pk, "one-on": "2027-03-06", "one-seats": "12"}
    assert browser.post(f"/en/desk/{rival.slug}/departures/plan/", sent).status_code == 422
    assert (TourDraft.objects.count(), Departure.objects.count()) == (0, 1)


def test_a_date_of_another_tour_is_not_offered_for_a_cancelled_one(
    departure: Departure, rival: Organization, wei: User, make_tour: MakeTour, make_departure: MakeDeparture
) -> None:
    own = make_departure(departure.tour, on=date(2027, 3, 8))
    full = make_departure(departure.tour, on=date(2027, 3, 15), state="closed")
    sister = make_departure(make_tour("sister"), on=date(2027, 3, 9))
    strange = make_departure(make_tour("strange", organization=rival), on=date(2027, 3, 10))
    browser, address = browser_of(wei), f"/en/desk/slow-roads/departures/{departure.pk}/cancel/"
    page = page_of(browser.get(address))
    offered = [one["value"] for one in page.select("select[name=offered] option")]
    assert offered == ["", str(own.pk)]
    for other in (departure, full, sister, strange):
        answer = browser.post(address, {"reason": "The bridge is shut.", "offered": other.pk})
        assert answer.status_code == 422
        assert words(the(page_of(answer), "textarea[name=reason]")) == "The bridge is shut."
    assert Departure.objects.get(pk=departure.pk).state == "open"
    assert Booking.objects.get().offered is None


def test_a_message_reaches_each_in_their_language_or_the_nearest_written(departure: Departure) -> None:
    for name, language in (("Aminah", "ms"), ("Budi", "id"), ("Lan", "vi"), ("Thida", "my")):
        seats.reserve(departure=departure, party={"adult": 1}, booker=booker(name, language=language))
    subject = {"id": " Gerbang 3 ", "vi": "Cổng 3", "my": "  "}
    text = {"id": "Kita bertemu di gerbang 3.", "vi": "Gặp nhau ở cổng 3.", "my": "ဂိတ် ၃"}
    assert write_to_bookers(departure=departure, subject=subject, text=text) == 5
    rows = OutboxMail.objects.filter(kind="tourism.message")
    assert {row.address.partition("@")[0]: (row.language, row.values["subject"]) for row in rows} == {
        "aminah": ("ms", "Gerbang 3"),
        "budi": ("id", "Gerbang 3"),
        "lan": ("vi", "Cổng 3"),
        # Nothing near is written: the first language there is.
        "somchai": ("th", "Cổng 3"),
        "thida": ("my", "Cổng 3"),
    }
    assert {row.values["on"] for row in rows} == {"2027-03-01"}


def test_nothing_in_the_list_of_travellers_runs_and_every_cell_stays_in_its_column(
    departure: Departure, wei: User
) -> None:
    seats.release(booking=Booking.objects.get())
    risky = [('@SUM(A1), "x"', "+", "=cmd"), ("-2+3", "=1", "\tTab\nand a line"), ("Lan; Mai", "", "แดง")]
    for name, phone, traveller in risky:
        who = booker(name, address=f"{len(name)}@example.com", phone=phone)
        held = seats.reserve(departure=departure, party={"adult": 1}, booker=who)
        identity = Identity(traveller, date(2000, 2, 29), "TH", "-1", date(2030, 1, 1))
        enter(booking=seats.confirm(booking=held), identities={1: identity})
    with translation.override("zh-hans"):
        rows = take_manifest(departure=departure, by=wei)
    assert list(csv.reader(StringIO("".join(written(rows))[1:], newline=""))) == rows
    assert {len(row) for row in rows} == {9}
    assert rows[0][0] != "Booking code"
    said = {(name, phone, traveller) for _code, name, phone, _band, traveller, *_rest in rows[1:]}
    assert said == {
        ('\'@SUM(A1), "x"', "'+", "'=cmd"),
        ("'-2+3", "'=1", "'\tTab\nand a line"),
        ("Lan; Mai", "", "แดง"),
    }
    assert {row[7] for row in rows[1:]} == {"'-1"}
    cancel_departure(departure=departure, reason="Flood")
    assert len(take_manifest(departure=departure, by=wei)) == 1
