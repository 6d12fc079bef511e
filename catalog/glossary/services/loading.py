"""Bringing the glossary's files into the database."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from catalog.glossary.lexicon import label_keys
from catalog.glossary.models import Apart, Concept, Label
from catalog.glossary.rows import ConceptRow, GlossaryRows
from catalog.glossary.services.telling import Touched

_BATCH = 500
_CONCEPT_FIELDS = ("kind", "hs6", "confidence", "note")
_MARKS = ("romanised", "scoped", "search_only")
_LABEL_FIELDS = ("key", "folded", "position", *_MARKS)


@dataclass(frozen=True)
class Loaded:
    """How many rows a load added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __add__(self, other: "Loaded") -> "Loaded":
        return Loaded(self.added + other.added, self.changed + other.changed, self.removed + other.removed)

    def __bool__(self) -> bool:
        return any((self.added, self.changed, self.removed))


@transaction.atomic
def load(*, rows: GlossaryRows) -> Loaded:
    """Make the glossary say what the rows say; what editors added stays, a second load changes nothing.

    A label that an editor reviewed or rejected keeps its state as long as its text stays, and one
    whose marks an editor changed keeps those.
    """
    touched = Touched()
    done = _concepts(rows.concepts, touched) + _parents(rows.concepts, touched)
    done += _labels(rows.concepts, touched) + _apart(rows, touched) + _removed(rows.concepts, touched)
    if done:
        touched.tell()
    return done


def _concepts(rows: tuple[ConceptRow, ...], touched: Touched) -> Loaded:
    known = Concept.objects.in_bulk(field_name="slug")
    new = [
        Concept(slug=row.slug, **{name: getattr(row, name) for name in _CONCEPT_FIELDS})
        for row in rows
        if row.slug not in known
    ]
    stale = []
    touched.concepts.update(concept.slug for concept in new)
    moved = [pk for row in rows if (pk := _other_kind(known.get(row.slug), row))]
    for row in rows:
        concept = known.get(row.slug)
        if concept and any(getattr(concept, name) != getattr(row, name) for name in _CONCEPT_FIELDS):
            for name in _CONCEPT_FIELDS:
                setattr(concept, name, getattr(row, name))
            stale.append(concept)
    Concept.objects.bulk_create(new, batch_size=_BATCH)
    Concept.objects.bulk_update(stale, _CONCEPT_FIELDS, batch_size=_BATCH)
    if moved:
        touched.meaning(moved)
    return Loaded(len(new), len(stale))


def _other_kind(concept: Concept | None, row: ConceptRow) -> int | None:
    """Return the id of a concept that is of another kind now: what its names hide depends on that."""
    return concept.pk if concept and concept.kind != row.kind else None


def _parents(rows: tuple[ConceptRow, ...], touched: Touched) -> Loaded:
    known = Concept.objects.in_bulk(field_name="slug")
    moved = []
    for row in rows:
        parent = known[row.parent].pk if row.parent else None
        if known[row.slug].parent_id != parent:
            known[row.slug].parent_id = parent
            moved.append(known[row.slug])
    Concept.objects.bulk_update(moved, ["parent"], batch_size=_BATCH)
    if moved:
        touched.meaning([concept.pk for concept in moved])
    return Loaded(changed=len(moved))


def _labels(rows: tuple[ConceptRow, ...], touched: Touched) -> Loaded:
    wanted = _wanted_labels(rows)
    known = {(label.concept_id, label.language, label.text): label for label in Label.objects.all()}
    new = [
        Label(concept_id=concept, language=language, text=text, **values)
        for (concept, language, text), values in wanted.items()
        if (concept, language, text) not in known
    ]
    stale = []
    for place, values in wanted.items():
        kept = known.get(place)
        if kept and kept.from_file and any(getattr(kept, name) != value for name, value in values.items()):
            if (kept.key, kept.scoped) != (values["key"], values["scoped"]):
                touched.names([kept.key, values["key"]])
            for name, value in values.items():
                setattr(kept, name, value)
            stale.append(kept)
    old = [label for place, label in known.items() if place not in wanted and label.from_file]
    gone = [label.pk for label in old]
    touched.names(label.key for label in [*new, *old])
    Label.objects.bulk_create(new, batch_size=_BATCH)
    Label.objects.bulk_update(stale, _LABEL_FIELDS, batch_size=_BATCH)
    for start in range(0, len(gone), _BATCH):
        Label.objects.filter(pk__in=gone[start : start + _BATCH]).delete()
    return Loaded(len(new), len(stale), len(gone))


def _wanted_labels(rows: tuple[ConceptRow, ...]) -> dict[tuple[int, str, str], dict[str, Any]]:
    ids = dict(Concept.objects.values_list("slug", "pk"))
    wanted = {}
    for row in rows:
        for position, label in enumerate(row.labels):
            key, folded = label_keys(label.text)
            values = {"key": key, "folded": folded, "position": position}
            values |= {name: getattr(label, name) for name in _MARKS}
            wanted[ids[row.slug], label.language, label.text] = values
    return wanted


def _apart(rows: GlossaryRows, touched: Touched) -> Loaded:
    ids = dict(Concept.objects.values_list("slug", "pk"))
    wanted = {(ids[row.inner], ids[row.outer], row.apart, row.why) for row in rows.apart}
    known = set(Apart.objects.values_list("inner_id", "outer_id", "apart", "why"))
    if wanted == known:
        return Loaded()
    # Only a text that holds the longer name can be concerned.
    touched.meaning(outer for _, outer, *_ in wanted ^ known)
    Apart.objects.all().delete()
    Apart.objects.bulk_create(
        Apart(inner_id=inner, outer_id=outer, apart=apart, why=why)
        for inner, outer, apart, why in sorted(wanted)
    )
    return Loaded(len(wanted - known), 0, len(known - wanted))


def _removed(rows: tuple[ConceptRow, ...], touched: Touched) -> Loaded:
    """Delete what the files no longer hold, unless what an editor added hangs on it, at any depth."""
    slugs = {row.slug for row in rows}
    gone = {
        concept.pk
        for concept in Concept.objects.filter(from_file=True).exclude(labels__from_file=False)
        if concept.slug not in slugs
    }
    staying = Concept.objects.filter(parent__isnull=False)
    while held := set(
        staying.exclude(pk__in=gone).filter(parent__in=gone).values_list("parent_id", flat=True)
    ):
        gone -= held  # and what is above those is held by them
    if gone:
        touched.meaning(gone)
    Concept.objects.filter(pk__in=gone).update(parent=None)
    Concept.objects.filter(pk__in=gone).delete()
    return Loaded(removed=len(gone))
