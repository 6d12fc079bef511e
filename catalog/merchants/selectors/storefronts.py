"""Reads: storefronts and brands, for lists and for their own pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet

from catalog.files.manifest import Manifest
from catalog.files.models import Picture
from catalog.merchants.models import Brand, Organization, Storefront
from catalog.reference.languages import pick
from catalog.translation.originals import original, own_words
from catalog.translation.selectors import local_texts, localized
from catalog.translation.texts import LocalText


@dataclass(frozen=True)
class StorefrontCard:
    """A storefront as a list shows it. ``original`` is its own name where the reader sees another."""

    id: int
    organization_id: int
    slug: str
    name: LocalText
    original: LocalText | None
    tagline: LocalText
    country: str
    city: str
    answering_languages: Sequence[str]
    logo: Manifest | None


@dataclass(frozen=True)
class StorefrontPage:
    """A storefront as its own page shows it."""

    card: StorefrontCard
    brands: Sequence["BrandCard"]
    about: LocalText
    kind: str
    markets: Sequence[str]
    private_label: bool
    payment_terms: str
    founded: int | None
    banner: Manifest | None
    is_demo: bool
    highlights: LocalText | None = None
    gallery: Sequence[tuple[Manifest, Mapping[str, str]]] = ()
    video: str = ""
    contacts: Mapping[str, str] = field(default_factory=dict)
    sections: Sequence[str] = ()


@dataclass(frozen=True)
class BrandCard:
    """A brand as a list shows it. ``storefront`` is the slug of its seller's, while that is shown."""

    id: int
    slug: str
    name: LocalText
    original: LocalText | None
    organization_id: int
    organization: LocalText
    storefront: str
    country: str
    city: str
    logo: Manifest | None


@dataclass(frozen=True)
class BrandPage:
    """A brand as its own page shows it."""

    card: BrandCard
    story: LocalText
    is_demo: bool


PER_PAGE = 24


@dataclass(frozen=True)
class StorefrontList:
    """One page of storefronts. ``countries`` counts all by country; ``page`` is within 1 and the last."""

    cards: Sequence[StorefrontCard]
    countries: Mapping[str, int]
    total: int
    page: int


def shown() -> QuerySet[Storefront]:
    """Return the storefronts a visitor may see."""
    found: QuerySet[Storefront] = Storefront.objects.rewrite(False).filter(
        status=Storefront.Status.PUBLISHED, organization__status=Organization.Status.ACTIVE
    )
    return found


def cards(storefronts: QuerySet[Storefront], *, language: str) -> list[StorefrontCard]:
    """Return storefronts as cards in their order: one query, however many."""
    annotated: QuerySet[Any, Any] = storefronts.annotate(
        **localized(Storefront, "organization__name", language),
        **own_words(Storefront, "organization__name"),
        **localized(Storefront, "tagline", language),
    )
    rows = annotated.values(
        "pk",
        "organization_id",
        "slug",
        "organization_name_text",
        "organization_name_lang",
        "organization_name_own",
        "organization_name_own_lang",
        "tagline_text",
        "tagline_lang",
        "organization__country_id",
        "organization__city__names",
        "answering_languages",
        "logo__manifest",
    )
    return [_card(row, language) for row in rows]


def _card(row: dict[str, Any], language: str) -> StorefrontCard:
    return StorefrontCard(
        id=row["pk"],
        organization_id=row["organization_id"],
        slug=row["slug"],
        name=LocalText(row["organization_name_text"], row["organization_name_lang"]),
        original=original(row, "organization_name"),
        tagline=LocalText(row["tagline_text"], row["tagline_lang"]),
        country=row["organization__country_id"],
        city=pick(row["organization__city__names"] or {}, language)[0],
        answering_languages=row["answering_languages"],
        logo=Manifest.read(row["logo__manifest"]),
    )


