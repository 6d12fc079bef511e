"""The only writer of translated fields: text, state and the hash of its source change together.

Nothing else assigns a language column; a test reads the whole project for it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from modeltranslation.utils import build_localized_fieldname

from catalog.reference.languages import codes
from catalog.translation import texts as wording
from catalog.translation.models import TextState
from catalog.translation.selectors import StoredState, states_of, text_in
from catalog.translation.texts import State

Place = tuple[str, str]  # a field and a language
Texts = Mapping[str, Mapping[str, str]]  # field to language to text, or to the state of one


@dataclass(frozen=True, slots=True)
class Change:
    """What one place is to hold. ``confirmed``: somebody compared it with the source as it is now.

    ``made_from`` is the digest of the source it was made from, where that is known.
    """

    value: str
    state: State
    confirmed: bool = False
    made_from: str = ""


@transaction.atomic
def write_texts(
    *, target: models.Model, language: str, texts: Mapping[str, str], state: str, by: int | None = None
) -> frozenset[Place]:
    """Write texts of one record in one language, made from its source as it is now; return what changed.

    An empty text removes the translation. In the record's own language the state is always "source".
    A machine never replaces a reviewed text: such a field is left as it is. Writing the same reviewed
    text again confirms it: it is no longer outdated. ``by`` is the id of a user.

    Raises ValidationError for a text longer than its column, ValueError for an unknown field, language
    or state.
    """
    own = wording.source_language(target)
    wanted = State.SOURCE if language == own else _translation_state(state)
    changes = {(field, language): Change(value, wanted, confirmed=True) for field, value in texts.items()}
    return _apply(target, changes, by=by, keep_reviewed=True)


def set_source(*, target: models.Model, texts: Mapping[str, str], by: int | None = None) -> frozenset[Place]:
    """Write texts in the record's own language; translations of a changed text read outdated from then on."""
    own = wording.source_language(target)
    return write_texts(target=target, language=own, texts=texts, state=State.SOURCE, by=by)


