"""Writes: a product becomes what its document says, moves between its states, changes its address, or goes.

One transaction each: the version, the row, its language columns, its prices, and the notes to search,
to kept pages and to upper rooms stand or fall together.
"""

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from catalog.merchants.models import Organization
from catalog.merchants.services.moves import move_shown
from catalog.products.checks import check_document
from catalog.products.document import ProductDocument, to_json
from catalog.products.events import ProductChanged, ProductsChanged
from catalog.products.known import Known
from catalog.products.models import FormerSlug, Product, ProductVersion
from catalog.products.services.projection import columns_of, shown_texts, slug_source, write_parts
from catalog.reference.slugs import make_slug
from catalog.seams import events, freshness
from catalog.search import services as search
from catalog.translation import services as translation

Status = Product.Status
# Which states its members may move a product to; a suspended one is a moderator's.
MOVES = {
    Status.DRAFT: {Status.REVIEW, Status.PUBLISHED, Status.ARCHIVED},
    Status.REVIEW: {Status.DRAFT, Status.PUBLISHED},
    Status.PUBLISHED: {Status.PAUSED, Status.ARCHIVED},
    Status.PAUSED: {Status.PUBLISHED, Status.ARCHIVED},
    Status.ARCHIVED: {Status.DRAFT},
    Status.SUSPENDED: set(),
}


@transaction.atomic
def publish_product(
    *,
    organization: Organization,
    document: ProductDocument,
    product: Product | None = None,
    slug_from: str = "",
    stay_paused: bool = False,
    by: AbstractBaseUser | None = None,
) -> Product:
    """Show the product as the document says, as its next version; without ``product``, a new one.

    A suspended one stays suspended: its owners put right what it says, a moderator lifts it. With
    ``stay_paused`` one that is paused takes the version and is not shown yet.

    Raises ValidationError, one message list per field of the document, where it breaks a rule.
    """
    columns = columns_of(document, check_document(document=document, known=Known(organization)))
    now = timezone.now()
    if product is None:
        slug = make_slug(slug_from or slug_source(document), taken=slug_is_taken)
        product = Product.objects.create(slug=slug, organization=organization, **columns)
    else:
        # The row lock makes two editors' versions follow each other instead of colliding.
        product = Product.objects.select_for_update().get(pk=product.pk, organization=organization)
    kept = {Status.SUSPENDED, Status.PAUSED} if stay_paused else {Status.SUSPENDED}
    number = product.version + 1
    Product.objects.filter(pk=product.pk).update(
        **columns,
        status=product.status if product.status in kept else Status.PUBLISHED,
        version=number,
        published_at=product.published_at or now,
        updated_at=now,
    )
    ProductVersion.objects.create(
        product=product, number=number, document=to_json(document), author_id=by.pk if by else None
    )
    for parts in (product.tiers, product.variants, product.certificates, product.pictures):
        parts.all().delete()
    write_parts([(product, document)])
    product.refresh_from_db()
    translation.project_texts(
        target=product,
        texts=shown_texts(document),
        states=document.states,
        made_from=document.made_from,
        by=by.pk if by else None,
    )
    tell([product])
    return product


def slug_is_taken(slug: str) -> bool:
    """Tell whether a product has, or had, this address."""
    return Product.objects.filter(slug=slug).exists() or FormerSlug.objects.filter(slug=slug).exists()


@transaction.atomic
def move_product(*, product: Product, to: str, by: AbstractBaseUser | None = None, role: str = "") -> Product:
    """Move a product to another state. Raises MoveRefused, naming both, where the table has no such move."""
    move_shown(row=product, to=Status(to), moves=MOVES, by=by, role=role)
    tell([product])
    return product


@transaction.atomic
def rename_product(*, product: Product, slug_from: str) -> Product:
    """Give a product a new address made from this text; the old one redirects to it."""
    former = product.slug
    fresh = make_slug(slug_from, taken=lambda slug: slug != former and slug_is_taken(slug))
    if fresh == former:
        return product
    FormerSlug.objects.update_or_create(slug=former, defaults={"product": product})
    Product.objects.filter(pk=product.pk).update(slug=fresh, updated_at=timezone.now())
    product.refresh_from_db()
    tell([product])
    return product


@transaction.atomic
def remove_products(*, products: Iterable[Product]) -> int:
    """Delete products with everything that hangs on them; return how many there were."""
    gone = list(products)
    translation.forget(model=Product, ids=[product.pk for product in gone])
    tell(gone)
    Product.objects.filter(pk__in=[product.pk for product in gone]).delete()
    return len(gone)


def tell(products: Iterable[Product]) -> None:
    """Let readers' pages, the search index and the rooms above know."""
    listed = list(products)
    search.mark_dirty(kind="product", ids=[product.pk for product in listed])
    # A storefront's document counts its goods, so it changes with them.
    freshness.changed("goods")
    changes = tuple(
        ProductChanged(product_id=product.pk, organization_id=product.organization_id, status=product.status)
        for product in listed
    )
    if changes:
        events.publish(ProductsChanged(changes))
