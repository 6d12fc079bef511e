"""Reads the demonstration's content from its YAML files."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from portal.demo.fair.schema import (
    ArchiveFile,
    BoothEntry,
    EditionEntry,
    FairEntry,
    HallEntry,
    SessionEntry,
    VisitsFile,
    WordsFile,
)
from portal.demo.schema import (
    AttributeEntry,
    BranchEntry,
    BrandEntry,
    ConversationEntry,
    DraftEntry,
    EvidenceEntry,
    IndicationEntry,
    OrganizationEntry,
    PersonEntry,
    ProductEntry,
    RuleEntry,
    Texts,
)
from portal.demo.tours.schema import SeatsEntry, TourEntry, ToursEntry, TourWords

FOLDER = Path(__file__).parent / "content"
# The same safe loader, ten times as fast, where PyYAML came with its C part.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Kind = TypeVar("Kind")


class ContentRefused(ValueError):
    """A file of the demonstration does not say what it may say. Names the file and each field."""


@dataclass(frozen=True, kw_only=True)
class Content:
    """All of the demonstration, as its files tell it."""

    attributes: Mapping[str, AttributeEntry]
    choices: Mapping[str, Texts]
    concepts: Mapping[str, Mapping[str, str]]  # by property and choice: what the glossary calls it
    packing: Mapping[str, Texts]
    variants: Mapping[str, Texts]
    captions: Mapping[str, Texts]
    branches: tuple[BranchEntry, ...]
    indications: tuple[IndicationEntry, ...]
    organizations: tuple[OrganizationEntry, ...]
    brands: tuple[BrandEntry, ...]
    products: tuple[ProductEntry, ...]
    people: tuple[PersonEntry, ...]
    evidence: tuple[EvidenceEntry, ...]
    conversations: tuple[ConversationEntry, ...]
    rules: tuple[RuleEntry, ...]
    drafts: tuple[DraftEntry, ...]
    fair: FairEntry | None
    tours: ToursEntry | None


@cache
def content() -> Content:
    """Return the demonstration's content. Raises ContentRefused for a slip in a file."""
    words = {
        name: read(FOLDER / "vocabulary" / f"{name}.yaml", dict[str, Texts])
        for name in ("choices", "packing", "variants", "captions")
    }
    return Content(
        **words,
        concepts=read(FOLDER / "vocabulary" / "concepts.yaml", dict[str, dict[str, str]]),
        attributes=read(FOLDER / "vocabulary" / "attributes.yaml", dict[str, AttributeEntry]),
        branches=tuple(read(path, BranchEntry) for path in files("categories")),
        indications=gather("geographical-indications", IndicationEntry),
        organizations=gather("organizations", OrganizationEntry),
        brands=gather("brands", BrandEntry),
        products=gather("products", ProductEntry),
        people=tuple(read(FOLDER / "people.yaml", list[PersonEntry])),
        evidence=tuple(read(FOLDER / "evidence.yaml", list[EvidenceEntry])),
        conversations=tuple(read(FOLDER / "conversations.yaml", list[ConversationEntry])),
        rules=tuple(read(FOLDER / "rules.yaml", list[RuleEntry])),
        drafts=tuple(read(FOLDER / "drafts.yaml", list[DraftEntry])),
        fair=_fair(FOLDER / "fair"),
        tours=_tours(FOLDER / "tours"),
    )


def _fair(folder: Path) -> FairEntry:
    return FairEntry(
        words=read(folder / "words.yaml", WordsFile),
        edition=read(folder / "edition.yaml", EditionEntry),
        halls=gather("fair/halls", HallEntry),
        booths=gather("fair/booths", BoothEntry),
        sessions=gather("fair/programme", SessionEntry),
        visits=read(folder / "visits.yaml", VisitsFile),
        archive=read(folder / "archive.yaml", ArchiveFile),
    )


def _tours(folder: Path) -> ToursEntry:
    said = {
        name: read(folder / "words" / f"{name}.yaml", dict[str, Texts])
        for name in ("days-1", "days-2", "included", "excluded", "meeting")
    }
    days = said.pop("days-1") | said.pop("days-2")
    return ToursEntry(
        words=TourWords(days=days, **said),
        offers=gather("tours/offers", TourEntry),
        seats=tuple(read(folder / "seats.yaml", list[SeatsEntry])),
    )


def files(folder: str) -> list[Path]:
    """Return the YAML files of a folder of content, by name."""
    return sorted((FOLDER / folder).rglob("*.yaml"))


def gather(folder: str, kind: type[Kind]) -> tuple[Kind, ...]:
    """Return the entries of all files of a folder."""
    return tuple(entry for path in files(folder) for entry in read(path, list[kind]))  # type: ignore[valid-type]


def read(path: Path, kind: type[Kind]) -> Kind:
    """Return what a file says. Raises ContentRefused where it does not fit."""
    said: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506
    try:
        return TypeAdapter(kind).validate_python(said)
    except ValidationError as error:
        slips = "; ".join(f"{'.'.join(map(str, slip['loc']))}: {slip['msg']}" for slip in error.errors())
        raise ContentRefused(f"{path.name}: {slips}") from error
