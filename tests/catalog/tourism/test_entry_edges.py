"""Entry at its edges: the end of the calendar, many arrangements at once, and never allowed unasked."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.tourism.entry import Border, BorderAnswer, CrossingTerms, Rule, Traveller, Verdict, check_route
from catalog.tourism.entry.judging import STALE_AFTER, months_after
from catalog.tourism.entry_route import by_countries, by_route
from catalog.tourism.selectors.routes import Stop
from catalog.translation.texts import LocalText

TODAY = date(2026, 11, 26)
ON, BACK = date(2026, 12, 1), date(2026, 12, 10)
THAI = Traveller("TH", date(2030, 1, 1))
RULE = Rule(
    id=1,
    slug="free",
    scheme="free",
    nationalities=frozenset({"TH"}),
    destination="CN",
    requirement="free",
    checked_on=TODAY,
)
INTO_CHINA = Border("CN", ON, BACK)


def answer(*rules: Rule, border: Border = INTO_CHINA, **changes: Any) -> BorderAnswer:
    asked: dict[str, Any] = {"traveller": THAI, "purpose": "tourism", "today": TODAY}
    return check_route(**{**asked, **changes}, borders=[border], rules=rules).borders[0]


def codes(found: BorderAnswer) -> set[str]:
    steps = (step for one in found.judged for step in one.reasons)
    return {reason.code for reason in (*found.reasons, *steps)}


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date.max, 0, date.max),
        (date.max, 6, date.max),
        (date(9999, 6, 30), 6, date(9999, 12, 30)),
        (date(9999, 7, 1), 6, date.max),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
    ],
)
def test_no_day_comes_after_the_last_of_the_calendar(day: date, months: int, after: date) -> None:
    assert months_after(day, months) == after


def test_a_stay_to_the_end_of_the_calendar_is_answered() -> None:
    far = Border("CN", date(9999, 12, 1), date.max)
    short = answer(replace(RULE, passport_months=6), border=far)
    assert (short.verdict, "passport-too-short" in codes(short)) == (Verdict.REFUSED, True)
    unsaid = answer(replace(RULE, passport_months=6), border=far, traveller=Traveller("TH"))
    assert unsaid.verdict == Verdict.FREE


@pytest.mark.parametrize(("ago", "stale"), [(0, False), (90, False), (91, True), (4000, True)])
def test_staleness_is_said_of_what_decides_and_only_of_that(ago: int, stale: bool) -> None:
    old = replace(RULE, checked_on=TODAY - timedelta(days=ago))
    assert answer(old).stale is stale
    beside = replace(RULE, id=2, slug="fresh", scheme="a-fresh-one", requirement="visa")
    both = answer(old, beside)
    assert (both.stale, both.verdict) == (stale, Verdict.FREE)
    not_deciding = answer(replace(old, requirement="refused"), beside)
    assert (not_deciding.stale, not_deciding.verdict) == (False, Verdict.VISA)
    assert timedelta(days=90) == STALE_AFTER


def test_a_rule_checked_after_today_is_not_old() -> None:
    assert answer(replace(RULE, checked_on=TODAY + timedelta(days=400))).stale is False


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        ({"requirement": "visa"}, True),
        ({"days": 30}, True),
        ({"entries": "one"}, True),
        ({"group_only": True}, True),
        ({"group_min": 2}, True),
        ({"group_max": 8}, True),
        ({"passport_months": 6}, True),
        ({"documents": ("invitation",)}, False),
        ({"checked_on": date(2026, 1, 1)}, False),
        ({"confirmed": False}, False),
    ],
)
def test_sources_conflict_where_they_ask_for_something_else(change: dict[str, Any], differs: bool) -> None:
    found = answer(RULE, replace(RULE, id=2, slug="other", **change), group_size=4)
    assert found.conflict is differs
    assert ("conflict" in codes(found)) is differs
    apart = answer(RULE, replace(RULE, id=2, slug="other", scheme="other", **change), group_size=4)
    assert apart.conflict is False


def test_a_source_that_is_not_confirmed_does_not_make_a_confirmed_one_better() -> None:
    visa = replace(RULE, id=2, slug="visa", requirement="visa")
    rumour = replace(RULE, confirmed=False)
    assert answer(visa, rumour).verdict == Verdict.UNKNOWN
    assert answer(visa, replace(rumour, scheme="rumour")).verdict == Verdict.VISA


def test_a_conflict_with_a_rule_out_of_time_is_none_and_the_rule_is_named() -> None:
    ended = replace(RULE, id=2, slug="was", requirement="visa", valid_until=ON - timedelta(days=1))
    found = answer(RULE, ended)
    assert (found.verdict, found.conflict) == (Verdict.FREE, False)
    assert "ended" in codes(found)
    assert [one.rule.slug for one in found.judged] == ["free"]


@pytest.mark.parametrize("size", [None, 1, 20, 21])
def test_a_crossings_own_bound_holds_whatever_the_rules_say(size: int | None) -> None:
    terms = {7: CrossingTerms(7, group_max=20, documents=("group-list",))}
    found = answer(RULE, border=replace(INTO_CHINA, crossing=7), crossings=terms, group_size=size)
    assert (found.verdict == Verdict.REFUSED) is (size == 21)
    carried = next(reason for reason in found.reasons if reason.code == "documents")
    assert carried.values["documents"] == ("passport", "group-list")


def test_a_document_that_two_ask_for_is_carried_once() -> None:
    rules = (replace(RULE, documents=("invitation", "passport")),)
    terms = {7: CrossingTerms(7, documents=("invitation",))}
    found = answer(*rules, border=replace(INTO_CHINA, crossing=7), crossings=terms)
    carried = next(reason for reason in found.reasons if reason.code == "documents")
    assert carried.values["documents"] == ("passport", "invitation")


def some_rules() -> st.SearchStrategy[list[Rule]]:
    day = st.sampled_from([None, ON - timedelta(days=1), ON, ON + timedelta(days=1)])
    rule = st.builds(
        lambda **fields: replace(RULE, **fields),
        scheme=st.sampled_from(["a", "b"]),
        nationalities=st.sampled_from([frozenset({"TH"}), frozenset({"VN"})]),
        destination=st.sampled_from(["CN", "VN"]),
        requirement=st.sampled_from(["free", "permit", "on-arrival", "visa", "not-covered", "refused"]),
        purpose=st.sampled_from(["any", "tourism", "business"]),
        days=st.sampled_from([None, 5, 10]),
        group_only=st.booleans(),
        confirmed=st.booleans(),
        crossing=st.sampled_from([None, 7]),
        valid_from=day,
        valid_until=day,
    )
    return st.lists(rule, max_size=5)


@settings(max_examples=80, deadline=None)
@given(some_rules())
def test_nobody_is_let_in_but_by_a_confirmed_rule_that_is_about_them_on_that_day(rules: list[Rule]) -> None:
    found = answer(*rules)
    letting = [
        rule
        for rule in rules
        if rule.confirmed
        and "TH" in rule.nationalities
        and rule.destination == "CN"
        and rule.purpose != "business"
        and rule.crossing is None
        and not rule.group_only
        and (rule.days is None or rule.days >= 10)
        and (rule.valid_from is None or rule.valid_from <= ON)
        and (rule.valid_until is None or rule.valid_until >= ON)
        and rule.requirement in {"free", "permit", "on-arrival", "visa"}
    ]
    if found.verdict < Verdict.UNKNOWN:
        assert found.verdict in {asked_by(rule) for rule in letting}
    if not letting:
        assert found.verdict >= Verdict.UNKNOWN


def asked_by(rule: Rule) -> Verdict:
    return Verdict[rule.requirement.upper().replace("-", "_")]


def stop(place: int, country: str, kind: str = "destination", other: str = "") -> Stop:
    return Stop(place, f"place-{place}", kind, LocalText(f"Place {place}", "en"), country, other)


@pytest.mark.parametrize(
    ("start", "countries", "crossed"),
    [
        ("CN", [], []),
        ("CN", ["CN"], []),
        ("CN", ["CN", "", "CN"], []),
        ("CN", ["", "VN", ""], ["VN", "CN"]),
        ("CN", ["VN", "CN", "VN"], ["VN", "CN", "VN", "CN"]),
        ("TH", ["LA", "VN", "CN"], ["LA", "VN", "CN", "TH"]),
    ],
)
def test_each_border_between_two_countries_is_crossed(
    start: str, countries: list[str], crossed: list[str]
) -> None:
    found = by_countries(start=start, countries=countries, on=ON, back=BACK)
    assert [one.into for one in found] == crossed
    assert [one.on for one in found[-1:]] == [BACK] * bool(crossed)


def test_a_route_within_one_country_crosses_no_border_for_those_who_live_there() -> None:
    line = [stop(1, "CN"), stop(2, "CN")]
    assert by_route(start="CN", stops=line, on=ON, back=BACK) == []
    abroad = by_route(start="TH", stops=line, on=ON, back=BACK)
    assert [(one.into, one.on, set(one.places)) for one in abroad] == [
        ("CN", ON, {1, 2}),
        ("TH", BACK, set()),
    ]


def test_through_three_countries_and_back_each_is_entered_as_often_as_passed() -> None:
    line = [
        stop(1, "CN"),
        stop(2, "CN", "crossing", "LA"),
        stop(3, "LA"),
        stop(4, "LA", "crossing", "TH"),
        stop(5, "TH"),
    ]
    found = by_route(start="CN", stops=line, on=ON, back=BACK)
    assert [(one.into, one.crossing, one.on) for one in found] == [
        ("LA", 2, ON),
        ("TH", 4, ON),
        ("LA", 4, BACK),
        ("CN", 2, BACK),
    ]
    assert {one.until for one in found} == {BACK}