def storefront_list(*, language: str, country: str, page: int) -> StorefrontList:
    """Return a page of storefronts, newest first; an unknown country narrows nothing. Two queries."""
    counted = shown().order_by().values_list("organization__country_id").annotate(count=Count("pk"))
    countries = dict(counted)
    found = shown().order_by("-published_at", "-pk")
    if country in countries:
        found = found.filter(organization__country_id=country)
    total = countries.get(country, sum(countries.values()))
    within = min(max(page, 1), max(1, -(-total // PER_PAGE)))
    start = (within - 1) * PER_PAGE
    return StorefrontList(
        cards=cards(found[start : start + PER_PAGE], language=language),
        countries=countries,
        total=total,
        page=within,
    )


def newest(*, language: str, count: int) -> list[StorefrontCard]:
    """Return the newest storefronts: one query."""
    return cards(shown().order_by("-published_at", "-pk")[:count], language=language)


def storefront_page(*, slug: str, language: str) -> StorefrontPage | None:
    """Return a storefront a visitor may see, or None."""
    found = shown().filter(slug=slug)
    listed = cards(found, language=language)
    if not listed:
        return None
    storefront = Storefront.objects.select_related("organization", "banner").get(slug=slug)
    texts = local_texts(storefront, language, ["about", "highlights"])
    return StorefrontPage(
        card=listed[0],
        brands=brand_cards(shown_brands().filter(organization=storefront.organization), language=language),
        about=texts["about"],
        kind=storefront.organization.get_kind_display(),
        markets=storefront.markets,
        private_label=storefront.private_label,
        payment_terms=storefront.payment_terms,
        founded=storefront.founded,
        banner=storefront.banner.sizes if storefront.banner else None,
        is_demo=storefront.organization.is_demo,
        highlights=texts["highlights"],
        gallery=gallery_of(storefront.gallery),
        video=storefront.video,
        contacts=storefront.contacts,
        sections=storefront.sections,
    )


def gallery_of(ids: Sequence[int]) -> list[tuple[Manifest, Mapping[str, str]]]:
    """Return pictures in the order of their ids, each with its text alternative by language: one query."""
    return [(sizes, alt) for _id, sizes, alt in pictures_told(ids, {})]


def pictures_told(
    ids: Sequence[int], anew: Mapping[str, Mapping[str, str]]
) -> list[tuple[int, Manifest, Mapping[str, str]]]:
    """Return those of the pictures that are there, by id, with what they show by language: one query.

    What was written ``anew``, by id as text, goes before what readers are told now.
    """
    rows = {row.pk: row for row in Picture.objects.filter(pk__in=list(ids))} if ids else {}
    shown = (rows[one] for one in ids if one in rows)
    return [
        (row.pk, sizes, {**row.alt, **anew.get(str(row.pk), {})}) for row in shown if (sizes := row.sizes)
    ]


def shown_brands() -> QuerySet[Brand]:
    """Return the brands a visitor may see, the oldest first."""
    found: QuerySet[Brand] = (
        Brand.objects.rewrite(False)
        .filter(status=Brand.Status.SHOWN, organization__status=Organization.Status.ACTIVE)
        .order_by("pk")
    )
    return found


def brand_cards(brands: QuerySet[Brand], *, language: str) -> list[BrandCard]:
    """Return brands as cards in their order: one query, however many."""
    annotated: QuerySet[Any, Any] = brands.annotate(
        **localized(Brand, "name", language),
        **own_words(Brand, "name"),
        **localized(Brand, "organization__name", language),
    )
    rows = annotated.values(
        "pk",
        "slug",
        "name_text",
        "name_lang",
        "name_own",
        "name_own_lang",
        "organization_id",
        "organization_name_text",
        "organization_name_lang",
        "organization__storefront__slug",
        "organization__storefront__status",
        "organization__country_id",
        "organization__city__names",
        "logo__manifest",
    )
    return [_brand_card(row, language) for row in rows]


def _brand_card(row: dict[str, Any], language: str) -> BrandCard:
    open_now = row["organization__storefront__status"] == Storefront.Status.PUBLISHED
    return BrandCard(
        id=row["pk"],
        slug=row["slug"],
        name=LocalText(row["name_text"], row["name_lang"]),
        original=original(row, "name"),
        organization_id=row["organization_id"],
        organization=LocalText(row["organization_name_text"], row["organization_name_lang"]),
        storefront=row["organization__storefront__slug"] if open_now else "",
        country=row["organization__country_id"],
        city=pick(row["organization__city__names"] or {}, language)[0],
        logo=Manifest.read(row["logo__manifest"]),
    )


def brand_page(*, slug: str, language: str) -> BrandPage | None:
    """Return a brand a visitor may see, or None."""
    listed = brand_cards(shown_brands().filter(slug=slug), language=language)
    if not listed:
        return None
    brand = Brand.objects.select_related("organization").get(pk=listed[0].id)
    return BrandPage(
        card=listed[0],
        story=local_texts(brand, language, ["story"])["story"],
        is_demo=brand.organization.is_demo,
    )
