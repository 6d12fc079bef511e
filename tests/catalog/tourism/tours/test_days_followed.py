"""What is known of the words of a day goes with the day, wherever it stands then."""

from dataclasses import replace

import pytest
from django.http import QueryDict

from catalog.merchants.models import Organization
from catalog.products.listing_form.parts import Asked
from catalog.tourism.tour_document import DayDocument, TourDocument
from catalog.tourism.tour_form.form import TourForm
from catalog.tourism.tour_texts import days_kept, places_of, with_origins
from catalog.translation.places import state_of
from catalog.translation.texts import digest
from tests.catalog.tourism.tour_documents import told

SEA, BAY, FREE = (
    DayDocument(title={"en": one, "th": f"{one} th"}, places=("pass",)) for one in ("Sea", "Bay", "Free")
)


@pytest.mark.parametrize(
    ("after", "kept"),
    [
        (["Sea", "Bay", "Free"], [1, 2, 3]),
        (["Bay", "Free"], [2, 3]),
        (["Free", "Sea", "Bay"], [3, 1, 2]),
        (["Sea", "Lake", "Free"], [1, 2, 3]),
        (["Bay", "Free", "New"], [2, 3, None]),
        (["New", "Sea", "Bay", "Free"], [None, 1, 2, 3]),
        (["Bay", "Bay", "Free"], [1, 2, 3]),
        (["", "Sea"], [None, 1]),
        ([], []),
    ],
)
def test_a_day_is_known_by_its_words_and_else_by_its_place(after: list[str], kept: list[int | None]) -> None:
    assert days_kept("en", [SEA, BAY, FREE], [(title, "") for title in after]) == kept


def test_days_that_say_the_same_are_told_apart_by_their_places() -> None:
    assert days_kept("en", [FREE, SEA, FREE], [("Free", ""), ("Sea", ""), ("Free", "")]) == [1, 2, 3]
    assert days_kept("en", [FREE, SEA, FREE], [("Sea", ""), ("Free", "")]) == [2, 1]


def test_how_a_browser_ends_lines_makes_no_other_day() -> None:
    long = DayDocument(title={"en": "Sea"}, text={"en": "Coach.\nBoat."})
    assert days_kept("en", [SEA, long], [("Sea", "Coach.\r\nBoat. ")]) == [2]


def test_states_and_origins_go_with_a_day_when_one_above_it_goes() -> None:
    before = told(
        days=(SEA, BAY, FREE),
        states={"title": {"zh-hans": "reviewed"}, "day.2.title": {"th": "reviewed"}},
        made_from={"day.3.title": {"th": digest("Rest")}, "day.1.title": {"th": digest("Sea")}},
    )
    after = with_origins(before, replace(before, days=(BAY, FREE)))
    assert after.states == {"title": {"zh-hans": "reviewed"}, "day.1.title": {"th": "reviewed"}}
    assert after.made_from == {"day.2.title": {"th": digest("Rest")}}
    found = {place.name: state_of(after, place, "th", {}) for place in places_of(after)}
    assert (found["day.1.title"], found["day.2.title"]) == ("reviewed", "outdated")


def test_a_new_day_knows_nothing_of_the_one_that_stood_there() -> None:
    before = told(days=(SEA, BAY), states={"day.1.title": {"th": "reviewed"}})
    new = DayDocument(title={"en": "Lake"})
    after = with_origins(before, replace(before, days=(new, SEA, BAY)))
    assert after.states == {"day.2.title": {"th": "reviewed"}}
    assert after.made_from == {}


def typed(document: TourDocument, house: Organization, said: dict[str, str]) -> TourForm:
    """Return the form of a tour after this was sent."""
    data = QueryDict(mutable=True)
    data.update(said)
    form = TourForm(Asked(document=document, organization=house, category=None, language="en", data=data))
    form.is_valid()
    return form


@pytest.mark.django_db
def test_a_day_added_where_another_was_taken_away_is_not_given_its_translations(
    house: Organization,
) -> None:
    document = told(days=(SEA, BAY))
    data = {"day_0_title": "Bay", "day_1_title": "Lake", "day_1_text": "Boats."}
    form = typed(document, house, data)
    days = form.document().days
    assert days[0].title == {"en": "Bay", "th": "Bay th"}
    assert days[1].title == {"en": "Lake"}


@pytest.mark.django_db
def test_days_of_the_same_words_keep_each_its_own_translations(house: Organization) -> None:
    other = replace(FREE, title={"en": "Free", "th": "ว่าง"})
    document = told(days=(FREE, SEA, other))
    data = {f"day_{at}_title": title for at, title in enumerate(("Free", "Sea", "Free"))}
    form = typed(document, house, data)
    assert [day.title.get("th") for day in form.document().days] == ["Free th", "Sea th", "ว่าง"]
