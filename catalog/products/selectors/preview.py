"""Reads: the page a document would make, for its writers and reviewers before readers get it."""

from dataclasses import asdict
from typing import Any

from django.utils import timezone

from catalog.files.models import Picture
from catalog.files.selectors import manifests
from catalog.merchants.models import Brand, Organization
from catalog.merchants.selectors import brand_cards
from catalog.products.document import TRANSLATED, ProductDocument
from catalog.products.languages import places_of
from catalog.products.models import Attribute, Category, GeographicalIndication
from catalog.products.pricing import Tier
from catalog.products.selectors.cards import ProductCard
from catalog.products.selectors.certificates import CertificateLine
from catalog.products.selectors.declared import declared_properties
from catalog.products.selectors.page import (
    AttributeLine,
    GalleryPicture,
    ProductPage,
    VariantLine,
    stated_value,
)
from catalog.products.selectors.tree import CategoryTree
from catalog.products.services.projection import facts_of
from catalog.reference.languages import codes, pick
from catalog.reference.models import City
from catalog.reference.units import UNITS
from catalog.translation.places import lacking
from catalog.translation.selectors import local_text, local_texts
from catalog.translation.texts import LocalText, State


def preview(
    organization: Organization, document: ProductDocument, *, language: str, tree: CategoryTree
) -> ProductPage:
    """Return the product's page as a reader of a language would get it from this document.

    What a draft does not say yet is left empty, a unit is pieces until then; nothing can be done on it.
    """
    category = tree.by_slug(document.category)
    node = Category.objects.filter(slug=document.category).first()
    declared = declared_properties(node, language=language) if node else []
    indication = GeographicalIndication.objects.filter(slug=document.gi).first() if document.gi else None
    brands = Brand.objects.filter(slug=document.brand, organization=organization)
    facts = facts_of(document)
    written = {one.key for one in declared if one.kind == Attribute.Kind.TEXT}
    places = places_of(document, written)
    texts = {field: _local(document, field, language) for field in TRANSLATED}
    return ProductPage(
        card=_card(organization, document, texts["title"], category.id if category else 0, language),
        texts=texts,
        source_language=document.source_language,
        line=tree.line(category) if category else [],
        tiers=_tiers(document, ""),
        variants=[
            VariantLine(one.sku, one.names, one.options, _tiers(document, one.sku) if one.sku else [])
            for one in document.variants
        ],
        attributes=[
            AttributeLine(
                one.name,
                one.kind,
                one.unit,
                one.choices,
                stated_value(facts, asdict(one), document.attributes[one.key], language),
            )
            for one in declared
            if one.key in document.attributes
        ],
        certificates=[
            CertificateLine(one.kind, one.number, one.issuer, one.expires_on) for one in document.certificates
        ],
        pictures=_pictures(document),
        order_multiple=document.order_multiple,
        facts=facts,
        offered_in=[
            document.source_language,
            *(
                code
                for code in codes()
                if code not in {document.source_language, *document.held} and not lacking(places, code)
            ),
        ],
        updated_on=timezone.now().date(),
        gi=(indication.slug, local_texts(indication, language, ["name"])["name"]) if indication else None,
        brand=next(iter(brand_cards(brands, language=language)), None) if document.brand else None,
        country_has_page=False,
        is_demo=organization.is_demo,
        similar=(),
    )


def _card(
    organization: Organization, document: ProductDocument, title: LocalText, category: int, language: str
) -> ProductCard:
    price = document.price
    amounts: list[Any] = (
        [tier.minor for tier in price.tiers] if price.kind == "tiers" else [price.low, price.high]
    )
    known = [amount for amount in amounts if amount is not None] if price.currency else []
    own = document.title.get(document.source_language, "")
    city = City.objects.filter(pk=document.city).first() if document.city else None
    sizes = manifests(document.pictures[:1])
    return ProductCard(
        id=0,
        slug="draft",
        title=title,
        original=LocalText(own, document.source_language) if own and own != title.value else None,
        organization=local_text(organization, "name", language),
        organization_id=organization.pk,
        storefront="",
        country=document.country or organization.country_id,
        city=pick(city.names, language)[0] if city else "",
        category_id=category,
        hs6=document.hs6,
        price_kind=price.kind,
        currency=price.currency,
        low=min(known, default=None),
        high=max(known, default=None),
        per=price.per,
        unit=document.unit if document.unit in UNITS else "piece",
        moq=document.moq,
        is_gi=bool(document.gi),
        picture=next(iter(sizes.values()), None),
    )


def _tiers(document: ProductDocument, sku: str) -> list[Tier]:
    price = document.price
    return [
        Tier(one.quantity_from, one.minor, price.currency, price.per)
        for one in price.tiers
        if one.sku == sku and price.currency
    ]


def _pictures(document: ProductDocument) -> list[GalleryPicture]:
    sizes = manifests(document.pictures)
    alts = dict(Picture.objects.filter(pk__in=document.pictures).values_list("pk", "alt"))
    return [
        GalleryPicture(sizes.get(one), {**(alts.get(one) or {}), **document.alt.get(str(one), {})}, one)
        for one in document.pictures
        if one in alts
    ]


def _local(document: ProductDocument, field: str, language: str) -> LocalText:
    texts: dict[str, str] = getattr(document, field)
    value, code = pick(texts, language, document.source_language)
    if not value:
        return LocalText("", "", "missing")
    if code == document.source_language:
        return LocalText(value, code, State.SOURCE.value)
    return LocalText(value, code, document.states.get(field, {}).get(code, State.MACHINE.value))
