"""Writes: the texts of a listing in another language, and which languages are shown together.

Only drafts are written; readers get it with the next version a reviewer agrees to.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from catalog.products.document import TRANSLATED, ProductDocument, from_json
from catalog.products.languages import (
    MACHINE,
    REVIEWED,
    Published,
    TextPlace,
    lacking,
    origin,
    places_of,
    published_origins,
)
from catalog.products.models import ListingDraft
from catalog.products.named_parts import PICTURE, TERM, kind_of, with_part_text
from catalog.products.selectors.languages import with_pictures_told, written_keys
from catalog.products.services.drafting import LISTINGS, Conflict, save_draft
from catalog.reference.languages import codes
from catalog.translation.texts import clean, digest


class TextsMoved(Conflict):
    """Somebody else changed some of these texts, or what they are made from. Names the places."""

    def __init__(self, draft: ListingDraft, places: Collection[str]) -> None:
        super().__init__(draft)
        self.places = frozenset(places)


@transaction.atomic
def translate_draft(
    *,
    draft: ListingDraft,
    language: str,
    texts: Mapping[str, str],
    reviewed: Collection[str],
    by: AbstractBaseUser,
    seen: Mapping[str, str] | None = None,
) -> ListingDraft:
    """Write texts of a draft in one language, by place; an empty one removes the translation.

    Those named in ``reviewed`` were compared with the source as it is now, all others count as made by
    a machine. ``seen`` is what ``TextPlace.seen`` said when the texts were written: two people may
    translate one draft at once, as long as it is not the same text. Raises TextsMoved where it is,
    DraftGone, DraftMoveRefused, ValidationError by place, ValueError for a language that is none of
    its translations or a place it does not have.
    """
    kept = LISTINGS.locked(draft)
    document = with_pictures_told(from_json(kept.document))
    if language not in codes() or language == document.source_language:
        raise ValueError(f"{language!r} is no language this listing is translated into.")
    places = {place.name: place for place in places_of(document, written_keys(document.category))}
    moved = {
        name
        for name, mark in (seen or {}).items()
        if name not in places or mark != places[name].seen(language)
    }
    if moved & texts.keys():
        raise TextsMoved(kept, moved & texts.keys())
    published = published_origins(kept.product)
    wrong: dict[str, Any] = {}
    for name, text in texts.items():
        if name not in places:
            raise ValueError(f"The listing has no text {name!r}.")
        place, said = places[name], clean(text)
        if len(said) > place.most_letters:
            wrong[name] = [_("At most %(most)d letters.") % {"most": place.most_letters}]
        document = _written(document, place, language, said, reviewed=name in reviewed, published=published)
    if wrong:
        raise ValidationError(wrong)
    return save_draft(organization=kept.organization, document=document, draft=kept, by=by)


def _written(
    document: ProductDocument,
    place: TextPlace,
    language: str,
    text: str,
    *,
    reviewed: bool,
    published: Published,
) -> ProductDocument:
    """Return the document with one text, its state, and the source it was made from."""
    same = text == place.texts.get(language, "")
    made_from = digest(place.source)
    if same and not reviewed:
        made_from = origin(document, place, language, published) or made_from
    state = REVIEWED if reviewed else MACHINE
    return replace(
        _with_text(document, place.name, language, text),
        states=_put(document.states, place.name, language, state if text else ""),
        made_from=_put(document.made_from, place.name, language, made_from if text else ""),
    )


def _with_text(document: ProductDocument, name: str, language: str, text: str) -> ProductDocument:
    if name in TRANSLATED:
        texts = _put({name: getattr(document, name)}, name, language, text)
        changed: dict[str, Any] = {name: texts.get(name, {})}
        return replace(document, **changed)
    if name.startswith(PICTURE) and not text:
        # Said to be empty: what is left out, the picture goes on saying itself.
        said = document.alt.get(name.removeprefix(PICTURE), {})
        return replace(document, alt={**document.alt, name.removeprefix(PICTURE): {**said, language: ""}})
    if kind_of(name) not in {"", TERM}:
        return with_part_text(document, name, language, text)
    return replace(document, words=_put(document.words, name, language, text))


def _put(
    values: Mapping[str, Mapping[str, str]], name: str, language: str, value: str
) -> dict[str, dict[str, str]]:
    """Return the values with one more, or without it where it is empty."""
    inner = {code: one for code, one in values.get(name, {}).items() if code != language}
    if value:
        inner[language] = value
    found = {key: dict(one) for key, one in values.items() if key != name}
    return found | ({name: inner} if inner else {})


@transaction.atomic
def choose_languages(
    *, draft: ListingDraft, shown: Collection[str], by: AbstractBaseUser, revision: int | None = None
) -> ListingDraft:
    """Have a draft shown in these languages together once it is published; all others are held back.

    Raises ValidationError where one of them lacks what a language needs, Conflict, DraftGone,
    DraftMoveRefused.
    """
    kept = LISTINGS.locked(draft)
    document = from_json(kept.document)
    places = places_of(document, written_keys(document.category))
    others = [code for code in codes() if code != document.source_language]
    if any(code in shown and lacking(places, code) for code in others):
        raise ValidationError(_("A language is offered once title, properties and terms are in it."))
    held = tuple(code for code in others if code not in shown)
    return save_draft(
        organization=kept.organization,
        document=replace(document, held=held),
        draft=kept,
        revision=draft.revision if revision is None else revision,
        by=by,
    )
