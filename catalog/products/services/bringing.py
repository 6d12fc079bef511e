"""Writes: a seller brings in many products at once."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from catalog.merchants.models import Organization
from catalog.products.checks import check_document
from catalog.products.document import ProductDocument, to_json
from catalog.products.known import Known
from catalog.products.models import FormerSlug, Product, ProductVersion
from catalog.products.services.listings import slug_is_taken, tell
from catalog.products.services.projection import columns_of, shown_texts, slug_source, write_parts
from catalog.reference.slugs import make_slug
from catalog.translation import services as translation


class DocumentsRefusedError(ValueError):
    """Some documents break a rule. ``problems`` is by their place, each as ``check_document`` says."""

    def __init__(self, problems: dict[int, ValidationError]) -> None:
        super().__init__(f"{len(problems)} documents break a rule; the first is at {min(problems)}.")
        self.problems = problems


@transaction.atomic
def publish_products(
    *,
    organization: Organization,
    documents: Sequence[ProductDocument],
    by: AbstractBaseUser | None = None,
) -> list[Product]:
    """Show new products as their documents say, each as ``publish_product`` would: all of them or none.

    It asks no more often for many than for one, unless several ask for the same address. Raises
    DocumentsRefusedError where documents break a rule.
    """
    columns = _checked(organization, documents)
    shown = {"status": Product.Status.PUBLISHED, "version": 1, "published_at": timezone.now()}
    published = [
        (Product(slug=slug, organization=organization, **shown, **values), document)
        for slug, document, values in zip(_addresses(documents), documents, columns, strict=True)
    ]
    author = by.pk if by else None
    translation.create_with_texts(records=[_record(*one) for one in published], by=author)
    ProductVersion.objects.bulk_create(
        ProductVersion(product=product, number=1, document=to_json(document), author_id=author)
        for product, document in published
    )
    write_parts(published)
    products = [product for product, _document in published]
    tell(products)
    return products


def _addresses(documents: Sequence[ProductDocument]) -> Iterator[str]:
    """Give each document an address that nothing has or had, among these documents either."""
    wanted = {make_slug(slug_source(document)) for document in documents}
    used = set(Product.objects.filter(slug__in=wanted).values_list("slug", flat=True))
    used |= set(FormerSlug.objects.filter(slug__in=wanted).values_list("slug", flat=True))
    for document in documents:
        slug = make_slug(
            slug_source(document),
            taken=lambda slug: slug in used or (slug not in wanted and slug_is_taken(slug)),
        )
        used.add(slug)
        yield slug


def _record(product: Product, document: ProductDocument) -> translation.NewRecord:
    texts = shown_texts(document)
    return translation.NewRecord(product, texts, document.states, document.made_from)


def _checked(organization: Organization, documents: Sequence[ProductDocument]) -> list[dict[str, Any]]:
    """Return the columns of each document; what several name is looked up once."""
    known = Known(organization)
    columns, problems = [], {}
    for place, document in enumerate(documents):
        try:
            columns.append(columns_of(document, check_document(document=document, known=known)))
        except ValidationError as error:
            problems[place] = error
    if problems:
        raise DocumentsRefusedError(problems)
    return columns
