"""Where each point of a hit's score comes from, worked out without an engine."""

from collections.abc import Iterator
from dataclasses import dataclass

from catalog.search.documents import Entry, key_text
from catalog.search.plan import Clause, Plan


@dataclass(frozen=True)
class Line:
    """One part of a score: for `asked`, these terms stand in that field."""

    asked: str
    field: str
    terms: tuple[str, ...]
    points: int


def account(plan: Plan, entry: Entry) -> list[Line]:
    """Return the lines whose points add up to the entry's score; empty when it does not match."""
    required = [list(_group(group.parts, group.text, entry)) for group in plan.required]
    enough = bool(required) and sum(map(bool, required)) >= max(1, plan.least)
    lines = [line for group in required for line in group] if enough else []
    lines += [
        Line(" ".join(clause.terms), clause.field, _there(clause, entry), clause.points)
        for clause in plan.instead
        if _matches(clause, entry)
    ]
    if not lines:
        return []
    for group in plan.groups:
        if group.optional:
            lines += _group(group.parts, group.text, entry)
    return lines


def _group(parts: tuple[tuple[Clause, ...], ...], text: str, entry: Entry) -> Iterator[Line]:
    for part in parts:
        matching = [clause for clause in part if _matches(clause, entry)]
        if matching:
            best = max(matching, key=lambda clause: clause.points)
            yield Line(text, best.field, _there(best, entry), best.points)


def _matches(clause: Clause, entry: Entry) -> bool:
    return len(_there(clause, entry)) >= clause.needed


def _there(clause: Clause, entry: Entry) -> tuple[str, ...]:
    held = {key_text(*entry.key)} if clause.field == "key" else set(entry.terms.get(clause.field, ()))
    return tuple(term for term in clause.terms if term in held)