@transaction.atomic
def project_texts(
    *,
    target: models.Model,
    texts: Texts,
    states: Texts | None = None,
    made_from: Texts | None = None,
    by: int | None = None,
) -> frozenset[Place]:
    """Make language columns what a document says, ``{field: {language: text}}``; return what changed.

    Languages that the document leaves out are emptied, for the fields it names. ``states`` says which
    translations are reviewed, ``{field: {language: state}}``; a text it does not name was made by a
    machine. ``made_from`` says from which source a translation was made, ``{field: {language: digest}}``:
    one made from another source than the present is outdated. Where it says nothing, a translation that
    stays the same while its source changes becomes outdated, and one that changes with it does not.
    Raises as ``write_texts`` does.
    """
    changes = _stated(target, texts, states or {}, made_from or {})
    return _apply(target, changes, by=by, keep_reviewed=False)


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record that is not kept yet, with texts and states as ``project_texts`` takes them."""

    target: models.Model
    texts: Texts
    states: Texts
    made_from: Texts | None = None


@transaction.atomic
def create_with_texts(*, records: Sequence[NewRecord], by: int | None = None) -> None:
    """Keep new records of one model with their texts and states, in few statements however many they are.

    They end up as if each had been created and then given to ``project_texts``. Raises as that does.
    """
    states = []
    for record in records:
        target = record.target
        own = wording.source_language(target)
        stated = _stated(target, record.texts, record.states, record.made_from or {})
        given = {place: change for place, change in stated.items() if change.value}
        for place, unchecked in given.items():
            change = _checked(type(target), place, unchecked)
            if change.value:
                setattr(target, _column(*place), change.value)
                source = stated[place[0], own].value
                made_from = change.made_from or wording.digest(source)
                states.append((target, place, StoredState(change.state, made_from)))
    if records:
        rows: models.QuerySet[models.Model] = models.QuerySet(type(records[0].target))
        made = rows.bulk_create([record.target for record in records])
        # The field without a language has been given what the writer's language shows; nobody reads it.
        rows.filter(pk__in=[target.pk for target in made]).update(
            **dict.fromkeys({field for record in records for field in record.texts}, "")
        )
    _keep_states(states, by)


def _stated(target: models.Model, texts: Texts, states: Texts, made_from: Texts) -> dict[Place, Change]:
    """Return what a document makes of every place of the fields it names."""
    own = wording.source_language(target)
    changes: dict[Place, Change] = {}
    for field, by_language in texts.items():
        for language in {*codes(), *by_language}:
            said = states.get(field, {}).get(language, State.MACHINE)
            state = State.SOURCE if language == own else _translation_state(said)
            origin = "" if language == own else made_from.get(field, {}).get(language, "")
            changes[field, language] = Change(by_language.get(language, ""), state, made_from=origin)
    return changes


@transaction.atomic
def forget(*, model: type[models.Model], ids: Iterable[int]) -> int:
    """Remove the states of records that are being deleted; return how many there were."""
    content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
    return TextState.objects.filter(content_type=content_type, object_id__in=list(ids)).delete()[0]


def _translation_state(state: str) -> State:
    if state not in (State.MACHINE, State.REVIEWED):
        raise ValueError(f"{state!r} is not the state of a translation; accepted: machine, reviewed")
    return State(state)


def _apply(
    target: models.Model, changes: Mapping[Place, Change], *, by: int | None, keep_reviewed: bool
) -> frozenset[Place]:
    changes = {place: _checked(type(target), place, change) for place, change in changes.items()}
    current = _locked_columns(target, {field for field, _language in changes})
    states = states_of(target)
    if keep_reviewed:
        changes = {
            place: change for place, change in changes.items() if not _is_protected(change, states.get(place))
        }
    rewritten = {place for place, change in changes.items() if current[_column(*place)] != change.value}
    emptied = {place for place, change in changes.items() if not change.value and place in states}
    _write_columns(target, {_column(*place): changes[place].value for place in rewritten}, current)
    restated = _restated(target, changes, states, rewritten)
    _write_states(target, restated, by)
    _remove_states(target, emptied)
    return frozenset(rewritten | restated.keys() | emptied)


def _restated(
    target: models.Model,
    changes: Mapping[Place, Change],
    states: Mapping[Place, StoredState],
    rewritten: set[Place],
) -> dict[Place, StoredState]:
    """Return the states to write; the columns are written already: the target has its source as it is now."""
    own = wording.source_language(target)
    result = {}
    for (field, language), change in changes.items():
        wanted = StoredState(change.state, change.made_from or wording.digest(text_in(target, field, own)))
        stored = states.get((field, language))
        if not change.value or stored == wanted:
            continue
        untouched = stored is not None and stored.state == wanted.state and (field, language) not in rewritten
        if untouched and language != own and not change.confirmed and not change.made_from:
            continue  # the same words as before, made from the source as it was before
        result[field, language] = wanted
    return result


def _checked(model: type[models.Model], place: Place, change: Change) -> Change:
    """Return the change with its text as it is kept. Raises for what has no column or does not fit."""
    field, language = place
    if field not in wording.translated_fields(model):
        raise ValueError(f"{model.__name__}.{field} is not a translated field")
    if language not in codes():
        raise ValueError(f"{language!r} is not a language of the portal; accepted: {', '.join(codes())}")
    value = wording.clean(change.value)
    column = model._meta.get_field(_column(field, language))
    try:
        column.run_validators(value)  # type: ignore[union-attr]
    except ValidationError as error:
        raise ValidationError({column.name: error.messages}) from error
    return replace(change, value=value)


def _is_protected(change: Change, stored: StoredState | None) -> bool:
    return change.state == State.MACHINE and stored is not None and stored.state == State.REVIEWED


def _column(field: str, language: str) -> str:
    return build_localized_fieldname(field, language)


def _locked_columns(target: models.Model, fields: set[str]) -> dict[str, str]:
    """Return all language columns of the fields as the database has them, and hold the row until the end.

    A plain query set, because the translating one would rewrite the names of the columns.
    """
    columns = [_column(field, language) for field in fields for language in codes()]
    if not columns:
        return {}
    rows: models.QuerySet[models.Model] = models.QuerySet(type(target))
    found: dict[str, Any] = rows.select_for_update().values(*columns).get(pk=target.pk)
    return {column: value or "" for column, value in found.items()}


def _write_columns(target: models.Model, changed: Mapping[str, str], current: Mapping[str, str]) -> None:
    """Write the columns that change, and give the target in memory what the database has."""
    if changed:
        rows: models.QuerySet[models.Model] = models.QuerySet(type(target))
        rows.filter(pk=target.pk).update(**changed)
    for column, value in {**current, **changed}.items():
        setattr(target, column, value)


def _write_states(target: models.Model, states: Mapping[Place, StoredState], by: int | None) -> None:
    _keep_states([(target, place, wanted) for place, wanted in states.items()], by)


def _keep_states(states: Iterable[tuple[models.Model, Place, StoredState]], by: int | None) -> None:
    """Write states, over those that are there."""
    now = timezone.now()
    rows = [
        TextState(
            content_type=ContentType.objects.get_for_model(target, for_concrete_model=False),
            object_id=target.pk,
            field=place[0],
            language=place[1],
            state=wanted.state,
            source_hash=wanted.source_hash,
            changed_by_id=by,
            changed_at=now,
        )
        for target, place, wanted in states
    ]
    if rows:
        TextState.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["content_type", "object_id", "field", "language"],
            update_fields=["state", "source_hash", "changed_by", "changed_at"],
        )


def _remove_states(target: models.Model, places: set[Place]) -> None:
    if not places:
        return
    wanted = models.Q()
    for field, language in places:
        wanted |= models.Q(field=field, language=language)
    content_type = ContentType.objects.get_for_model(target, for_concrete_model=False)
    TextState.objects.filter(wanted, content_type=content_type, object_id=target.pk).delete()
