"""Reads: texts in the reader's language, for lists and for one record, and how complete they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F
from modeltranslation.utils import build_localized_fieldname

from catalog.reference.languages import chain, codes
from catalog.translation.expressions import LanguageShown, StateShown, TextShown, columns_of
from catalog.translation.models import TextState
from catalog.translation.texts import (
    LocalText,
    State,
    digest,
    reach,
    source_language,
    translated_fields,
)


@dataclass(frozen=True, slots=True)
class StoredState:
    """The state of one text as stored, and the hash of the source it was made from."""

    state: str
    source_hash: str


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many of a record's texts are in one state; only texts that its source has are counted.

    Every text is counted once: an outdated one as outdated, whoever wrote it.
    """

    language: str
    total: int
    reviewed: int = 0
    machine: int = 0
    outdated: int = 0
    missing: int = 0

    @property
    def percent(self) -> int:
        """Return how much of it can be read in this language, 0 to 100; nothing to translate is 100."""
        return 100 * (self.total - self.missing) // self.total if self.total else 100


States = Mapping[tuple[str, str], StoredState]


def localized(
    model: type[models.Model], field: str, language: str, *, with_state: bool = False
) -> dict[str, Any]:
    """Return annotations that give a list its texts as plain values, in the query that reads the list.

    ``field`` is a translated field or the way to one (``"organization__name"``). The annotations are
    ``<field>_text`` and ``<field>_lang``, with ``with_state`` also ``<field>_state`` ("source",
    "machine", "reviewed", "" for no text), double underscores written as one:
    ``Product.objects.rewrite(False).annotate(**localized(Product, "title", "th")).values("title_text")``.
    Raises ValueError for a field that is not translated.
    """
    place = reach(model, field)
    alias = field.replace("__", "_")
    read = columns_of(place)
    columns: dict[str, Any] = {
        f"{alias}_text": TextShown(*read, language=language),
        f"{alias}_lang": LanguageShown(*read, language=language),
    }
    if with_state:
        content_type = ContentType.objects.get_for_model(place.model, for_concrete_model=False)
        columns[f"{alias}_state"] = StateShown(
            *read, F(f"{place.prefix}pk"), language=language, content_type=content_type.pk, name=place.name
        )
    return columns


def texts_of_each(
    rows: models.QuerySet[Any, Any], field: str, ids: Iterable[int]
) -> dict[int, list[LocalText]]:
    """Return all texts of a field by record, in the order of the languages: one query.

    For whoever shows where a word matched, which may stand in any language. ``rows`` are those of a
    model's ``objects.rewrite(False)``.
    """
    columns = {code: build_localized_fieldname(field, code) for code in codes()}
    found = rows.filter(pk__in=list(ids)).values("pk", *columns.values())
    return {
        row["pk"]: [LocalText(row[column], code) for code, column in columns.items() if row[column]]
        for row in found
    }


def states_of(target: models.Model) -> dict[tuple[str, str], StoredState]:
    """Return the stored states of all texts of a record by field and language: one query."""
    rows = TextState.objects.filter(
        content_type=ContentType.objects.get_for_model(target, for_concrete_model=False), object_id=target.pk
    ).values_list("field", "language", "state", "source_hash")
    return {(field, language): StoredState(state, source) for field, language, state, source in rows}


def text_in(target: models.Model, field: str, language: str) -> str:
    """Return what a record says in exactly this language, empty where it says nothing."""
    return getattr(target, build_localized_fieldname(field, language)) or ""


Origins = Mapping[tuple[str, str], tuple[str, str]]
"""By field and language: a text as it is kept, and the digest of the source it was made from."""


def origins_of(target: models.Model) -> Origins:
    """Return from which sources the texts of a record were made: one query."""
    return {
        (field, code): (text_in(target, field, code), stored.source_hash)
        for (field, code), stored in states_of(target).items()
    }


def origins_of_each(targets: Sequence[models.Model]) -> dict[int, Origins]:
    """Return for records of one model, by id, what ``origins_of`` returns for one: one query."""
    known = _states_of_each(targets)
    return {
        target.pk: {
            (field, code): (text_in(target, field, code), stored.source_hash)
            for (field, code), stored in known[target.pk].items()
        }
        for target in targets
    }


