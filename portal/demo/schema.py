"""What the files under ``content/`` may say. A slip in them stops the load and names file and field.

Texts are mappings of language code to text. What is not in an entry's own ``language`` was written by
a machine and is loaded as such: nothing here counts as reviewed.
"""

from dataclasses import field
from decimal import Decimal
from typing import Literal

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

Texts = dict[str, str]
STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, kw_only=True, config=STRICT)
class AttributeEntry:
    """A property of goods; ``choices`` name entries of the vocabulary of choices."""

    kind: Literal["text", "number", "year", "choice", "yes-no"]
    name: Texts
    unit: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, config=STRICT)
class LeafEntry:
    """A category that holds goods; ``attributes`` name entries of the vocabulary of attributes."""

    slug: str
    concept: str
    name: Texts
    attributes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class BranchEntry:
    """A category that holds categories."""

    slug: str
    concept: str
    name: Texts
    categories: tuple[LeafEntry, ...]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class StepEntry:
    """One step of a name's protection, as a source tells it; the year where the source gives one."""

    kind: str
    source: str
    year: int | None = None


@dataclass(frozen=True, kw_only=True, config=STRICT)
class IndicationEntry:
    """A kind of product protected by the name of its place. The first step's source is the entry's."""

    slug: str
    country: str
    hs6: str
    language: str
    name: Texts
    steps: tuple[StepEntry, ...]
    city: str = ""
    story: Texts = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, config=STRICT)
class OrganizationEntry:
    """A fictional party. One without a tagline has no storefront. ``picture`` names a drawing."""

    slug: str
    kind: str
    country: str
    language: str
    name: Texts
    city: str = ""
    tagline: Texts = field(default_factory=dict)
    about: Texts = field(default_factory=dict)
    founded: int | None = None
    markets: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    private_label: bool = False
    payment_terms: str = ""
    picture: str = ""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class BrandEntry:
    """A fictional name under which an organization sells. ``picture`` names a drawing."""

    slug: str
    organization: str
    name: Texts
    story: Texts
    picture: str


@dataclass(frozen=True, kw_only=True, config=STRICT)
class SampleEntry:
    """What is sent to try, at a price in major units of the product's currency; without one it is free."""

    quantity: str
    price: Decimal | None = None
    credited: bool = False


@dataclass(frozen=True, kw_only=True, config=STRICT)
class PriceEntry:
    """Prices in major units (yuan, not fen): by the quantity they begin at, or from lowest to highest."""

    currency: str
    tiers: dict[int, Decimal] = field(default_factory=dict)
    range: tuple[Decimal, Decimal] | None = None


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ProductEntry:
    """A product of a fictional seller.

    ``packing`` is a kind of the vocabulary and what one holds; ``variants`` maps article number to a
    word of the vocabulary or a measure; ``terms`` maps Incoterm to place. ``hs6`` is indicative. ``brand``
    names one of the organization's brands.
    """

    slug: str
    organization: str
    category: str
    country: str
    hs6: str
    picture: str
    language: str
    title: Texts
    summary: Texts
    packing: tuple[str, str]
    unit: str
    moq: int
    multiple: int
    lead_days: int
    price: PriceEntry | Literal["on-request"]
    terms: dict[str, str]
    city: str = ""
    gi: str = ""
    brand: str = ""
    description: Texts = field(default_factory=dict)
    sample: SampleEntry | None = None
    per: int = 1
    attributes: dict[str, str | int | float | bool] = field(default_factory=dict)
    variants: Texts = field(default_factory=dict)
    certificates: tuple[str, ...] = ()
    lapsed_certificates: tuple[str, ...] = ()
    harvest: tuple[int, ...] = ()
    shelf_life_days: int | None = None
    storage: str = ""
    plant_registration: str = ""
    private_label: bool = False


@dataclass(frozen=True, kw_only=True, config=STRICT)
class PersonEntry:
    """Somebody who may sign in: for an organization in a role, or for the portal.

    ``time_zone`` is that of the place they sit at, of the IANA database.
    """

    email: str
    name: str
    does: Literal["administrator", "portal editor", "owner", "editor", "sales", "finance"]
    organization: str = ""
    language: str = ""
    currency: str = ""
    time_zone: str = ""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class EvidenceEntry:
    """A document a seller sent in, and the decision about it. ``reason`` is the key of a reason for no."""

    organization: str
    kind: str
    number: str
    issuer: str
    issued_days_ago: int
    decision: Literal["accepted", "refused", "waiting"]
    expires_in_days: int | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class SaidEntry:
    """One message, so many hours before the demonstration is loaded."""

    by: Literal["visitor", "seller"]
    hours_ago: float
    language: str
    text: str


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ConversationEntry:
    """A conversation about a product, or about the storefront where none is named.

    ``visitor`` is the address of an account of the demonstration, or one without an account, who has a
    ``name``; ``seller`` is the account that answers.
    """

    key: str
    organization: str
    visitor: str
    language: str
    time_zone: str
    said: tuple[SaidEntry, ...]
    product: str = ""
    name: str = ""
    seller: str = ""
    share: bool = False


@dataclass(frozen=True, kw_only=True, config=STRICT)
class RuleEntry:
    """What the operator does not let be listed; ``category`` names one of the tree, ``evidence`` a kind."""

    key: str
    kind: Literal["forbidden", "licence"]
    names: Texts
    words: tuple[str, ...] = ()
    hs: str = ""
    category: str = ""
    evidence: str = ""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class DraftEntry:
    """A listing that is begun by an account of the demonstration, and that a rule keeps from going on."""

    key: str
    organization: str
    by: str
    language: str
    title: Texts
    breaks: str
    hs6: str = ""
