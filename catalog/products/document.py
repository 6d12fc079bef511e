"""A product's content as one typed document: what drafts, reviews, imports and archives are made of.

Texts are mappings of language code to text. ``states`` says for a field and a language whether a
text that is not in the source language was made by a machine ("machine") or reviewed ("reviewed");
what is not named counts as machine. ``made_from`` says for a field and a language from which source
such a text was made, as ``catalog.translation.texts.digest`` tells sources apart; where it says
nothing, a text that stays while its source changes is outdated and one that is new is not. Money is
integer minor units; quantities count ``unit``. A draft leaves empty what nobody has said yet.
"""

from dataclasses import field
from datetime import date
from typing import Any, Literal

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

SCHEMA = 1
FROZEN = ConfigDict(extra="forbid")


@dataclass(frozen=True, kw_only=True, config=FROZEN)
class TierDocument:
    """From this quantity on, one ``per`` costs ``minor``. ``sku`` limits it to one variant."""

    quantity_from: int
    minor: int
    sku: str = ""


@dataclass(frozen=True, kw_only=True, config=FROZEN)
class OtherPrice:
    """The same price in another currency, as the seller states it: tiers or a range, as the first is."""

    currency: str
    tiers: tuple[TierDocument, ...] = ()
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, kw_only=True, config=FROZEN)
class PriceDocument:
    """How the product is priced: by quantity, as a range, or on request (then all else is empty).

    ``per`` is the stated quantity of the product's unit: 35 fen per 10 pieces is minor 35, per 10.
    ``others`` states it in more currencies; the first is the one goods are sorted and compared by.
    """

    kind: Literal["tiers", "range", "on-request"] = "on-request"
    currency: str = ""
    per: int = 1
    tiers: tuple[TierDocument, ...] = ()
    low: int | None = None
    high: int | None = None
    others: tuple[OtherPrice, ...] = ()

    @property
    def in_each_currency(self) -> tuple["PriceDocument | OtherPrice", ...]:
        """Return the price as it is stated in its own currency, then in the others."""
        return (self, *self.others)


@dataclass(frozen=True, kw_only=True, config=FROZEN)
class VariantDocument:
    """A form in which the product is sold; ``options`` maps attribute key to value."""

    sku: str = ""
    gtin: str = ""
    names: dict[str, str] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, config=FROZEN)
class LeadTime:
    """Days until dispatch, for orders up to a quantity; ``None`` means any quantity above."""

    days: int
    up_to: int | None = None


@dataclass(frozen=True, kw_only=True, config=FROZEN)
class TradeTerm:
    """An Incoterms 2020 rule the seller offers, with its named place."""

    incoterm: str
    place: str


@dataclass(frozen=True, kw_only=True, config=FROZEN)
class SampleDocument:
    """What a sample costs. ``credited`` means deducted from the first order."""

    quantity: str
    minor: int | None = None
    credited: bool = False


@dataclass(frozen=True, kw_only=True, config=FROZEN)
class CertificateDocument:
    """A document the product holds; valid through ``expires_on``. ``file`` is the id of a private file."""

    kind: str
    number: str
    issuer: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    file: str = ""


@dataclass(frozen=True, kw_only=True, config=FROZEN)
class CartonDocument:
    """What leaves the factory as one piece: ``quantity`` counts the product's unit, sizes are outer ones."""

    quantity: int | None = None
    length_mm: int | None = None
    width_mm: int | None = None
    height_mm: int | None = None
    weight_g: int | None = None


@dataclass(frozen=True, kw_only=True, config=FROZEN)
class AttachedDocument:
    """A file buyers may read, such as a data sheet: the id of a private file, and its name by language."""

    file: str
    names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, config=FROZEN)
class ProductDocument:
    """Everything a seller states of a product.

    ``category``, ``city``, ``gi`` and ``brand`` are slugs; pictures are ids of the files room, the first one
    leading. ``alt`` (text by language) and ``focus`` (per cent of width and height) are by such an id,
    as text. ``storage_low`` and ``storage_high`` are degrees Celsius. ``words`` are translations of
    what stands elsewhere in the source language alone, by its place ("storage", "sample",
    "attributes.grower") and by language. ``held`` are languages whose texts no reader gets yet.
    ``number`` is the seller's own article number of the listing, by which files that come again know it.
    """

    source_language: str
    title: dict[str, str]
    category: str
    country: str
    unit: str
    summary: dict[str, str] = field(default_factory=dict)
    description: dict[str, str] = field(default_factory=dict)
    packing: dict[str, str] = field(default_factory=dict)
    states: dict[str, dict[str, str]] = field(default_factory=dict)
    made_from: dict[str, dict[str, str]] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    held: tuple[str, ...] = ()
    number: str = ""
    city: str = ""
    hs6: str = ""
    gi: str = ""
    brand: str = ""
    price: PriceDocument = PriceDocument()
    moq: int = 1
    order_multiple: int = 1
    lead_times: tuple[LeadTime, ...] = ()
    terms: tuple[TradeTerm, ...] = ()
    attributes: dict[str, str | int | float | bool | list[str] | list[int]] = field(default_factory=dict)
    variants: tuple[VariantDocument, ...] = ()
    certificates: tuple[CertificateDocument, ...] = ()
    harvest_months: tuple[int, ...] = ()
    shelf_life_days: int | None = None
    storage: str = ""
    storage_low: int | None = None
    storage_high: int | None = None
    carton: CartonDocument | None = None
    plant_registration: str = ""
    private_label: bool = False
    sample: SampleDocument | None = None
    pictures: tuple[int, ...] = ()
    alt: dict[str, dict[str, str]] = field(default_factory=dict)
    focus: dict[str, tuple[int, int]] = field(default_factory=dict)
    documents: tuple[AttachedDocument, ...] = ()
    schema: int = SCHEMA


ADAPTER = TypeAdapter(ProductDocument)
TRANSLATED = ("title", "summary", "description", "packing")


def to_json(document: ProductDocument) -> dict[str, Any]:
    """Return the document as plain JSON values."""
    value: dict[str, Any] = ADAPTER.dump_python(document, mode="json")
    return value


def from_json(value: dict[str, Any]) -> ProductDocument:
    """Return the document kept in JSON. Raises pydantic.ValidationError where it does not fit."""
    return ADAPTER.validate_python(value)
