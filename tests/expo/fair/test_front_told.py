"""What an edition's page says: its days, halls, figures and partners, in every language and every state."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation

from catalog.reference.models import Source
from catalog.seams.preferences import Preferences
from expo.fair.front_page import (
    count_lines,
    days,
    edition_values,
    figure_values,
    front_values,
    hall_tree,
    nations,
    partner_values,
)
from expo.fair.models import Booth, Edition, Hall, Stand
from expo.fair.selectors.editions import current, edition_at, editions
from expo.fair.selectors.halls import halls_of
from expo.fair.services.editions import MOVES, make_current, move_edition, save_edition
from expo.fair.services.halls import lay_out
from tests.expo.fair.conftest import build_hall, in_rows, plan_edition
from tests.expo.fair.lines import CARD, line

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 9, 17), date(2026, 9, 21)),
        (date(2026, 9, 30), date(2026, 10, 4)),
        (date(2026, 12, 30), date(2027, 1, 2)),
        (date(2026, 9, 17), date(2026, 9, 17)),
    ],
)
def test_days_are_written_in_every_language_with_all_that_differs(
    language: str, first: date, last: date
) -> None:
    said = days(first, last, language)
    for number in (first.day, last.day, first.year, last.year):
        assert any(shape in said for shape in (str(number), in_digits(number, language))), said
    assert "{" not in said


def in_digits(number: int, language: str) -> str:
    zero = {"my": 0x1040, "km": 0x17E0, "lo": 0x0ED0, "th": 0x0E50}.get(language, 0x30)
    return "".join(chr(zero + int(digit)) for digit in str(number))


def test_days_that_differ_in_the_day_only_say_the_month_once() -> None:
    said = days(date(2026, 9, 17), date(2026, 9, 21), "en")
    assert said.replace("\u2009", " ") == "Sep 17 – 21, 2026"
    assert days(date(2026, 9, 17), date(2026, 9, 21), "zh-hans") == "2026年9月17日至21日"


@pytest.mark.parametrize("state", [state.value for state in Edition.State])
def test_only_what_may_be_booked_is_said_to_take_bookings(state: str) -> None:
    values = edition_values(replace(CARD, state=state), "en")
    assert values["takes_booking"] == (state in {"booking", "open"})
    assert values["state"] == Edition.State(state).label
    assert values["tone"] == {"booking": "info", "open": "good", "after": "wait"}.get(state, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_place_and_country_of_honour_are_named_in_every_language(language: str) -> None:
    with translation.override(language):
        values = edition_values(replace(CARD, country_of_honour="MM"), language)
    assert values["honour"] not in {"", "MM"}
    assert values["place"] == "Nanning"
    assert values["url"] == f"/{language}/fair/2026/"


def test_halls_come_as_their_tree_in_their_order() -> None:
    group = line(1, stands=0, free=0)
    halls = [group, line(3, parent=1), line(2, parent=1), line(4, parent=3), line(5)]
    tree = hall_tree(halls, CARD, "en")

    def shape(entries: list[dict[str, Any]]) -> list[Any]:
        return [(one["name"], shape(one["children"])) for one in entries]

    assert shape(tree) == [
        ("Hall 1", [("Hall 3", [("Hall 4", [])]), ("Hall 2", [])]),
        ("Hall 5", []),
    ]
    assert (tree[0]["url"], tree[1]["url"]) == ("", "/en/fair/2026/hall/hall-5/")


def test_a_hall_below_one_that_is_not_there_is_not_lost() -> None:
    assert [one["name"] for one in hall_tree([line(2, parent=9)], CARD, "en")] == ["Hall 2"]


def test_counts_are_sums_as_the_reader_writes_numbers() -> None:
    halls = [
        line(1, booths=1, free=1_200),
        line(2, booths=0, free=34),
        line(3, stands=0, booths=0, free=0),
    ]
    assert count_lines(halls, "en") == {
        "booths": "1 booth",
        "halls": "2 halls",
        "free": "1,234 free stands",
    }
    for language, number in (("vi", "1.234"), ("id", "1.234"), ("th", "1,234"), ("my", "1,234")):
        with translation.override(language):
            assert number in count_lines(halls, language)["free"]


@pytest.mark.django_db
def test_every_country_has_its_ray_and_the_first_of_its_halls() -> None:
    halls = [
        line(1, country="LA", stands=0),
        line(2, country="LA", booths=3),
        line(3, country="LA", booths=9),
        line(4, country="FR"),
    ]
    rays = {ray["code"]: ray for ray in nations(halls, CARD, "en")}
    assert len(rays) == 12
    assert (rays["LA"]["url"], rays["LA"]["booths"]) == ("/en/fair/2026/hall/hall-2/", 3)
    assert (rays["CN"]["url"], rays["CN"]["booths"]) == ("", 0)
    assert len({ray["field"].path for ray in rays.values()}) == 12


@pytest.mark.django_db
def test_a_figure_keeps_its_words_where_no_nearer_language_has_them(django_assert_num_queries: Any) -> None:
    Source.objects.create(
        slug="report", title="A report", address="https://example.org/", checked_on=date(2026, 1, 2)
    )
    card = replace(
        CARD,
        figures=[
            {"label": {"zh-hans": "展位"}, "value": "3,300", "source": "report"},
            {"label": {"en": "Halls", "th": "ฮอลล์"}, "value": "16", "source": "gone"},
            {"label": {"en": "Days"}, "value": "5"},
        ],
        partners=[{"name": {"zh-hans": "韩国"}}, {"name": {}}, {"name": {"th": "เกาหลี", "en": "Korea"}}],
    )
    with django_assert_num_queries(1):
        figures = figure_values(card, "th")
    assert [(one["label"], one["lang"], one["value"]) for one in figures] == [
        ("展位", "zh-Hans", "3,300"),
        ("ฮอลล์", "", "16"),
        ("Days", "en", "5"),
    ]
    assert [bool(one["source"]) for one in figures] == [True, False, False]
    assert partner_values(card, "th") == [
        {"name": "韩国", "lang": "zh-Hans"},
        {"name": "เกาหลี", "lang": ""},
    ]


@pytest.mark.django_db
def test_an_edition_without_halls_shows_no_halls_and_no_drum(edition: Edition) -> None:
    build_hall(edition, slug="group", width=0, depth=0)
    known = editions(language="en")
    values = front_values(known[0], known, Preferences(language="en"), is_front=True)
    assert (values["lines"], values["nations"]) == (None, [])
    assert [one["url"] for one in values["halls"]] == [""]
    assert values["others"] == []
    assert [one["url"] for one in values["crumbs"]] == ["/en/", ""]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("booth_status", "house_status", "booths"),
    [
        ("published", "active", 1),
        ("draft", "active", 0),
        ("withdrawn", "active", 0),
        ("published", "suspended", 0),
    ],
)
def test_halls_count_what_a_visitor_may_see(
    booth: Booth, hall: Hall, booth_status: str, house_status: str, booths: int
) -> None:
    Booth.objects.update(status=booth_status)
    booth.organization.status = house_status
    type(booth.organization).objects.update(status=house_status)
    Stand.objects.filter(code="T02").update(state="held")
    Stand.objects.filter(code="T03").update(state="closed")
    (found,) = halls_of(hall.edition_id, language="en")
    assert (found.stands, found.free, found.booths, found.has_plan) == (3, 1, booths, True)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 24, 200])
def test_halls_and_editions_take_one_query_each_however_many(
    edition: Edition, count: int, django_assert_num_queries: Any
) -> None:
    Hall.objects.bulk_create(
        Hall(edition=edition, slug=f"hall-{at}", kind="china", order=at) for at in range(count)
    )
    Edition.objects.bulk_create(
        Edition(
            slug=f"e{at}",
            number=1000 + at,
            begins_on=date(1990, 1, 1),
            ends_on=date(1990, 1, 2),
            state="archived",
        )
        for at in range(count)
    )
    with django_assert_num_queries(2):
        assert len(halls_of(edition.pk, language="th")) == count
        assert len(editions(language="th")) == count + 1


@pytest.mark.django_db
def test_halls_of_another_edition_are_not_here(edition: Edition, hall: Hall) -> None:
    elsewhere = build_hall(plan_edition("2027", 24, 2027), slug="coffee")
    lay_out(hall=elsewhere, stands=in_rows(2))
    assert [one.slug for one in halls_of(edition.pk, language="en")] == ["tea"]
    assert edition_at("2027", language="en") is None


@pytest.mark.django_db
def test_an_edition_moves_one_way_and_when_archived_is_no_longer_the_current_one(edition: Edition) -> None:
    last = plan_edition("2025", 22, 2025)
    make_current(edition=last)
    for state in MOVES.values():
        assert Edition.objects.get(pk=last.pk).is_current
        last = move_edition(edition=last, to=state)
    assert (last.is_current, Edition.objects.filter(is_current=True).exists()) == (False, False)
    known = editions(language="en")
    assert current(known) is None
    assert [one.slug for one in known] == ["2026", "2025"]


@pytest.mark.django_db
def test_a_planned_edition_shows_once_it_is_current_and_takes_no_booking(edition: Edition) -> None:
    planned = plan_edition("2027", 24, 2027)
    make_current(edition=planned)
    known = editions(language="en")
    assert [(one.slug, one.is_current, one.takes_booking) for one in known] == [
        ("2027", True, False),
        ("2026", False, True),
    ]


@pytest.mark.django_db
def test_an_edition_may_be_one_day_long() -> None:
    day = date(2027, 9, 2)
    texts = {"name": {"zh-hans": "一日"}, "theme": {}}
    kept = save_edition(slug="2027", number=24, begins_on=day, ends_on=day, texts=texts)
    assert (kept.begins_on, kept.ends_on, kept.state) == (day, day, "planned")
