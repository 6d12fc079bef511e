"""One rule against one traveller at one border."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from catalog.tourism.entry.terms import Border, Judged, Reason, Rule, Traveller, Verdict

STALE_AFTER = timedelta(days=90)
ASKED = {
    "free": Verdict.FREE,
    "permit": Verdict.PERMIT,
    "on-arrival": Verdict.ON_ARRIVAL,
    "visa": Verdict.VISA,
    # That one arrangement leaves somebody out says nothing of how else they may enter.
    "not-covered": Verdict.UNKNOWN,
    "refused": Verdict.REFUSED,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a rule is held against: who, where, how many together, how often on the route, and today."""

    traveller: Traveller
    border: Border
    group_size: int | None
    times: int
    today: date


Step = tuple[Reason, Verdict]


def judge(rule: Rule, asked: Asked) -> Judged:
    """Hold one rule against one traveller; every condition that is not met refuses this way in."""
    steps = [(Reason(f"asks-{rule.requirement}"), ASKED[rule.requirement]), *_conditions(rule, asked)]
    stale = asked.today - rule.checked_on > STALE_AFTER
    if stale:
        steps.append((Reason("stale", {"day": rule.checked_on}), Verdict.FREE))
    return Judged(
        rule=rule,
        verdict=max(verdict for _reason, verdict in steps),
        reasons=tuple(reason for reason, _verdict in steps),
        stale=stale,
    )


def _conditions(rule: Rule, asked: Asked) -> Iterator[Step]:
    if not rule.confirmed:
        yield Reason("unconfirmed"), Verdict.UNKNOWN
    yield from _group(rule, asked.group_size)
    yield from _stay(rule, asked.border)
    if rule.requirement == "visa" and asked.times > 1 and rule.entries != "several":
        yield Reason("several-entries", {"times": asked.times}), Verdict.VISA
    yield from passport(asked.traveller, asked.border.until, rule.passport_months)


def _group(rule: Rule, size: int | None) -> Iterator[Step]:
    if rule.group_only and size is None:
        yield Reason("groups-only"), Verdict.REFUSED
    if size is None:
        return
    if rule.group_only:
        yield Reason("as-a-group", {"size": size}), Verdict.FREE
    if rule.group_max is not None and size > rule.group_max:
        yield Reason("group-too-large", {"most": rule.group_max, "size": size}), Verdict.REFUSED
    if rule.group_min is not None and size < rule.group_min:
        yield Reason("group-too-small", {"least": rule.group_min, "size": size}), Verdict.REFUSED


def _stay(rule: Rule, border: Border) -> Iterator[Step]:
    if rule.days is None:
        return
    # The day of entry and the day of leaving both count.
    stay = (border.until - border.on).days + 1
    if stay > rule.days:
        yield Reason("stay-too-long", {"days": rule.days, "stay": stay}), Verdict.REFUSED
    else:
        yield Reason("stay-within", {"days": rule.days, "stay": stay}), Verdict.FREE


def passport(traveller: Traveller, until: date, months: int | None) -> Iterator[Step]:
    """Say whether a passport lasts: to the last day of the stay, or the months beyond it that are asked."""
    needed = months_after(until, months or 0)
    last = traveller.passport_until
    if last is None:
        yield Reason("passport-not-said", {"day": needed}), Verdict.FREE
    elif last < needed:
        yield Reason("passport-too-short", {"day": needed, "last": last}), Verdict.REFUSED
    else:
        yield Reason("passport-lasts", {"day": needed, "last": last}), Verdict.FREE


def months_after(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of a month that is shorter.

    No day comes after the last one of the calendar.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
