"""Writes: a product becomes what its document says, moves between its states, changes its address, or goes.

One transaction each: the version, the row, its language columns, its prices, and the notes to search,
to kept pages and to upper rooms stand or fall together.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from catalog.audit import services as audit
from catalog.merchants.models import Organization
from catalog.products.checks import Resolved, check_document
from catalog.products.document import TRANSLATED, ProductDocument, to_json
from catalog.products.events import ProductChanged
from catalog.products.models import (
    Certificate,
    FormerSlug,
    PriceTier,
    Product,
    ProductPicture,
    ProductVersion,
    Variant,
)
from catalog.reference.slugs import make_slug
from catalog.seams import events, freshness
from catalog.search import services as search
from catalog.translation import services as translation

Status = Product.Status
# Which states a product may move to.
MOVES = {
    Status.DRAFT: {Status.REVIEW, Status.PUBLISHED, Status.ARCHIVED},
    Status.REVIEW: {Status.DRAFT, Status.PUBLISHED},
    Status.PUBLISHED: {Status.PAUSED, Status.ARCHIVED},
    Status.PAUSED: {Status.PUBLISHED, Status.ARCHIVED},
    Status.ARCHIVED: {Status.DRAFT},
}


class MoveRefused(ValueError):
    """A product cannot go from one state to another. Names both."""

    def __init__(self, *, current: str, wanted: str) -> None:
        super().__init__(f"A product that is {current!r} cannot become {wanted!r}.")
        self.current = current
        self.wanted = wanted


@transaction.atomic
def publish_product(
    *,
    organization: Organization,
    document: ProductDocument,
    product: Product | None = None,
    slug_from: str = "",
    by: AbstractBaseUser | None = None,
) -> Product:
    """Show the product as the document says, as its next version; without ``product``, a new one.

    Raises ValidationError, one message list per field of the document, where it breaks a rule.
    """
    columns = _columns(document, check_document(document=document, organization=organization))
    now = timezone.now()
    if product is None:
        title = slug_from or document.title.get("en") or document.title[document.source_language]
        product = Product.objects.create(
            slug=make_slug(title, taken=_slug_is_taken), organization=organization, **columns
        )
    else:
        # The row lock makes two editors' versions follow each other instead of colliding.
        product = Product.objects.select_for_update().get(pk=product.pk, organization=organization)
    number = product.version + 1
    Product.objects.filter(pk=product.pk).update(
        **columns,
        status=Status.PUBLISHED,
        version=number,
        published_at=product.published_at or now,
        updated_at=now,
    )
    ProductVersion.objects.create(
        product=product, number=number, document=to_json(document), author_id=by.pk if by else None
    )
    _replace_parts(product, document)
    product.refresh_from_db()
    translation.project_texts(
        target=product,
        texts={field: getattr(document, field) for field in TRANSLATED},
        states=document.states,
        by=by.pk if by else None,
    )
    _tell([product])
    return product


def _slug_is_taken(slug: str) -> bool:
    return Product.objects.filter(slug=slug).exists() or FormerSlug.objects.filter(slug=slug).exists()


def _columns(document: ProductDocument, resolved: Resolved) -> dict[str, Any]:
    """Return the row's own columns, everything but texts and parts."""
    price = document.price
    amounts = [tier.minor for tier in price.tiers] if price.kind == "tiers" else [price.low, price.high]
    known = [amount for amount in amounts if amount is not None]
    stated = to_json(document)
    return {
        "category_id": resolved.category.pk,
        "source_language": document.source_language,
        "country_id": document.country,
        "city_id": document.city or None,
        "hs6": document.hs6,
        "gi_id": resolved.gi_id,
        "brand_id": resolved.brand_id,
        "picture_id": document.pictures[0] if document.pictures else None,
        "price_kind": price.kind,
        "price_currency": price.currency,
        "price_low": min(known, default=None),
        "price_high": max(known, default=None),
        "price_per": price.per,
        "unit": document.unit,
        "moq": document.moq,
        "order_multiple": document.order_multiple,
        "lead_days": min((lead.days for lead in document.lead_times), default=None),
        "attributes": stated["attributes"],
        "facts": {
            key: stated[key]
            for key in (
                "lead_times",
                "terms",
                "harvest_months",
                "shelf_life_days",
                "storage",
                "plant_registration",
                "private_label",
                "sample",
            )
        },
    }


