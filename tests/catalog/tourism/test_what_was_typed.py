"""What cannot be is named in the language of whoever typed it, and what they typed is still there."""

import unicodedata
from datetime import date, timedelta
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.utils import translation

from catalog.merchants.services import add_member
from catalog.reference.languages import codes
from catalog.tourism.booking_forms import IdentityForm, PartyForm
from catalog.tourism.desk.departure_acts import AllotForm
from catalog.tourism.desk.departure_forms import AwayForm, SeatsForm
from catalog.tourism.models import Booking, Departure
from catalog.tourism.pricing import band_fits
from catalog.tourism.selectors.travellers import TravellerLine
from catalog.tourism.services.groups import ask_for_group
from catalog.tourism.services.seats import set_away
from catalog.tourism.tour_document import BandDocument
from portal.accounts.models import User
from tests.catalog.tourism.booking_cast import NAMED, NOW, booker, by_link, sure
from tests.catalog.tourism.conftest import TOUR_DOCUMENT, Clock
from tests.catalog.tourism.tour_documents import make_operator
from tests.reading import page_of, the, words

HUGE = "9" * 5000


@pytest.fixture
def departure(over_the_border: Departure, clock: Clock) -> Departure:
    clock(NOW)
    return over_the_border


def counted(typed: str) -> PartyForm:
    form = PartyForm({"band_adult": typed}, bands=TOUR_DOCUMENT.bands, most=20)
    form.full_clean()
    return form


@pytest.mark.parametrize("typed", ["3", " 3 ", "๓", "၃", "៣", "໓", "٣", "3.0"])
def test_a_number_is_one_in_whatever_digits_it_is_typed(typed: str) -> None:
    assert counted(typed).party() == {"adult": 3}


@pytest.mark.parametrize(
    "typed", ["-1", "-๑", "21", "1000000000", HUGE, "1.5", "½", "三", "1\x00", "\u202e2", "1e1"]
)
def test_a_number_that_cannot_be_is_named_in_every_language(typed: str) -> None:
    form = counted(typed)
    assert form.data["band_adult"] == typed
    said = {}
    for language in codes():
        with translation.override(language):
            said[language] = str(form.errors["band_adult"][0])
    assert [language for language in said if said[language] == said["en"]] == ["en"]


DESK: list[tuple[type[forms.Form], dict[str, str]]] = [
    (SeatsForm, {}),
    (AwayForm, {"kind": "blocked"}),
    (AllotForm, {"until": "2027-02-01"}),
]


@pytest.mark.parametrize(("form", "rest"), DESK, ids=["seats", "away", "allot"])
@pytest.mark.parametrize(
    ("typed", "fits"),
    [
        ("3", True),
        ("๓", True),
        *((one, False) for one in ("0", "-3", "1000000000", HUGE, "x")),
    ],
)
def test_an_operators_number_of_seats_fits_the_database_or_is_named(
    form: type[forms.Form], rest: dict[str, str], typed: str, fits: bool
) -> None:
    made = form({**rest, "seats": typed})
    assert made.is_valid() == fits
    assert "seats" in made.errors or made.cleaned_data["seats"] == 3