def origin(origins: Origins, field: str, language: str, text: str) -> str:
    """Return from which source a text was made if it is still the one that is kept, else ""."""
    kept, source = origins.get((field, language), ("", ""))
    return source if kept and kept == text else ""


def counted(language: str, kinds: Iterable[str]) -> Completeness:
    """Return how complete a language is whose texts are of these kinds, as ``kind_of`` tells them."""
    found = list(kinds)
    counts = {kind: found.count(kind) for kind in ("reviewed", "machine", "outdated", "missing")}
    return Completeness(language, len(found), **counts)


def local_text(target: models.Model, field: str, language: str, *, states: States | None = None) -> LocalText:
    """Return one field as a reader of ``language`` gets it.

    Without ``states`` (from ``states_of``) it asks for them: one query. Use ``local_texts`` for several.
    """
    source = source_language(target)
    for code in chain(language, source):
        value = text_in(target, field, code)
        if value:
            known = states_of(target) if states is None else states
            stored = known.get((field, code))
            return LocalText(
                value,
                code,
                _state(code, source, stored),
                _is_outdated(code, source, stored, text_in(target, field, source)),
            )
    return LocalText("", language, "missing")


def local_texts(
    target: models.Model, language: str, fields: Iterable[str] | None = None
) -> dict[str, LocalText]:
    """Return the fields of a record (all translated ones by default) as a reader gets them: one query."""
    wanted = translated_fields(type(target)) if fields is None else tuple(fields)
    states = states_of(target)
    return {field: local_text(target, field, language, states=states) for field in wanted}


def completeness(target: models.Model) -> dict[str, Completeness]:
    """Return how complete each language of a record is, the source language left out: one query."""
    return {code: counted(code, kinds.values()) for code, kinds in kinds_of_texts(target).items()}


def kinds_of_texts(target: models.Model) -> dict[str, dict[str, str]]:
    """Return by language and field what each translation of a record is, as ``kind_of`` tells it: one query.

    Only texts that its source has are told.
    """
    return _kinds(target, states_of(target))


def kinds_of_each(targets: Sequence[models.Model]) -> list[dict[str, dict[str, str]]]:
    """Return for records of one model what ``kinds_of_texts`` returns for one: one query for all of them."""
    states = _states_of_each(targets)
    return [_kinds(target, states[target.pk]) for target in targets]


def _states_of_each(targets: Sequence[models.Model]) -> dict[int, dict[tuple[str, str], StoredState]]:
    if not targets:
        return {}
    rows = TextState.objects.filter(
        content_type=ContentType.objects.get_for_model(targets[0], for_concrete_model=False),
        object_id__in=[target.pk for target in targets],
    )
    states: dict[int, dict[tuple[str, str], StoredState]] = {target.pk: {} for target in targets}
    for record, field, language, state, source in rows.values_list(
        "object_id", "field", "language", "state", "source_hash"
    ):
        states[record][field, language] = StoredState(state, source)
    return states


def _kinds(target: models.Model, states: States) -> dict[str, dict[str, str]]:
    source = source_language(target)
    written = {
        field: text for field in translated_fields(type(target)) if (text := text_in(target, field, source))
    }
    return {
        code: {
            field: _kind(target, field, code, source, states.get((field, code)), text)
            for field, text in written.items()
        }
        for code in codes()
        if code != source
    }


def _kind(
    target: models.Model, field: str, code: str, source: str, stored: StoredState | None, source_text: str
) -> str:
    if not text_in(target, field, code):
        return "missing"
    if _is_outdated(code, source, stored, source_text):
        return "outdated"
    return "reviewed" if _state(code, source, stored) == State.REVIEWED else "machine"


def _state(code: str, source: str, stored: StoredState | None) -> str:
    """Return the state to show. A text nobody vouched for is shown as made by a machine."""
    if code == source:
        return State.SOURCE.value
    return stored.state if stored and stored.state != State.SOURCE else State.MACHINE.value


def _is_outdated(code: str, source: str, stored: StoredState | None, source_text: str) -> bool:
    return code != source and stored is not None and stored.source_hash != digest(source_text)
