"""Every border of a route for one traveller, in order, the way back included."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from catalog.tourism.entry.judging import Asked, judge, passport
from catalog.tourism.entry.terms import (
    Border,
    BorderAnswer,
    CrossingTerms,
    Judged,
    Reason,
    RouteAnswer,
    Rule,
    Traveller,
    Verdict,
)


def check_route(
    *,
    traveller: Traveller,
    borders: Sequence[Border],
    purpose: str,
    rules: Iterable[Rule],
    today: date,
    group_size: int | None = None,
    crossings: Mapping[int, CrossingTerms] | None = None,
) -> RouteAnswer:
    """Say for each border in order whether the traveller may cross it, and why; the strictest decides.

    ``purpose`` is one of ``EntryRule.Purpose``; ``group_size`` counts the travellers, None for those
    who travel alone. At one border the records of one arrangement are compared: where they differ, the
    strictest of them counts and all are shown. Of several arrangements the traveller may use the
    easiest whose conditions are met. Where no rule is known the answer is UNKNOWN, never allowed; a
    record that its source does not confirm counts no better than that. Raises ValueError for a route
    without a border, or with dates out of order.
    """
    _in_order(borders)
    known = list(rules)
    times = Counter(border.into for border in borders)
    return RouteAnswer(
        traveller,
        tuple(
            _border(
                Asked(traveller, border, group_size, times[border.into], today),
                purpose,
                known,
                (crossings or {}).get(border.crossing) if border.crossing is not None else None,
            )
            for border in borders
        ),
    )


def _in_order(borders: Sequence[Border]) -> None:
    if not borders:
        raise ValueError("A route to check crosses at least one border.")
    for border in borders:
        if border.until < border.on:
            raise ValueError(f"A stay ends on {border.until}, before it begins on {border.on}.")
    for one, following in pairwise(borders):
        if following.on < one.on:
            raise ValueError(f"A border crossed on {following.on} stands after one crossed on {one.on}.")


def _border(
    asked: Asked, purpose: str, rules: Sequence[Rule], crossing: CrossingTerms | None
) -> BorderAnswer:
    closed = _closed(asked, crossing)
    if asked.traveller.nationality == asked.border.into:
        answer = _home(asked)
    else:
        answer = _abroad(asked, purpose, rules)
    documents = tuple(
        dict.fromkeys(
            [
                "passport",
                *(crossing.documents if crossing else ()),
                *(document for one in answer.deciding for document in one.rule.documents),
            ]
        )
    )
    reasons = (*closed, *answer.reasons, Reason("documents", {"documents": documents}))
    return replace(answer, verdict=Verdict.REFUSED if closed else answer.verdict, reasons=reasons)


def _closed(asked: Asked, crossing: CrossingTerms | None) -> list[Reason]:
    """Return why this crossing does not let the traveller through, whatever the country's rules say."""
    if crossing is None:
        return []
    found = []
    if crossing.nationals and asked.traveller.nationality not in crossing.nationals:
        code = "crossing-for-others" if crossing.confirmed else "crossing-for-others-unconfirmed"
        found.append(Reason(code, {"nationals": tuple(sorted(crossing.nationals))}))
    if crossing.group_max and (asked.group_size or 1) > crossing.group_max:
        found.append(
            Reason("group-too-large", {"most": crossing.group_max, "size": asked.group_size}),
        )
    return found


def _home(asked: Asked) -> BorderAnswer:
    """Going home needs no rule of entry, only a passport that still holds on that day."""
    steps = list(passport(asked.traveller, asked.border.on, None))
    return BorderAnswer(
        asked.border,
        max(verdict for _reason, verdict in steps),
        (Reason("home"), *(reason for reason, _verdict in steps)),
    )


def _abroad(asked: Asked, purpose: str, rules: Sequence[Rule]) -> BorderAnswer:
    concerned = [rule for rule in rules if _concerns(rule, asked, purpose)]
    day = asked.border.on
    lapsed = tuple(_out_of_time(rule, day) for rule in concerned if not rule.holds_on(day))
    judged = [judge(rule, asked) for rule in concerned if rule.holds_on(day)]
    if not judged:
        return BorderAnswer(asked.border, Verdict.UNKNOWN, (Reason("unknown"), *lapsed))
    schemes: dict[str, list[Judged]] = {}
    for one in judged:
        schemes.setdefault(one.rule.scheme, []).append(one)
    strictest = {scheme: max(one.verdict for one in ones) for scheme, ones in schemes.items()}
    verdict = min(strictest.values())
    easiest = next(scheme for scheme, found in strictest.items() if found == verdict)
    marked = tuple(
        replace(one, conflicting=_differ(schemes[one.rule.scheme]), deciding=one.rule.scheme == easiest)
        for one in judged
    )
    conflict = (Reason("conflict"),) if _differ(schemes[easiest]) else ()
    return BorderAnswer(asked.border, verdict, (*conflict, *lapsed), marked)


def _concerns(rule: Rule, asked: Asked, purpose: str) -> bool:
    border = asked.border
    return (
        rule.destination == border.into
        and asked.traveller.nationality in rule.nationalities
        and rule.purpose in {"any", purpose}
        and (rule.crossing is None or rule.crossing == border.crossing)
        and (rule.only_in is None or border.places == {rule.only_in})
    )


def _out_of_time(rule: Rule, day: date) -> Reason:
    if rule.valid_from and day < rule.valid_from:
        return Reason("not-yet", {"rule": rule, "day": rule.valid_from})
    return Reason("ended", {"rule": rule, "day": rule.valid_until})


def _differ(judged: Sequence[Judged]) -> bool:
    """Say whether records of one arrangement say different things."""
    terms = {
        (
            one.rule.requirement,
            one.rule.days,
            one.rule.entries,
            one.rule.group_only,
            one.rule.group_min,
            one.rule.group_max,
            one.rule.passport_months,
        )
        for one in judged
    }
    return len(terms) > 1
