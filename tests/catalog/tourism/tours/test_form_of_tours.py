"""What an operator types of a tour: read in every script and currency, kept as it was where it is wrong."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.test import Client

from catalog.merchants.models import Organization
from catalog.products.listing_form.parts import Asked, read_amount
from catalog.products.listing_form.whole import with_one_more, without
from catalog.tourism.checks import MOST_DAYS
from catalog.tourism.models import TourDraft
from catalog.tourism.services.tour_drafts import save_draft
from catalog.tourism.tour_document import BandDocument, CancellationStep, DayDocument, TourDocument
from catalog.tourism.tour_form.form import TourForm
from portal.accounts.models import User
from tests.catalog.tourism.tour_documents import HA_LONG, told
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db

WRONG = {
    "season_0_adult": "1,2,3",
    "season_0_until": "2027-02-30",
    "step_0_days": "400",
    "step_1_keeps": "-1",
    "band_child_to": "XII",
    "meeting_time": "25:00",
    "group_min": "0",
    "cutoff_hours": "9999",
    "time_zone": "Asia/Atlantis",
}
KEPT = {"title": "ทะเล <b>& 海</b>", "emergency_phone": "+66 2 555 0100", "day_1_title": "Việt Nam"}
# A value that no list offers cannot be shown chosen in it; the message beside it says which it was.
UNOFFERED = {"time_zone"}


def form_of(house: Organization, document: TourDocument, data: QueryDict | None = None) -> TourForm:
    return TourForm(Asked(document=document, organization=house, category=None, language="en", data=data))


def typed(house: Organization, document: TourDocument, **changes: Any) -> QueryDict:
    """Return what a browser sends from the form of a document, with some of it typed otherwise."""
    form, data = form_of(house, document), QueryDict(mutable=True)
    for name in form.fields:
        value = form[name].value()
        if isinstance(value, list | tuple):
            data.setlist(name, list(value))
        elif value is not None and value is not False:
            data[name] = "on" if value is True else str(value)
    for name, value in changes.items():
        data[name] = value
    return data


def read(house: Organization, document: TourDocument, data: QueryDict) -> TourDocument:
    form = form_of(house, document, data)
    assert form.is_valid(), form.errors
    return form.document()


def faults(house: Organization, document: TourDocument, data: QueryDict) -> dict[str, str]:
    """Return what is wrong by field: the first message of each."""
    form = form_of(house, document, data)
    assert not form.is_valid()
    return {name: str(found[0]) for name, found in form.errors.items()}


@pytest.mark.parametrize(
    ("language", "written"), [("zh-hans", ("\u4e00", "\u9fff")), ("th", ("\u0e00", "\u0e7f"))]
)
def test_each_fault_stands_by_its_field_in_the_readers_language_and_nothing_typed_is_lost(
    client: Client, house: Organization, owner: User, language: str, written: tuple[str, str]
) -> None:
    draft = save_draft(organization=house, document=HA_LONG, by=owner)
    client.force_login(owner)
    data = typed(house, HA_LONG, **WRONG, **KEPT)
    answer = client.post(f"/{language}/desk/slow-roads/tours/{draft.pk}/", {"revision": 1, **data.dict()})
    assert answer.status_code == 422
    page = page_of(answer)
    for name, value in WRONG.items():
        box = the(page, f"[name={name}]")
        field = box.find_parent(class_="field")
        assert field is not None, name
        said = words(the(field, ".error"))
        assert any(written[0] <= sign <= written[1] for sign in said), (name, said)
        assert box.get("aria-invalid") == "true", name
        if name not in UNOFFERED:
            assert box.get("value") == value, name
    for name, value in KEPT.items():
        assert the(page, f"[name={name}]")["value"] == value, name
    # What was right stays chosen too.
    assert the(page, "select[name=day_0_place_0_slug] option[selected]")["value"] == "pass"
    assert TourDraft.objects.get().document == draft.document


@pytest.mark.parametrize(
    ("currency", "said", "minor"),
    [
        pytest.param("VND", "1200000", 1_200_000, id="a currency without a smaller coin"),
        pytest.param("VND", "1200000.00", 1_200_000, id="a fraction of nothing"),
        pytest.param("LAK", "350000", 35_000_000, id="two places in the table, though nobody uses them"),
        pytest.param("LAK", "350000.5", 35_000_050, id="half a kip"),
        pytest.param("CNY", "0", 0, id="for nothing"),
        pytest.param("CNY", " 1 200,50 ", 120_050, id="a comma, and spaces between thousands"),
        pytest.param("THB", "๑๒๐๐.๕๐", 120_050, id="Thai digits"),
        pytest.param("MMK", "၁၂၀၀", 120_000, id="Burmese digits"),
        pytest.param("KHR", "១២០០", 120_000, id="Khmer digits"),
        pytest.param("LAK", "໑໒໐໐", 120_000, id="Lao digits"),
    ],
)
def test_a_price_is_read_as_people_write_it(currency: str, said: str, minor: int) -> None:
    assert read_amount(said, currency) == minor


@pytest.mark.parametrize(
    ("currency", "said"),
    [
        pytest.param("VND", "1200.5", id="half a đồng"),
        pytest.param("VND", "1.200.000", id="marks between thousands"),
        pytest.param("CNY", "1.500", id="one and a half, or fifteen hundred"),
        pytest.param("CNY", "12.3456", id="a hundredth of a fen"),
        pytest.param("CNY", "-5", id="less than nothing"),
        pytest.param("CNY", "1e6", id="an exponent"),
        pytest.param("CNY", "¥1200", id="a sign of money"),
        pytest.param("CNY", "1" * 13, id="beyond all measure"),
        pytest.param("", "1200", id="of no currency"),
    ],
)
def test_a_price_that_can_be_read_in_two_ways_is_asked_again(currency: str, said: str) -> None:
    with pytest.raises(ValidationError):
        read_amount(said, currency)


def test_a_price_is_read_in_the_currency_that_is_typed_with_it(house: Organization) -> None:
    """Not in that of the draft: half a đồng is none, half a yuan was."""
    found = faults(house, HA_LONG, typed(house, HA_LONG, currency="VND", season_1_child="900.5"))
    assert set(found) == {"season_1_child"}
    assert "150000." in found["season_1_child"]
    document = read(house, HA_LONG, typed(house, HA_LONG, currency="VND"))
    assert (document.currency, document.seasons[0].prices["adult"]) == ("VND", 1200)
    nameless = faults(house, HA_LONG, typed(house, HA_LONG, currency=""))
    assert len(nameless) == 6
    assert set(nameless.values()) == {"Choose the currency of the price."}


def test_an_amount_comes_back_as_it_would_be_typed(house: Organization) -> None:
    prices = {"adult": 1_200_050, "child": 80_000, "infant": 0}
    for currency, shown in (("VND", "1200050"), ("LAK", "12000.50"), ("CNY", "12000.50")):
        document = told(currency=currency, seasons=(replace(HA_LONG.seasons[0], prices=prices),))
        assert form_of(house, document)["season_0_adult"].value() == shown
        assert read(house, document, typed(house, document)) == document


def test_a_line_of_which_half_is_said_is_asked_for_the_other_half(house: Organization) -> None:
    changes = {"season_0_from": "", "season_1_until": "", "step_0_days": "", "step_2_keeps": ""}
    found = faults(house, HA_LONG, typed(house, HA_LONG, **changes))
    assert set(found) == set(changes)
    assert found["season_0_from"] == "Say from which day until which day."
    assert found["step_2_keeps"] == "A step says days and per cent."


def test_empty_lines_say_nothing(house: Organization) -> None:
    gone = {f"season_1_{name}": "" for name in ("from", "until", "adult", "child", "infant")}
    data = typed(house, HA_LONG, **gone, step_1_days="", step_1_keeps="")
    document = read(house, HA_LONG, data)
    assert document.seasons == HA_LONG.seasons[:1]
    assert document.cancellation == (HA_LONG.cancellation[0], HA_LONG.cancellation[2])
    assert read(house, HA_LONG, with_one_more(typed(house, HA_LONG), "day")) == HA_LONG


def test_lines_taken_away_and_added_leave_the_others_as_they_were_typed(house: Organization) -> None:
    data = typed(house, HA_LONG, season_1_adult="1700", step_2_keeps="90", day_1_title="On the bay")
    data = without(without(with_one_more(data, "step"), "season", 0), "step", 0)
    data["step_2_days"], data["step_2_keeps"] = "0", "100"
    document = read(house, HA_LONG, data)
    winter = HA_LONG.seasons[1]
    assert document.seasons == (replace(winter, prices={**winter.prices, "adult": 170_000}),)
    assert document.cancellation == (
        CancellationStep(days_before=7, keeps=60),
        CancellationStep(days_before=1, keeps=90),
        CancellationStep(days_before=0, keeps=100),
    )
    assert [day.title["en"] for day in document.days] == ["To the sea", "On the bay"]


def test_the_translations_of_a_day_move_up_with_it(house: Organization) -> None:
    first, second = HA_LONG.days
    days = (
        replace(first, title={"en": "To the sea", "th": "สู่ทะเล"}),
        replace(second, title={"en": "On the water", "th": "บนน้ำ"}),
    )
    document = told(days=days)
    left = read(house, document, without(typed(house, document), "day", 0))
    assert left.days == (days[1],)
    said = read(house, document, typed(house, document, day_0_title="By sea"))
    assert said.days[0].title == {"en": "By sea", "th": "สู่ทะเล"}


def test_no_button_makes_a_tour_longer_than_tours_are(house: Organization) -> None:
    document = told(days=(DayDocument(title={"en": "x"}, places=("pass",)),) * MOST_DAYS)
    form = form_of(house, document, with_one_more(typed(house, document), "day"))
    assert f"day_{MOST_DAYS - 1}_title" in form.fields
    assert f"day_{MOST_DAYS}_title" not in form.fields


def test_passports_are_said_one_way_or_the_other(house: Organization) -> None:
    data = typed(house, HA_LONG, who="not")
    data.setlist("nationals", ["MY", "TH"])
    assert read(house, HA_LONG, data).not_nationals == ("MY", "TH")
    data["who"] = "only"
    assert read(house, HA_LONG, data).only_nationals == ("MY", "TH")
    data["who"] = ""
    assert set(faults(house, HA_LONG, data)) == {"who"}
    assert set(faults(house, HA_LONG, typed(house, HA_LONG, who="only"))) == {"nationals"}
    data["who"] = "only"
    data.setlist("nationals", ["MY", "XX"])
    assert "XX" in faults(house, HA_LONG, data)["nationals"]


def test_a_band_is_taken_by_its_box_and_keeps_an_open_end(house: Organization) -> None:
    data = typed(house, HA_LONG, band_senior_taken="on", band_senior_from="70", band_senior_seat="on")
    data["band_adult_to"] = "69"
    del data["band_child_taken"]
    assert read(house, HA_LONG, data).bands == (
        BandDocument(key="adult", age_from=12, age_to=69),
        BandDocument(key="infant", age_to=1, seat=False),
        BandDocument(key="senior", age_from=70),
    )


def test_what_is_left_open_stays_as_it_was_and_words_are_trimmed(house: Organization) -> None:
    changes = {"cutoff_hours": "", "meeting_time": "07:05", "summary": "  ", "emergency_phone": " 112 33 "}
    document = read(house, told(cutoff_hours=36), typed(house, told(cutoff_hours=36), **changes))
    assert (document.cutoff_hours, document.meeting_time) == (36, time(7, 5))
    assert (document.summary, document.emergency_phone) == ({}, "112 33")


def test_a_place_that_is_no_longer_shown_stays_chosen_until_somebody_chooses_another(
    house: Organization,
) -> None:
    document = told(begins="closed-market")
    assert read(house, document, typed(house, document)).begins == "closed-market"
    found = faults(house, HA_LONG, typed(house, HA_LONG, begins="closed-market"))
    assert set(found) == {"begins"}


def test_days_are_read_as_calendars_have_them(house: Organization) -> None:
    leap = typed(house, HA_LONG, season_0_from="2028-02-29", season_0_until="2028-02-29")
    season = read(house, HA_LONG, leap).seasons[0]
    assert season.from_day == season.until_day == date(2028, 2, 29)
    for day in ("2027-02-29", "29.02.2028", "tomorrow"):
        found = faults(house, HA_LONG, typed(house, HA_LONG, season_0_from=day))
        assert set(found) == {"season_0_from"}, day
