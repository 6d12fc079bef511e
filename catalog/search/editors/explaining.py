"""Why an answer is what it is: what was asked for, what was found, and where every point comes from."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.seams.preferences import Preferences
from catalog.search import selectors, services
from catalog.search.contributors import CONTRIBUTORS
from catalog.search.explain import Line, account
from catalog.search.plan import Plan
from catalog.search.reasons import Reason
from catalog.search.rules import Rules
from catalog.search.understanding import Query, Understanding

_MEANING = ("concept",)


@dataclass(frozen=True)
class Part:
    """One thing that was asked for: as typed, the concepts it names, what editors hold it to mean."""

    text: str
    concepts: Sequence[str]
    means: Sequence[str]
    optional: bool


@dataclass(frozen=True)
class Explained:
    """One hit: what it is, its score, why it is there and the lines its score adds up from."""

    key: str
    title: str
    score: float
    reasons: Sequence[Reason]
    points: Sequence[Line]


@dataclass(frozen=True)
class Explanation:
    """An answer with its reasons. `step` and `corrected` as in a `Result`, `spent` in milliseconds."""

    text: str
    language: str
    asked: Sequence[Part]
    total: int
    step: str
    corrected: str
    hits: Sequence[Explained]
    spent: float


def explained(query: Query, rules: Rules | None = None) -> Explanation:
    """Answer a query as visitors would be, or as they would be under other rules, and account for it."""
    result = selectors.search(query, Preferences(language=query.language), rules)
    plan = selectors.plan_of(result.query, result.asked)
    return Explanation(
        text=query.text,
        language=result.asked.language,
        asked=_parts(result.asked),
        total=result.total,
        step=result.step,
        corrected=result.corrected,
        hits=[_explained(hit, plan) for hit in result.hits],
        spent=result.spent,
    )


def _parts(asked: Understanding) -> list[Part]:
    text = asked.analysis.normal.text
    means = {
        text[one.match.at : one.match.until]: [other.normal.text for other, _ in one.others]
        for one in asked.meant
    }
    return [
        Part(
            text=group.text,
            concepts=[
                clause.terms[0] for part in group.parts[1:] for clause in part if clause.field in _MEANING
            ],
            means=means.get(group.text, ()),
            optional=group.optional,
        )
        for group in asked.groups
    ]


def _explained(hit: selectors.Hit, plan: Plan) -> Explained:
    entries = list(services.entries_of(CONTRIBUTORS.get(hit.kind), [hit.id]))
    lines = account(plan, entries[0]) if entries else []
    return Explained(hit.key, hit.row.title.value, hit.score, hit.reasons, lines)
