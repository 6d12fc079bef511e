"""Every border of a route, in order: what decides, what is only said, and that unknown is never allowed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from catalog.tourism.entry import (
    Border,
    CrossingTerms,
    RouteAnswer,
    Rule,
    Traveller,
    Verdict,
    check_route,
)
from catalog.tourism.entry.judging import months_after

TODAY = date(2026, 11, 26)
OUT, BACK = date(2026, 12, 1), date(2026, 12, 5)
THAI = Traveller("TH", date(2030, 1, 1))
DETIAN, YOUYIGUAN, XISHUANGBANNA = 7, 8, 9
TO_CHINA = Rule(
    id=1,
    slug="th-cn",
    scheme="mutual-exemption",
    nationalities=frozenset({"TH", "MY", "SG"}),
    destination="CN",
    requirement="free",
    days=30,
    checked_on=date(2026, 11, 20),
)
ZONE = Rule(
    id=2,
    slug="zone",
    scheme="detian",
    nationalities=frozenset({"CN"}),
    destination="VN",
    requirement="free",
    crossing=DETIAN,
    days=1,
    group_only=True,
    group_max=20,
    documents=("group-booking",),
    checked_on=date(2026, 11, 20),
)
TRIP = [Border("CN", OUT, BACK), Border("TH", BACK, BACK)]


def check(rules: list[Rule], borders: list[Border] | None = None, **changes: Any) -> RouteAnswer:
    asked: dict[str, Any] = {"traveller": THAI, "purpose": "tourism", "today": TODAY}
    return check_route(**{**asked, **changes}, borders=borders or TRIP, rules=rules)


def codes(answer: RouteAnswer, border: int = 0) -> list[str]:
    found = answer.borders[border]
    return [one.code for one in (*found.reasons, *(step for rule in found.judged for step in rule.reasons))]


def test_a_known_exemption_and_the_way_home_let_a_traveller_pass() -> None:
    answer = check([TO_CHINA])
    assert [one.verdict for one in answer.borders] == [Verdict.FREE, Verdict.FREE]
    assert (answer.verdict, answer.without_visa) == (Verdict.FREE, True)
    assert codes(answer) == ["documents", "asks-free", "stay-within", "passport-lasts"]
    assert codes(answer, 1) == ["home", "passport-lasts", "documents"]
    assert answer.documents == ("passport",)


def test_where_no_rule_is_known_the_answer_is_unknown_and_decides_over_everything_known() -> None:
    route = [Border("CN", OUT, OUT), Border("VN", OUT, BACK), Border("TH", BACK, BACK)]
    answer = check([TO_CHINA], route)
    assert [one.verdict for one in answer.borders] == [Verdict.FREE, Verdict.UNKNOWN, Verdict.FREE]
    assert (answer.verdict, answer.without_visa) == (Verdict.UNKNOWN, False)
    assert "unknown" in codes(answer, 1)


@pytest.mark.parametrize("requirement", ["free", "permit", "on-arrival", "visa", "not-covered", "refused"])
def test_each_requirement_has_its_place_in_the_order(requirement: str) -> None:
    expected = {
        "free": Verdict.FREE,
        "permit": Verdict.PERMIT,
        "on-arrival": Verdict.ON_ARRIVAL,
        "visa": Verdict.VISA,
        "not-covered": Verdict.UNKNOWN,
        "refused": Verdict.REFUSED,
    }
    answer = check([replace(TO_CHINA, requirement=requirement)])
    assert answer.verdict == expected[requirement]
    assert answer.without_visa is (requirement in {"free", "permit"})


def test_unknown_is_stricter_than_a_visa_and_refused_is_strictest() -> None:
    assert list(Verdict) == sorted(Verdict)
    assert Verdict.VISA < Verdict.UNKNOWN < Verdict.REFUSED


@pytest.mark.parametrize(
    ("changes", "verdict", "code"),
    [
        ({"nationality": "VN"}, Verdict.UNKNOWN, "unknown"),
        ({"passport_until": date(2026, 12, 4)}, Verdict.REFUSED, "passport-too-short"),
        ({"passport_until": date(2026, 12, 5)}, Verdict.FREE, "passport-lasts"),
        ({"passport_until": None}, Verdict.FREE, "passport-not-said"),
    ],
)
def test_whose_passport_and_how_long_it_lasts(changes: dict[str, Any], verdict: Verdict, code: str) -> None:
    answer = check([TO_CHINA], traveller=replace(THAI, **changes))
    assert answer.borders[0].verdict == verdict
    assert code in codes(answer)


def test_a_passport_has_to_last_the_months_a_rule_asks_beyond_the_stay() -> None:
    rule = replace(TO_CHINA, passport_months=6)
    assert check([rule], traveller=replace(THAI, passport_until=date(2027, 6, 5))).verdict == Verdict.FREE
    short = check([rule], traveller=replace(THAI, passport_until=date(2027, 6, 4)))
    assert short.verdict == Verdict.REFUSED
    reason = next(one for one in short.borders[0].judged[0].reasons if one.code == "passport-too-short")
    assert reason.values == {"day": date(2027, 6, 5), "last": date(2027, 6, 4)}


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 12, 5), 0, date(2026, 12, 5)),
        (date(2026, 12, 5), 1, date(2027, 1, 5)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
    ],
)
def test_months_are_counted_by_the_calendar(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


@pytest.mark.parametrize(("last", "verdict"), [(30, Verdict.FREE), (31, Verdict.REFUSED)])
def test_the_day_of_entry_and_the_day_of_leaving_count_to_the_stay(last: int, verdict: Verdict) -> None:
    until = date(2026, 12, last)
    answer = check([TO_CHINA], [Border("CN", OUT, until), Border("TH", until, until)])
    assert answer.verdict == verdict
    assert ("stay-within" if verdict == Verdict.FREE else "stay-too-long") in codes(answer)


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "verdict", "code"),
    [
        (OUT, None, Verdict.FREE, "asks-free"),
        (None, OUT, Verdict.FREE, "asks-free"),
        (date(2026, 12, 2), None, Verdict.UNKNOWN, "not-yet"),
        (None, date(2026, 11, 30), Verdict.UNKNOWN, "ended"),
    ],
)
def test_a_rule_counts_on_its_first_and_last_day_and_is_named_outside_them(
    valid_from: date | None, valid_until: date | None, verdict: Verdict, code: str
) -> None:
    answer = check([replace(TO_CHINA, valid_from=valid_from, valid_until=valid_until)])
    assert answer.borders[0].verdict == verdict
    assert code in codes(answer)


@pytest.mark.parametrize(
    ("checked", "stale"), [(date(2026, 8, 28), False), (date(2026, 8, 27), True)], ids=["90", "91"]
)
def test_a_rule_checked_more_than_ninety_days_ago_says_so_and_still_counts(
    checked: date, stale: bool
) -> None:
    answer = check([replace(TO_CHINA, checked_on=checked)])
    assert answer.borders[0].stale is stale
    assert ("stale" in codes(answer)) is stale
    assert answer.verdict == Verdict.FREE


def test_an_unconfirmed_rule_is_shown_and_counts_no_better_than_unknown() -> None:
    answer = check([replace(TO_CHINA, confirmed=False)])
    assert answer.borders[0].verdict == Verdict.UNKNOWN
    assert "unconfirmed" in codes(answer)
    assert check([replace(TO_CHINA, confirmed=False, requirement="refused")]).verdict == Verdict.REFUSED


def test_sources_that_conflict_are_both_there_and_the_stricter_decides() -> None:
    other = replace(TO_CHINA, id=3, slug="th-cn-other", requirement="visa", days=None)
    answer = check([TO_CHINA, other]).borders[0]
    assert (answer.verdict, answer.conflict) == (Verdict.VISA, True)
    assert [one.rule.slug for one in answer.deciding] == ["th-cn", "th-cn-other"]
    assert "conflict" in [reason.code for reason in answer.reasons]


def test_two_sources_that_say_the_same_do_not_conflict() -> None:
    answer = check([TO_CHINA, replace(TO_CHINA, id=3, slug="again")]).borders[0]
    assert (answer.verdict, answer.conflict) == (Verdict.FREE, False)


def test_of_two_arrangements_the_easier_whose_conditions_are_met_decides() -> None:
    visa = replace(TO_CHINA, id=3, slug="long", scheme="lancang", requirement="visa", days=180)
    short = check([visa, TO_CHINA]).borders[0]
    assert (short.verdict, short.conflict) == (Verdict.FREE, False)
    assert [one.rule.slug for one in short.deciding] == ["th-cn"]
    spring = date(2027, 3, 1)
    long = check([visa, TO_CHINA], [Border("CN", OUT, spring), Border("TH", spring, spring)])
    assert long.borders[0].verdict == Verdict.VISA
    assert [one.rule.slug for one in long.borders[0].deciding] == ["long"]


@pytest.mark.parametrize(
    ("rule", "purpose", "known"),
    [("any", "tourism", True), ("business", "business", True), ("business", "tourism", False)],
)
def test_a_rule_counts_for_its_purpose(rule: str, purpose: str, known: bool) -> None:
    answer = check([replace(TO_CHINA, purpose=rule)], purpose=purpose)
    assert (answer.verdict == Verdict.FREE) is known
    assert (answer.verdict == Verdict.UNKNOWN) is not known


@pytest.mark.parametrize(
    ("size", "verdict", "code"),
    [
        (20, Verdict.FREE, "as-a-group"),
        (21, Verdict.REFUSED, "group-too-large"),
        (None, Verdict.REFUSED, "groups-only"),
    ],
)
def test_the_rule_for_groups(size: int | None, verdict: Verdict, code: str) -> None:
    route = [Border("VN", OUT, OUT, DETIAN), Border("CN", OUT, OUT, DETIAN)]
    chinese = Traveller("CN", date(2030, 1, 1))
    answer = check([ZONE], route, traveller=chinese, group_size=size)
    assert answer.verdict == verdict
    assert code in codes(answer)
    assert answer.documents == ("passport", "group-booking")
    small = check([replace(ZONE, group_min=8)], route, traveller=chinese, group_size=7)
    assert "group-too-small" in codes(small)


def test_a_rule_of_one_crossing_says_nothing_of_another() -> None:
    chinese = Traveller("CN", date(2030, 1, 1))
    elsewhere = [Border("VN", OUT, OUT, YOUYIGUAN), Border("CN", OUT, OUT, YOUYIGUAN)]
    assert check([ZONE], elsewhere, traveller=chinese, group_size=10).verdict == Verdict.UNKNOWN
    unsaid = [Border("VN", OUT, OUT), Border("CN", OUT, OUT)]
    assert check([ZONE], unsaid, traveller=chinese, group_size=10).verdict == Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("places", "known"),
    [({XISHUANGBANNA}, True), ({XISHUANGBANNA, 1}, False), (set(), False)],
)
def test_a_rule_for_one_place_covers_only_journeys_that_stay_there(places: set[int], known: bool) -> None:
    rule = replace(TO_CHINA, only_in=XISHUANGBANNA)
    answer = check([rule], [Border("CN", OUT, BACK, None, frozenset(places)), Border("TH", BACK, BACK)])
    assert (answer.verdict == Verdict.FREE) is known
    assert (answer.verdict == Verdict.UNKNOWN) is not known


def test_a_crossing_for_two_nations_refuses_a_third_out_and_home() -> None:
    crossings = {
        DETIAN: CrossingTerms(DETIAN, frozenset({"CN", "VN"}), ("group-list",), group_max=20),
    }
    route = [Border("VN", OUT, OUT, DETIAN), Border("CN", OUT, OUT, DETIAN)]
    open_to_thais = replace(ZONE, nationalities=frozenset({"TH", "CN"}))
    answer = check([open_to_thais, TO_CHINA], route, crossings=crossings, group_size=10)
    assert [one.verdict for one in answer.borders] == [Verdict.REFUSED, Verdict.REFUSED]
    assert "crossing-for-others" in codes(answer)
    chinese = Traveller("CN", date(2030, 1, 1))
    assert check([ZONE], route, crossings=crossings, traveller=chinese, group_size=10).verdict == Verdict.FREE
    crowd = check([ZONE], route, crossings=crossings, traveller=chinese, group_size=21)
    assert crowd.borders[1].verdict == Verdict.REFUSED  # the crossing's own bound holds on the way home too
    rumour = {DETIAN: replace(crossings[DETIAN], confirmed=False)}
    unsure = check([open_to_thais], route, crossings=rumour, group_size=10)
    assert (unsure.verdict, codes(unsure)[0]) == (Verdict.REFUSED, "crossing-for-others-unconfirmed")


def test_a_second_entry_on_a_visa_for_one_is_said() -> None:
    visa = replace(TO_CHINA, requirement="visa", entries="one", days=None)
    twice = [Border("CN", OUT, OUT), Border("VN", OUT, BACK), Border("CN", BACK, BACK)]
    assert "several-entries" in codes(check([visa], twice))
    assert "several-entries" not in codes(check([replace(visa, entries="several")], twice))
    assert "several-entries" not in codes(check([visa]))


def test_a_passport_that_ends_on_the_way_is_refused_on_the_way_home() -> None:
    answer = check([], [Border("TH", BACK, BACK)], traveller=Traveller("TH", date(2026, 12, 4)))
    assert answer.verdict == Verdict.REFUSED


@pytest.mark.parametrize(
    ("borders", "said"),
    [
        ([], "at least one border"),
        ([Border("CN", BACK, OUT)], "before it begins"),
        ([Border("CN", BACK, BACK), Border("TH", OUT, BACK)], "stands after"),
    ],
)
def test_a_route_that_is_none_is_refused(borders: list[Border], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        check_route(traveller=THAI, borders=borders, purpose="tourism", rules=[], today=TODAY)