def identified(**changes: str) -> IdentityForm:
    told = {**NAMED, **{f"t1-{name}": value for name, value in changes.items()}}
    line = TravellerLine(id=1, booking=Booking().pk, position=1, band="adult", identity=None, deleted=False)
    form = IdentityForm(told, line=line, language="en", today=date(2026, 12, 1))
    form.full_clean()
    return form


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("សុខ ស្រីមុំ", None),
        ("ဒေါ်အောင်ဆန်း", None),
        ("สมชาย ใจดี", None),
        ("ສົມພອນ ແກ້ວ", None),
        (unicodedata.normalize("NFD", "Nguyễn Thị Ánh"), "Nguyễn Thị Ánh"),
        ("Jean-Luc O’Neil", None),
        ("  Lan \t Anh\nNguyễn ", "Lan Anh Nguyễn"),
        # It would read "Lan niuo" on the operator's list.
        ("Lan \u202eouin\u202c\u200f", "Lan ouin"),
        # Joiners belong to how some names are written.
        ("ක්\u200dරි", None),
        ("อ" * 120, None),
    ],
)
def test_a_name_is_kept_as_its_letters_are(typed: str, kept: str | None) -> None:
    form = identified(name=typed)
    assert form.is_valid(), form.errors
    identity = form.identity()
    assert identity is not None
    assert identity.name == (kept or typed)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", "က" * 200),
        ("name", "Lan\x00"),
        ("name", "\u202e\u200f"),
        ("passport", "1" * 21),
        ("passport", "B\x00"),
        ("nationality", "XX"),
        ("born", "2027-02-29"),
        ("born", "2026-12-02"),
        ("born", "1899-12-31"),
        # As it stands in a Thai passport's second calendar.
        ("born", "2533-01-01"),
        ("passport_until", "2030-02-30"),
    ],
)
def test_what_no_passport_says_is_named_by_its_field_and_stays_typed(field: str, typed: str) -> None:
    form = identified(**{field: typed})
    assert list(form.errors) == [field]
    assert form[field].value() == typed
    said = {}
    for language in codes():
        with translation.override(language):
            said[language] = str(identified(**{field: typed}).errors[field][0])
    assert [language for language in said if said[language] == said["en"]] == ["en"]


@pytest.mark.django_db
@pytest.mark.parametrize("born", ["1900-01-01", "2024-02-29", "2026-12-01"])
def test_whoever_was_born_by_today_may_travel(born: str) -> None:
    assert identified(born=born).is_valid()


@pytest.mark.parametrize(
    ("on", "fits"), [(date(2026, 2, 27), True), (date(2026, 2, 28), True), (date(2026, 3, 1), False)]
)
def test_who_was_born_on_the_29th_of_february_is_older_on_the_first_of_march(on: date, fits: bool) -> None:
    infant = BandDocument(key="infant", age_from=0, age_to=1, seat=False)
    assert band_fits(infant, born=date(2024, 2, 29), on=on) == fits


def test_today_is_that_of_the_meeting_point(client: Client, departure: Departure, clock: Clock) -> None:
    booking = sure(departure)
    # Half past one at night of the second of December in Nanning: the child was born an hour ago.
    clock(NOW.replace(day=1, hour=17, minute=30))
    sent = client.post(by_link(booking, "travellers"), {**NAMED, "t1-born": "2026-12-02"})
    assert sent.status_code == 302


ASKED = {"band_adult": "2", "note": "กับรถเข็นเด็ก", "do": "hold"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"state": "cancelled"}, "ถูกยกเลิกหรือออกเดินทางแล้ว"),
        ({"state": "departed"}, "ถูกยกเลิกหรือออกเดินทางแล้ว"),
        ({"state": "closed"}, ""),
        ({"closes_at": NOW}, ""),
        ({"taken": 4}, ""),
    ],
    ids=["cancelled", "left", "closed", "past its cut-off", "full"],
)
def test_who_asks_for_what_is_gone_meanwhile_is_told_and_keeps_what_they_wrote(
    client: Client, departure: Departure, nok: User, change: dict[str, Any], said: str
) -> None:
    client.force_login(nok)
    Departure.objects.update(**change)
    sent = client.post(f"/th/tour/detian-days/book/{departure.on}/", ASKED)
    page = page_of(sent)
    assert sent.status_code == 400
    assert words(the(page, "textarea[name=note]")) == "กับรถเข็นเด็ก"
    assert the(page, "input[name=band_adult]")["value"] == "2"
    assert said in words(the(page, "[role=alert]"))
    # Where seats are full one may wait; where nothing is to be had there is no button that only refuses.
    buttons = [str(one["value"]) for one in page.select("button[name=do]")]
    assert buttons == (["wait"] if "taken" in change else [])
    assert not Booking.objects.exists()


def test_who_looks_for_what_is_cancelled_finds_nothing(client: Client, departure: Departure) -> None:
    Departure.objects.update(state="cancelled")
    assert client.get(f"/th/tour/detian-days/book/{departure.on}/").status_code == 404
    Departure.objects.update(state="planned")
    assert client.post(f"/th/tour/detian-days/book/{departure.on}/", ASKED).status_code == 404


