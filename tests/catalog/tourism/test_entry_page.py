"""The page that answers who may enter where: every border in order, with its sources, and nothing guessed."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.reference.languages import codes
from catalog.tourism.entry import Border
from catalog.tourism.entry_route import by_countries, by_route
from catalog.tourism.entry_words import REASONS, VERDICTS
from catalog.tourism.selectors.routes import Stop
from catalog.tourism.services.places import CrossingFacts
from catalog.tourism.services.routes import RouteFacts, save_route
from catalog.translation.texts import LocalText
from tests.catalog.tourism.conftest import MakePlace, MakeRule
from tests.reading import the

pytestmark = pytest.mark.django_db
ON, BACK = date(2999, 12, 1), date(2999, 12, 3)
ASKED: dict[str, Any] = {
    "nationality": "TH",
    "start": "TH",
    "first": "CN",
    "leaving": ON.isoformat(),
    "back": BACK.isoformat(),
    "purpose": "tourism",
}


def ask(client: Client, status: int = 200, language: str = "en", **changes: Any) -> BeautifulSoup:
    response = client.get(f"/{language}/entry-rules/", {**ASKED, **changes})
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def text(page: BeautifulSoup, selector: str = "#main") -> str:
    found = the(page, selector)
    assert found is not None, selector
    return " ".join(found.get_text().split())


def borders(page: BeautifulSoup) -> list[str]:
    return [" ".join(one.get_text().split()) for one in page.select("#result > ol > li")]


def stop(place: int, country: str, kind: str = "destination", other: str = "") -> Stop:
    return Stop(place, f"place-{place}", kind, LocalText(f"Place {place}", "en"), country, other)


def told(borders: list[Border]) -> list[tuple[str, date, int | None, set[int]]]:
    return [(one.into, one.on, one.crossing, set(one.places)) for one in borders]


def test_a_journey_by_countries_crosses_each_border_once_and_comes_home() -> None:
    found = by_countries(start="MY", countries=["TH", "TH", "VN"], on=ON, back=BACK)
    assert [(one.into, one.on, one.until) for one in found] == [
        ("TH", ON, BACK),
        ("VN", ON, BACK),
        ("MY", BACK, BACK),
    ]


def test_a_route_is_gone_there_and_back_by_its_crossings() -> None:
    line = [stop(1, "CN"), stop(2, "CN", "crossing", "VN"), stop(3, "VN"), stop(4, "VN")]
    assert told(by_route(start="CN", stops=line, on=ON, back=BACK)) == [
        ("VN", ON, 2, {3, 4}),
        ("CN", BACK, 2, {1}),
    ]
    # Who comes from elsewhere enters the first country too, twice, and goes home.
    assert told(by_route(start="TH", stops=line, on=ON, back=BACK)) == [
        ("CN", ON, None, {1}),
        ("VN", ON, 2, {3, 4}),
        ("CN", BACK, 2, {1}),
        ("TH", BACK, None, set()),
    ]


def test_by_sea_each_country_is_entered_at_its_own_port() -> None:
    line = [stop(1, "CN"), stop(2, "CN", "crossing"), stop(5, "VN", "crossing"), stop(6, "VN")]
    assert told(by_route(start="CN", stops=line, on=ON, back=BACK)) == [
        ("VN", ON, 5, {6}),
        ("CN", BACK, 5, {1}),
    ]


def test_the_page_asks_and_says_that_it_is_no_advice(client: Client, db: None) -> None:
    page = BeautifulSoup(client.get("/en/entry-rules/").content, "html.parser")
    form = the(page, "form.panel")
    assert form is not None
    assert form["method"] == "get"
    assert not form.select("[name=csrfmiddlewaretoken]")
    assert "No legal advice" in text(page)
    assert not page.select("#result")
    assert len(page.select("#id_nationality option")) > 200
    assert len(page.select("#id_start option")) == 12


def test_each_border_is_answered_in_order_with_its_source(client: Client, make_rule: MakeRule) -> None:
    make_rule()
    page = ask(client, passport="2999-12-31")
    assert "No visa needed, as far as the sources say" in text(page, "#result > p")
    into_china, home = borders(page)
    assert into_china.startswith("1. Into China")
    assert "At most 30 days; your journey takes 3." in into_china
    assert "Gazette of ways" in into_china
    assert "Last checked on Nov 20, 2026, more than 90 days ago." not in home
    assert home.startswith("2. Into Thailand")
    assert "your own country" in home
    source = the(page, "#result .source a")
    assert source is not None
    assert source["href"] == "https://example.org/ways"
    assert page.select("meta[name=robots][content=noindex]")


def test_where_nothing_is_known_the_page_says_unknown_and_never_allowed(
    client: Client, make_rule: MakeRule
) -> None:
    make_rule()
    page = ask(client, nationality="VN", start="VN")
    assert text(page, "#result > p") == "Unknown: ask before you book"
    assert "That does not mean that you may enter." in borders(page)[0]
    assert not page.select("#result > p .good")


def test_sources_that_conflict_are_both_printed(client: Client, make_rule: MakeRule) -> None:
    make_rule()
    make_rule("other", requirement="not-covered", days=None)
    said = borders(ask(client))[0]
    assert "The sources contradict each other." in said
    assert said.count("Gazette of ways") == 2
    assert said.count("Mutual exemption") == 2


def test_a_route_brings_its_crossing_and_whom_it_refuses(client: Client, make_place: MakePlace) -> None:
    make_place()
    make_place("zone", crossing=CrossingFacts(kind="zone", other_id="VN", nationals=("CN", "VN")))
    make_place("ban-gioc", names={"en": "Ban Gioc"}, country_id="VN")
    facts = RouteFacts(mode="walk", source_id="gazette")
    stops = ["detian", "zone", "ban-gioc"]
    save_route(slug="over", names={"en": "Over the falls"}, abouts={}, facts=facts, stops=stops)
    page = ask(client, route="over", first="")
    assert text(page, "#result > p") == "Not possible as asked"
    assert [one.split("Dec")[0] for one in borders(page)] == [
        "1. Into China",
        "2. Into Vietnam",
        "3. Into China",
        "4. Into Thailand",
    ]
    assert "Only passports of these countries pass here: China, Vietnam." in borders(page)[1]
    chosen = the(
        BeautifulSoup(client.get("/en/entry-rules/?route=over").content, "html.parser"),
        "option[selected][value=over]",
    )
    assert chosen is not None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"nationality": "XX"}, "id_nationality"),
        ({"first": ""}, "id_first"),
        ({"first": "TH"}, "id_first"),
        ({"first": "US"}, "id_first"),
        ({"leaving": "2001-01-01"}, "id_leaving"),
        ({"leaving": "soon"}, "id_leaving"),
        ({"back": "2999-11-30"}, "id_back"),
        ({"leaving": "9999-12-30", "back": "9999-12-29"}, "id_back"),
        ({"purpose": "work"}, "id_purpose"),
        ({"passport": "31.31.2030"}, "id_passport"),
        ({"group": "0"}, "id_group"),
        ({"route": "nowhere"}, "id_route"),
    ],
)
def test_what_cannot_be_is_named_by_its_field_and_kept(
    client: Client, db: None, changes: dict[str, Any], field: str
) -> None:
    page = ask(client, 422, **changes)
    assert [link["href"] for link in page.select(".error-summary a")] == [f"#{field}"]
    assert not page.select("#result")
    (name, typed), *_more = changes.items()
    box = the(page, f"[name={name}]")
    assert box is not None
    if box.name == "input":
        assert box.get("value") == typed


def test_every_reason_and_verdict_has_words_in_ten_languages(client: Client, make_rule: MakeRule) -> None:
    make_rule(group_only=True, passport_months=6)
    for language in codes():
        page = ask(client, language=language, passport="2999-12-31", group="2")
        assert len(borders(page)) == 2
    assert len(VERDICTS) == 6
    assert set(REASONS) >= {"unknown", "conflict", "stale", "unconfirmed", "ended", "not-yet", "documents"}


def test_the_answer_is_kept_by_nobody(client: Client, make_rule: MakeRule) -> None:
    make_rule()
    before = client.get("/en/entry-rules/", ASKED)
    assert not before.has_header("ETag")
    make_rule(requirement="visa")
    assert "Visa needed before travelling" in text(ask(client), "#result > p")


@pytest.mark.parametrize("many", [1, 24])
def test_the_answer_takes_the_same_queries_however_many_rules(
    client: Client, make_rule: MakeRule, django_assert_num_queries: DjangoAssertNumQueries, many: int
) -> None:
    for at in range(many):
        make_rule(f"rule-{at}", scheme=f"scheme-{at}")
    ask(client)
    with django_assert_num_queries(9):
        ask(client)