def _replace_parts(product: Product, document: ProductDocument) -> None:
    """Write variants, prices, certificates and pictures as the document lists them."""
    for parts in (product.tiers, product.variants, product.certificates, product.pictures):
        parts.all().delete()
    variants = Variant.objects.bulk_create(
        Variant(
            product=product,
            sku=variant.sku,
            gtin=variant.gtin,
            names=variant.names,
            options=variant.options,
            position=position,
        )
        for position, variant in enumerate(document.variants)
    )
    by_sku = {variant.sku: variant for variant in variants if variant.sku}
    price = document.price
    PriceTier.objects.bulk_create(
        PriceTier(
            product=product,
            variant=by_sku.get(tier.sku),
            currency=price.currency,
            quantity_from=tier.quantity_from,
            minor=tier.minor,
        )
        for tier in price.tiers
    )
    Certificate.objects.bulk_create(
        Certificate(
            organization_id=product.organization_id,
            product=product,
            kind=certificate.kind,
            number=certificate.number,
            issuer=certificate.issuer,
            issued_on=certificate.issued_on,
            expires_on=certificate.expires_on,
        )
        for certificate in document.certificates
    )
    ProductPicture.objects.bulk_create(
        ProductPicture(product=product, picture_id=picture, position=position)
        for position, picture in enumerate(dict.fromkeys(document.pictures))
    )


@transaction.atomic
def move_product(*, product: Product, to: str, by: AbstractBaseUser | None = None, role: str = "") -> Product:
    """Move a product to another state. Raises MoveRefused, naming both, where the table has no such move."""
    wanted = Status(to)
    allowed_from = [state for state, targets in MOVES.items() if wanted in targets]
    before = product.status
    moved = Product.objects.filter(pk=product.pk, status__in=allowed_from).update(
        status=wanted, updated_at=timezone.now()
    )
    product.refresh_from_db()
    if not moved:
        raise MoveRefused(current=product.status, wanted=wanted.value)
    audit.record(
        actor=by,
        role=role,
        action="product.moved",
        target=product,
        before={"status": before},
        after={"status": wanted.value},
    )
    _tell([product])
    return product


@transaction.atomic
def rename_product(*, product: Product, slug_from: str) -> Product:
    """Give a product a new address made from this text; the old one redirects to it."""
    former = product.slug
    fresh = make_slug(slug_from, taken=lambda slug: slug != former and _slug_is_taken(slug))
    if fresh == former:
        return product
    FormerSlug.objects.update_or_create(slug=former, defaults={"product": product})
    Product.objects.filter(pk=product.pk).update(slug=fresh, updated_at=timezone.now())
    product.refresh_from_db()
    _tell([product])
    return product


@transaction.atomic
def remove_products(*, products: Iterable[Product]) -> int:
    """Delete products with everything that hangs on them; return how many there were."""
    gone = list(products)
    translation.forget(model=Product, ids=[product.pk for product in gone])
    _tell(gone)
    Product.objects.filter(pk__in=[product.pk for product in gone]).delete()
    return len(gone)


def _tell(products: Iterable[Product]) -> None:
    """Let readers' pages, the search index and the rooms above know."""
    listed = list(products)
    search.mark_dirty(kind="product", ids=[product.pk for product in listed])
    # A storefront's document counts its goods, so it changes with them.
    freshness.changed("goods")
    for product in listed:
        events.publish(
            ProductChanged(
                product_id=product.pk, organization_id=product.organization_id, status=product.status
            )
        )
