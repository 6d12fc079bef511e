"""Reads: what booths exhibit, from the documents that were kept, never from the products as they are now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from catalog.files.manifest import Manifest
from catalog.files.selectors import manifests
from catalog.products.document import TRANSLATED, ProductDocument, from_json
from catalog.products.models import Product
from catalog.products.selectors.cards import ProductCard
from catalog.products.services.projection import shown_texts
from catalog.reference.languages import pick
from catalog.translation.selectors import localized
from catalog.translation.texts import LocalText, State
from expo.fair.models import Booth, Exhibit
from expo.fair.selectors.living import LIVING

ON_REQUEST = "on-request"


@dataclass(frozen=True)
class ExhibitLine:
    """Something exhibited: its card, texts and pictures as kept, and what holds for the fair only.

    ``product`` is the slug of the product's own page while buyers see that, ``version`` the number of
    the document.
    """

    id: int
    card: ProductCard
    texts: Mapping[str, LocalText]
    pictures: Sequence[Manifest]
    note: LocalText
    price_note: LocalText
    product: str
    version: int


def in_sight(exhibits: QuerySet[Exhibit]) -> QuerySet[Exhibit]:
    """Return those exhibits that visitors see.

    While its edition lives, what is exhibited is on offer: a product that buyers do not see is not shown
    here either. Afterwards all of it stays, whatever became of the product, but for one that a
    moderator suspended: that stays out of sight, deleted or not.
    """
    on_offer = Q(booth__edition__state__in=LIVING, product__status=Product.Status.PUBLISHED)
    gone = Q(product__isnull=True, withheld=False)
    there = Q(product__isnull=False) & ~Q(product__status=Product.Status.SUSPENDED)
    return exhibits.filter(on_offer | ~Q(booth__edition__state__in=LIVING) & (gone | there))


def exhibits_of(booth: Booth, *, language: str) -> list[ExhibitLine]:
    """Return what visitors see exhibited at a booth, in its order: two queries."""
    return lines(in_sight(Exhibit.objects.rewrite(False).filter(booth=booth)), language=language)


def lines(exhibits: QuerySet[Exhibit], *, language: str) -> list[ExhibitLine]:
    """Return exhibits in their order: two queries."""
    annotated: QuerySet[Any, Any] = exhibits.order_by("order", "pk").annotate(
        **localized(Exhibit, "note", language, with_state=True),
        **localized(Exhibit, "price_note", language, with_state=True),
    )
    rows = list(
        annotated.values(
            "pk",
            "document",
            "version",
            "product__slug",
            "product__status",
            "booth__organization_id",
            *(f"{field}_{part}" for field in ("note", "price_note") for part in ("text", "lang", "state")),
        )
    )
    documents = {row["pk"]: from_json(row["document"]) for row in rows}
    sizes = manifests({picture for document in documents.values() for picture in document.pictures})
    return [_line(row, documents[row["pk"]], sizes, language) for row in rows]


def _line(
    row: Mapping[str, Any], document: ProductDocument, sizes: Mapping[int, Manifest], language: str
) -> ExhibitLine:
    texts = texts_of(document, language)
    pictures = [sizes[picture] for picture in document.pictures if picture in sizes]
    on_offer = row["product__status"] == Product.Status.PUBLISHED
    return ExhibitLine(
        id=row["pk"],
        card=_card(row, document, texts["title"], pictures),
        texts=texts,
        pictures=pictures,
        note=LocalText(row["note_text"], row["note_lang"], row["note_state"]),
        price_note=LocalText(row["price_note_text"], row["price_note_lang"], row["price_note_state"]),
        product=row["product__slug"] if on_offer else "",
        version=row["version"],
    )


def texts_of(document: ProductDocument, language: str) -> dict[str, LocalText]:
    """Return the texts of a kept document as a reader gets them, without those that were held back."""
    said = shown_texts(document)
    return {field: _text(said[field], document, field, language) for field in TRANSLATED}


def _text(said: Mapping[str, str], document: ProductDocument, field: str, language: str) -> LocalText:
    value, code = pick(said, language, document.source_language)
    if not value:
        return LocalText("", language, "missing")
    made = document.states.get(field, {}).get(code, State.MACHINE.value)
    return LocalText(value, code, State.SOURCE.value if code == document.source_language else made)


def _card(
    row: Mapping[str, Any], document: ProductDocument, title: LocalText, pictures: Iterable[Manifest]
) -> ProductCard:
    """Return the card as the document had it; what is not in a document (the seller's name) stays empty."""
    own = document.title[document.source_language]
    low, high = prices_of(document)
    return ProductCard(
        id=row["pk"],
        slug=row["product__slug"] or "",
        title=title,
        original=LocalText(own, document.source_language) if own != title.value else None,
        organization=LocalText("", ""),
        organization_id=row["booth__organization_id"],
        storefront="",
        country=document.country,
        city="",
        category_id=0,
        hs6=document.hs6,
        price_kind=document.price.kind,
        currency=document.price.currency,
        low=low,
        high=high,
        per=document.price.per,
        unit=document.unit,
        moq=document.moq,
        is_gi=bool(document.gi),
        picture=next(iter(pictures), None),
    )


def prices_of(document: ProductDocument) -> tuple[int | None, int | None]:
    """Return the cheapest and the dearest price of a document, in minor units; None on request."""
    price = document.price
    if price.kind == ON_REQUEST:
        return None, None
    stated = [tier.minor for tier in price.tiers] if price.kind == "tiers" else [price.low, price.high]
    known = [amount for amount in stated if amount is not None]
    return min(known, default=None), max(known, default=None)
