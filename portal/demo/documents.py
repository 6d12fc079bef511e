"""Turns entries of the demonstration into the documents that services publish."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from catalog.merchants.document import StorefrontDocument
from catalog.products.document import (
    CertificateDocument,
    LeadTime,
    PriceDocument,
    ProductDocument,
    SampleDocument,
    TierDocument,
    TradeTerm,
    VariantDocument,
)
from catalog.products.services import AttributeDeclaration
from catalog.reference.languages import codes
from catalog.reference.money import Money
from portal.demo.reading import Content
from portal.demo.schema import LeafEntry, OrganizationEntry, PriceEntry, ProductEntry, SampleEntry, Texts

# No certificate of the demonstration exists: all carry this number and this issuer.
CERTIFICATE_NUMBER = "demo 0000"
CERTIFICATE_ISSUER = "Demo issuer (fictional)"
VALID = (date(2026, 3, 1), date(2028, 2, 29))
LAPSED = (date(2024, 3, 1), date(2026, 2, 28))


def product_document(
    entry: ProductEntry, content: Content, pictures: tuple[int, ...], brand: str = ""
) -> ProductDocument:
    """Return the document of a product; ``pictures`` are ids, the leading one first, ``brand`` a slug."""
    return ProductDocument(
        source_language=entry.language,
        title=entry.title,
        summary=entry.summary,
        description=entry.description,
        packing=packing(entry.packing, content.packing),
        category=entry.category,
        country=entry.country,
        city=entry.city,
        hs6=entry.hs6,
        gi=entry.gi,
        brand=brand,
        unit=entry.unit,
        moq=entry.moq,
        order_multiple=entry.multiple,
        lead_times=(LeadTime(days=entry.lead_days),),
        price=price_document(entry.price, entry.per),
        terms=tuple(TradeTerm(incoterm=term, place=place) for term, place in entry.terms.items()),
        attributes=dict(entry.attributes),
        variants=tuple(
            VariantDocument(sku=sku, names=worded(said, content.variants))
            for sku, said in entry.variants.items()
        ),
        certificates=(
            *certificates(entry.certificates, VALID),
            *certificates(entry.lapsed_certificates, LAPSED),
        ),
        harvest_months=entry.harvest,
        shelf_life_days=entry.shelf_life_days,
        storage=entry.storage,
        plant_registration=entry.plant_registration,
        private_label=entry.private_label,
        sample=sample_document(entry.sample, entry.price),
        pictures=pictures,
    )


def sample_document(sample: SampleEntry | None, price: PriceEntry | str) -> SampleDocument | None:
    """Return what a sample costs, in minor units of the currency of the price. Raises TooPrecise likewise."""
    if sample is None:
        return None
    minor = None
    if sample.price is not None and isinstance(price, PriceEntry):
        minor = Money.from_decimal(sample.price, price.currency).minor
    return SampleDocument(quantity=sample.quantity, minor=minor, credited=sample.credited)


def price_document(price: PriceEntry | str, per: int) -> PriceDocument:
    """Return prices in minor units of the seller's currency. Raises TooPrecise for a fraction of one."""
    if not isinstance(price, PriceEntry):
        return PriceDocument()

    def minor(amount: Decimal) -> int:
        return Money.from_decimal(amount, price.currency).minor

    if price.range:
        low, high = price.range
        return PriceDocument(kind="range", currency=price.currency, per=per, low=minor(low), high=minor(high))
    tiers = tuple(
        TierDocument(quantity_from=start, minor=minor(amount)) for start, amount in price.tiers.items()
    )
    return PriceDocument(kind="tiers", currency=price.currency, per=per, tiers=tiers)


def packing(said: tuple[str, str], vocabulary: Mapping[str, Texts]) -> Texts:
    """Return how goods are packed, in every language: "Jute sack, 60 kg"."""
    kind, holds = said
    return {code: f"{name}, {holds}" for code, name in vocabulary[kind].items()}


def worded(said: str, vocabulary: Mapping[str, Texts]) -> Texts:
    """Return a word of the vocabulary in every language; a measure ("25 kg") says itself in all of them."""
    return dict(vocabulary.get(said) or dict.fromkeys(codes(), said))


def certificates(kinds: tuple[str, ...], term: tuple[date, date]) -> tuple[CertificateDocument, ...]:
    """Return fictional certificates of these kinds, valid from the first day through the second."""
    issued, expires = term
    return tuple(
        CertificateDocument(
            kind=kind,
            number=CERTIFICATE_NUMBER,
            issuer=CERTIFICATE_ISSUER,
            issued_on=issued,
            expires_on=expires,
        )
        for kind in kinds
    )


def storefront_document(entry: OrganizationEntry, picture: int | None) -> StorefrontDocument:
    """Return the document of a seller's storefront; ``picture`` is the id of its picture."""
    return StorefrontDocument(
        source_language=entry.language,
        tagline=entry.tagline,
        about=entry.about,
        logo=picture,
        banner=picture,
        answering_languages=entry.answers,
        markets=entry.markets,
        private_label=entry.private_label,
        payment_terms=entry.payment_terms,
        founded=entry.founded,
    )


def declarations(leaf: LeafEntry, content: Content) -> tuple[AttributeDeclaration, ...]:
    """Return the properties that goods of a category state."""
    declared = []
    for key in leaf.attributes:
        attribute = content.attributes[key]
        choices = [
            {
                "key": choice,
                "concept": content.concepts[key][choice],
                "names": dict(content.choices[choice]),
            }
            for choice in attribute.choices
        ]
        declared.append(
            AttributeDeclaration(
                key=key, kind=attribute.kind, unit=attribute.unit, names=attribute.name, choices=choices
            )
        )
    return tuple(declared)
