"""Reads: everything of a booth that has words, and how far each language is."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import models

from catalog.reference.languages import codes
from catalog.translation.selectors import Completeness, counted, kinds_of_each, text_in
from expo.fair.models import Booth, BoothDocument, BoothVideo, Exhibit

OF_BOOTH, OF_VIDEO, OF_DOCUMENTS, OF_EXHIBITS = (
    ("headline", "about"),
    ("title", "transcript"),
    ("name",),
    ("note", "price_note"),
)


@dataclass(frozen=True)
class BoothText:
    """One text of a booth: where it is kept, what it says, and what each translation is ("missing" …)."""

    target: models.Model
    field: str
    source: str
    kinds: Mapping[str, str]

    @property
    def name(self) -> str:
        """Return what it is called in a form."""
        return f"{self.target._meta.model_name}-{self.target.pk}-{self.field}"


def texts_of(booth: Booth) -> list[BoothText]:
    """Return the texts a booth has in its own language, in their order: seven queries at most."""
    beside = "booth__organization"
    groups: tuple[tuple[Sequence[models.Model], tuple[str, ...]], ...] = (
        ([booth], OF_BOOTH),
        (list(Exhibit.objects.select_related(beside).filter(booth=booth)), OF_EXHIBITS),
        (list(BoothDocument.objects.select_related(beside).filter(booth=booth)), OF_DOCUMENTS),
        (list(BoothVideo.objects.select_related(beside).filter(booth=booth)), OF_VIDEO),
    )
    own = booth.organization.source_language
    found = []
    for targets, fields in groups:
        for target, kinds in zip(targets, kinds_of_each(targets), strict=True):
            by_field: dict[str, dict[str, str]] = defaultdict(dict)
            for code, said in kinds.items():
                for field, kind in said.items():
                    by_field[field][code] = kind
            found += [
                BoothText(target, field, text_in(target, field, own), by_field[field])
                for field in fields
                if field in by_field
            ]
    return found


def completeness_of(texts: Sequence[BoothText], own: str) -> dict[str, Completeness]:
    """Return how complete each language of a booth is, its own left out."""
    return {code: counted(code, [text.kinds[code] for text in texts]) for code in codes() if code != own}
