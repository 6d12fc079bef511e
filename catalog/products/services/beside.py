"""Writes: the texts of a reviewed listing in another language, and which languages are shown together.

Only drafts are written; readers get it with the next version a reviewer agrees to.
"""

from abc import abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from catalog.products.models import ReviewedDraft
from catalog.products.services.reviewed import (
    Document,
    Draft,
    Drafting,
    DraftMoved,
    Offer,
    owner_of,
)
from catalog.reference.languages import codes
from catalog.translation.places import MACHINE, REVIEWED, TextPlace, lacking, origin, put
from catalog.translation.selectors import Origins, origins_of
from catalog.translation.texts import clean, digest


class TextsMoved(DraftMoved[ReviewedDraft]):
    """Somebody else changed some of these texts, or what they are made from. Names the places."""

    def __init__(self, draft: ReviewedDraft, places: Collection[str]) -> None:
        super().__init__(draft)
        self.places = frozenset(places)


class Translating(Drafting[Draft, Document, Offer]):
    """The acts on drafts of a kind of listing whose texts are written in other languages beside the original.

    ``lacks`` says what a language needs before it can be shown.
    """

    lacks: str | Promise

    @abstractmethod
    def told(self, document: Document) -> Document:
        """Return a document that says of its pictures what they say themselves too."""

    @abstractmethod
    def places(self, document: Document) -> list[TextPlace]:
        """Return the texts of a document that its source has."""

    @abstractmethod
    def with_text(self, document: Document, place: str, language: str, text: str) -> Document:
        """Return the document with one text in one language; an empty one is taken away."""

    def published_origins(self, offer: models.Model | None) -> Origins:
        """Return from which sources the texts readers know were made: one query."""
        return origins_of(offer) if offer else {}

    @transaction.atomic
    def translate(
        self,
        *,
        draft: Draft,
        language: str,
        texts: Mapping[str, str],
        reviewed: Collection[str],
        by: AbstractBaseUser,
        seen: Mapping[str, str] | None = None,
    ) -> Draft:
        """Write texts of a draft in one language, by place; an empty one removes the translation.

        Those named in ``reviewed`` were compared with the source as it is now, all others count as made
        by a machine. ``seen`` is what ``TextPlace.seen`` said when the texts were written: two people may
        translate one draft at once, as long as it is not the same text. Raises TextsMoved where it is,
        DraftGone, DraftMoveRefused, ValidationError by place, ValueError for a language that is none of
        its translations or a place it does not have.
        """
        kept = self.locked(draft)
        document: Any = self.told(self.from_json(kept.document))
        if language not in codes() or language == document.source_language:
            raise ValueError(f"{language!r} is no language this listing is translated into.")
        places = {place.name: place for place in self.places(document)}
        _refuse_moved(kept, places, language, texts, seen or {})
        published = self.published_origins(self.offer_of(kept))
        wrong: dict[str, Any] = {}
        for name, text in texts.items():
            if name not in places:
                raise ValueError(f"The listing has no text {name!r}.")
            place, said = places[name], clean(text)
            if len(said) > place.most_letters:
                wrong[name] = [_("At most %(most)d letters.") % {"most": place.most_letters}]
            document = self._written(document, place, language, said, name in reviewed, published)
        if wrong:
            raise ValidationError(wrong)
        return self.save(organization=owner_of(kept), document=document, draft=kept, by=by)

    def _written(
        self,
        document: Any,
        place: TextPlace,
        language: str,
        text: str,
        reviewed: bool,
        published: Origins,
    ) -> Any:
        """Return the document with one text, its state, and the source it was made from."""
        made_from = digest(place.source)
        if text == place.texts.get(language, "") and not reviewed:
            made_from = origin(document, place, language, published) or made_from
        state = REVIEWED if reviewed else MACHINE
        written: Any = self.with_text(document, place.name, language, text)
        return replace(
            written,
            states=put(document.states, place.name, language, state if text else ""),
            made_from=put(document.made_from, place.name, language, made_from if text else ""),
        )

    @transaction.atomic
    def choose_languages(
        self, *, draft: Draft, shown: Collection[str], by: AbstractBaseUser, revision: int | None = None
    ) -> Draft:
        """Have a draft shown in these languages together once it is published; all others are held back.

        Raises ValidationError where one of them lacks what a language needs, ``moved``, DraftGone,
        DraftMoveRefused.
        """
        kept = self.locked(draft)
        document: Any = self.from_json(kept.document)
        places = self.places(document)
        others = [code for code in codes() if code != document.source_language]
        if any(code in shown and lacking(places, code) for code in others):
            raise ValidationError(str(self.lacks))
        document = replace(document, held=tuple(code for code in others if code not in shown))
        revision = draft.revision if revision is None else revision
        return self.save(organization=owner_of(kept), document=document, draft=kept, revision=revision, by=by)


def _refuse_moved(
    draft: ReviewedDraft,
    places: Mapping[str, TextPlace],
    language: str,
    texts: Mapping[str, str],
    seen: Mapping[str, str],
) -> None:
    """Raise TextsMoved where a text that is to be written is no longer what was seen."""
    moved = {name for name, mark in seen.items() if name not in places or mark != places[name].seen(language)}
    if moved & texts.keys():
        raise TextsMoved(draft, moved & texts.keys())
