"""How a hall stands right now: one word for each stand, and nothing at all where nothing changed."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.conf import settings
from django.http import QueryDict
from django.test import Client
from django.utils import translation

from catalog.merchants.models import Organization
from catalog.seams.preferences import Preferences
from catalog.translation.texts import LocalText
from expo.fair import hall_page
from expo.fair.hall_page import (
    WORDS,
    Narrowing,
    countries_of,
    counts,
    digest,
    hall_values,
    marks,
    stand_url,
    stand_values,
    states_of,
)
from expo.fair.layout import Place
from expo.fair.models import Booth, Edition, Hall, Stand
from expo.fair.selectors.hall_plan import HallPlan, hall_plan
from expo.fair.selectors.stands import BoothOnStand, StandLine, stands_of
from expo.fair.services.editions import move_edition
from expo.fair.services.holding import hold_stand
from tests.expo.fair.conftest import build_hall, build_stands, plan_edition
from tests.expo.fair.lines import CARD, line

LANGUAGES = [code for code, _name in settings.LANGUAGES]
NOW = "/en/fair/2026/hall/tea/now/"
TEA = BoothOnStand(7, "tea-house", LocalText("Tea House", "en"), "CN", "Wuzhou")
RICE = BoothOnStand(8, "rice", LocalText("ข้าว", "th"), "TH", "Bangkok")


def at(code: str, state: str, zone: str = "", booth: BoothOnStand | None = None) -> StandLine:
    number = int(code[1:])
    return StandLine(
        id=number,
        place=Place(code, number * 40, 0, 30, 25),
        kind="standard",
        price_class="A",
        zone=zone,
        zone_name=LocalText({"tea": "Tea"}.get(zone, zone), "en"),
        state=state,
        booth=booth,
    )


@pytest.fixture
def plan() -> HallPlan:
    """A hall with a stand in every state there can be, and one that has a booth nobody may see."""
    here = line(1, stands=5, country="CN")
    stands = [
        at("A1", "free", zone="tea"),
        at("A2", "held"),
        at("A3", "taken", zone="tea", booth=TEA),
        at("A4", "taken", zone="TH", booth=RICE),
        at("A5", "closed"),
        at("A6", "taken"),
    ]
    zones = {"TH": LocalText("Thailand", "en"), "tea": LocalText("Tea", "en")}
    return HallPlan(CARD, here, [here, line(2), line(3, stands=0)], stands, zones)


def shown(
    plan: HallPlan, query: str = "", live: tuple[int, ...] = (), language: str = "en"
) -> dict[str, Any]:
    with translation.override(language):
        return hall_values(plan, live, QueryDict(query), Preferences(language=language))


def listed(values: Mapping[str, Any]) -> dict[str, str]:
    return {one["code"]: one["key"] for one in values["stands"]}


def test_each_stand_has_the_state_that_is_drawn_listed_and_counted(plan: HallPlan) -> None:
    states = states_of(plan, [7])
    values = shown(plan, live=(7,))
    assert listed(values) == states
    assert states == {
        "A1": "free",
        "A2": "held",
        "A3": "live",
        "A4": "taken",
        "A5": "closed",
        "A6": "taken",
    }
    drawn = marks(plan, states, Narrowing(), "en")
    assert {mark.place.code: mark.state for mark in drawn} == states
    assert [mark.url for mark in drawn] == [one["url"] for one in values["stands"]]
    assert {one["key"]: one["count"] for one in values["counts"]} == {
        "live": "1",
        "taken": "2",
        "held": "1",
        "free": "1",
        "closed": "1",
    }
    assert values["total"] == "6 stands"


def test_who_is_somewhere_else_is_not_here(plan: HallPlan) -> None:
    assert "live" not in states_of(plan, [1, 2, 99]).values()


def test_a_stand_leads_to_its_booth_or_to_where_it_is_held_or_nowhere(plan: HallPlan) -> None:
    with translation.override("my"):
        ways = [stand_url(plan, stand) for stand in plan.stands]
    assert ways == [
        "/my/fair/2026/hall/hall-1/stand/A1/",
        "/my/fair/2026/hall/hall-1/stand/A2/",
        "/my/fair/2026/booth/tea-house/",
        "/my/fair/2026/booth/rice/",
        "",
        "/my/fair/2026/hall/hall-1/stand/A6/",
    ]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", "A1 A2 A3 A4 A5 A6"),
        ("show=free", "A1"),
        ("show=held", "A2"),
        ("show=taken", "A3 A4 A6"),
        ("show=live", "A3"),
        ("show=closed", "A5"),
        ("zone=tea", "A1 A3"),
        ("country=TH", "A4"),
        ("country=TH&zone=tea", ""),
        ("country=CN&zone=tea&show=live", "A3"),
        ("country=CN&show=free", ""),
        ("show=free&show=held", "A2"),
        ("country=th", "A1 A2 A3 A4 A5 A6"),
        ("zone=Tea&show=Free", "A1 A2 A3 A4 A5 A6"),
        ("zone=%27%20OR%201=1", "A1 A2 A3 A4 A5 A6"),
    ],
)
def test_what_is_asked_for_is_listed_and_the_rest_stays_on_the_plan(
    plan: HallPlan, query: str, codes: str
) -> None:
    values = shown(plan, query, live=(7,))
    assert list(listed(values)) == codes.split()
    narrowing = Narrowing.of(QueryDict(query), plan)
    drawn = marks(plan, states_of(plan, [7]), narrowing, "en")
    assert len(drawn) == 6
    assert [mark.place.code for mark in drawn if not mark.dim] == codes.split()
    assert values["narrowed"] == narrowing.is_any
    assert narrowing == Narrowing.of(QueryDict(values["query"]), plan)


def test_choices_are_those_of_this_hall_and_say_which_is_on(plan: HallPlan) -> None:
    chosen = shown(plan, "country=TH&show=live")["choices"]
    assert [(one["value"], one["on"]) for one in chosen["countries"]] == [("CN", False), ("TH", True)]
    assert [one["value"] for one in chosen["zones"]] == ["TH", "tea"]
    assert [one["value"] for one in chosen["states"] if one["on"]] == ["live"]
    assert countries_of(plan) == {"CN", "TH"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_states_are_told_apart_in_every_language(plan: HallPlan, language: str) -> None:
    values = shown(plan, live=(7,), language=language)
    with translation.override(language):
        by_key = {one["key"]: str(one["state"]) for one in values["stands"]}
    assert len(set(by_key.values())) == len(by_key) == 5
    if language != "en":
        with translation.override("en"):
            assert not set(by_key.values()) & {str(word) for word in WORDS.values()}


def test_a_name_in_another_language_says_which(plan: HallPlan) -> None:
    with translation.override("en"):
        values = {one.place.code: stand_values(plan, one, one.state, "en") for one in plan.stands}
    assert (values["A4"]["booth"], values["A4"]["lang"], values["A4"]["country"]) == ("ข้าว", "th", "Thailand")
    assert (values["A3"]["lang"], values["A3"]["size"]) == ("", "8 m²")
    assert (values["A6"]["booth"], values["A6"]["country"]) == ("", "")


def test_only_halls_with_a_plan_are_ways_and_the_one_here_is_none(plan: HallPlan) -> None:
    assert [one["url"] for one in hall_page.other_halls(plan, "en")] == ["", "/en/fair/2026/hall/hall-2/"]


def test_what_nobody_is_in_is_not_counted(plan: HallPlan) -> None:
    assert counts({"A1": "free"}, "en") == [{"key": "free", "text": "Free", "count": "1"}]
    assert counts({}, "en") == []


def test_the_tag_is_that_of_the_states_and_of_nothing_else() -> None:
    states = {"A1": "free", "A2": "held"}
    assert digest(states) == digest(dict(reversed(list(states.items()))))
    others = [
        {},
        {"A1": "held", "A2": "free"},
        {"A1": "free"},
        {"A1": "free", "A2": "live"},
        {"A1": "free", "A3": "held"},
    ]
    assert len({digest(one) for one in (states, *others)}) == 6
    assert digest(states).startswith('"')


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["{}", "W/{}", '"old", {}', '{} , W/"x"'])
def test_a_known_tag_is_answered_with_nothing_in_each_form_of_asking(
    client: Client, stands: list[Stand], form: str
) -> None:
    first = client.get(NOW)
    answer = client.get(NOW, headers={"If-None-Match": form.format(first["ETag"])})
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", first["ETag"])
    assert first["Cache-Control"] == answer["Cache-Control"] == "private, no-cache"


@pytest.mark.django_db
def test_every_booking_changes_the_tag_and_an_unknown_tag_gets_the_whole(
    client: Client, stands: list[Stand], tea_house: Organization
) -> None:
    before = client.get(NOW)
    hold_stand(stand=stands[2], organization=tea_house)
    after = client.get(NOW, headers={"If-None-Match": before["ETag"]})
    assert (after.status_code, after.json()["T03"]) == (200, "held")
    assert client.get("/my/fair/2026/hall/tea/now/").json() == after.json()
    assert client.get(NOW, headers={"If-None-Match": '"nothing"'}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [
        (NOW.replace("tea", "coffee"), 404),
        (NOW.replace("2026", "2027"), 404),
        (NOW.replace("2026", "1999"), 404),
        ("/en/fair/2026/hall/tea/stand/T99/", 404),
        ("/en/fair/2027/hall/tea/stand/T01/", 404),
        ("/en/fair/2026/hall/tea/stand/%2e%2e/", 404),
    ],
)
def test_what_is_not_to_be_seen_is_not_found(
    client: Client, stands: list[Stand], address: str, status: int
) -> None:
    build_stands(build_hall(plan_edition("2027", 24, 2027)))
    assert client.get(address).status_code == status
    assert client.post(address).status_code == 405


@pytest.mark.django_db
def test_a_hall_is_kept_by_language_and_read_anew_after_its_edition_moved(
    edition: Edition, stands: list[Stand], django_assert_num_queries: Any
) -> None:
    for language in ("en", "zh-hans"):
        found = hall_plan(edition="2026", hall="tea", language=language)
        assert found is not None
        assert found.hall.name.language == language
        with django_assert_num_queries(0):
            assert hall_plan(edition="2026", hall="tea", language=language) == found
    move_edition(edition=edition, to="after")
    again = hall_plan(edition="2026", hall="tea", language="en")
    assert again is not None
    assert (again.edition.state, again.edition.takes_booking) == ("after", False)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 24, 200])
def test_stands_take_one_query_however_many(hall: Hall, count: int, django_assert_num_queries: Any) -> None:
    Stand.objects.bulk_create(
        Stand(hall=hall, code=f"S{number}", x=0, y=0, width=1, depth=1, zone="tea") for number in range(count)
    )
    with django_assert_num_queries(1):
        assert len(stands_of(hall.pk, language="lo")) == count


@pytest.mark.django_db
def test_a_stand_shows_whose_it_is_only_while_a_visitor_may_see_it(booth: Booth, hall: Hall) -> None:
    assert stands_of(hall.pk, language="en")[0].booth is None
    Booth.objects.update(status="published")
    seen = stands_of(hall.pk, language="en")[0].booth
    assert seen is not None
    assert (seen.id, seen.country, seen.organization.value) == (booth.pk, "CN", "Green Banyan Tea House")
    Organization.objects.update(status="suspended")
    assert stands_of(hall.pk, language="en")[0].booth is None