@pytest.mark.parametrize("day", ["๒๐๒๗-๐๓-๐๑", "2027-03-01\x00", "20270301", "9" * 40])
def test_a_day_in_other_digits_is_no_address(client: Client, departure: Departure, day: str) -> None:
    assert client.get(f"/th/tour/detian-days/book/{day}/").status_code == 404


def test_names_that_come_a_second_too_late_are_not_kept_but_stay_to_be_told(
    client: Client, departure: Departure, clock: Clock
) -> None:
    booking = sure(departure)
    here = by_link(booking, "travellers")
    assert booking.names_due is not None
    clock(booking.names_due - timedelta(seconds=1))
    client.post(here, {**NAMED, "t1-passport": "OLD11"})
    clock(booking.names_due)
    page = page_of(client.post(here, {**NAMED, "t1-name": "Lan Anh"}))
    assert the(page, "input[name=t1-name]")["value"] == "Lan Anh"
    assert page.select("main form button") == []
    # What is kept is not shown again, only what was sent this moment.
    assert "OLD11" not in str(page)
    assert page_of(client.get(here)).select("input[name=t1-name]") == []


REFUSED: list[tuple[dict[str, str], str, str]] = [
    ({"do": "seats", "seats": "1000000000"}, "input#id_seats", "1000000000"),
    ({"do": "seats", "seats": "1"}, "input#id_seats", "1"),
    ({"do": "away", "kind": "blocked", "seats": "0", "note": "ไกด์"}, "input#away_note", "ไกด์"),
    ({"do": "away", "kind": "blocked", "seats": "-๓", "note": "x"}, "input#away_seats", "-๓"),
    ({"do": "away", "kind": "blocked", "seats": "4", "note": "x"}, "input#away_seats", "4"),
    ({"do": "allot", "seats": "2", "until": "2026-11-01"}, "article input[name=until]", "2026-11-01"),
    ({"do": "allot", "seats": HUGE, "until": "2027-02-01"}, "article input[name=seats]", HUGE),
]


@pytest.mark.parametrize(("posted", "box", "kept"), REFUSED)
def test_what_an_operator_typed_stays_where_it_is_refused(
    client: Client, departure: Departure, wei: User, posted: dict[str, str], box: str, kept: str
) -> None:
    sure(departure, adult=2)
    agent = make_operator("agent")
    group = ask_for_group(departure=departure, party={"adult": 2}, booker=booker(organization=agent))
    add_member(organization=departure.tour.organization, user_id=wei.pk, role="owner")
    client.force_login(wei)
    here = f"/th/desk/slow-roads/departures/{departure.pk}/"
    sent = client.post(here, {**posted, "booking": str(group.pk)})
    page = page_of(sent)
    assert sent.status_code == 422
    field = the(page, box)
    assert field["value"] == kept
    # Nobody has to look for it.
    fold = field.find_parent("details")
    assert fold is not None
    assert fold.has_attr("open")
    # Its other boxes are as they were, and it is said why, in Thai.
    assert len(page.select("details.fold[open]")) == 1
    assert any("\u0e00" <= letter <= "\u0e7f" for letter in words(the(page, "[role=alert]")))
    departure.refresh_from_db()
    assert (departure.seats, departure.taken) == (4, 2)


@pytest.mark.parametrize("key", [HUGE, "9" * 30, "๙" * 9, "²", "-1", "1\x00"])
def test_what_is_no_row_takes_nothing_back(client: Client, departure: Departure, wei: User, key: str) -> None:
    add_member(organization=departure.tour.organization, user_id=wei.pk, role="owner")
    set_away(departure=departure, kind="blocked", seats=1, by=wei)
    client.force_login(wei)
    here = f"/en/desk/slow-roads/departures/{departure.pk}/"
    assert client.post(here, {"do": "take-back", "away": key}).status_code == 302
    assert client.post(here, {"do": "confirm", "booking": key}).status_code == 422
    assert client.get(f"/en/desk/slow-roads/departures/{'9' * 30}/").status_code == 404
    assert departure.away.count() == 1
