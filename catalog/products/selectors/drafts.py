"""Reads: listings as their members write them, before readers see anything of it."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import QuerySet

from catalog.files.models import Picture, PrivateFile
from catalog.merchants.models import Organization
from catalog.products.document import ProductDocument, from_json
from catalog.products.listing_files import FILE_KIND
from catalog.products.models import ListingDraft, Product, ProductPicture, ProductVersion


def draft_of(organization: Organization, key: UUID) -> ListingDraft | None:
    """Return a draft of an organization, None where it is another's or gone."""
    rows = ListingDraft.objects.select_related("organization", "product", "reason")
    return rows.filter(organization=organization, pk=key).first()


def published_document(product: Product) -> ProductDocument:
    """Return the document of a product's newest version. Raises LookupError where it has none."""
    newest = ProductVersion.objects.filter(product=product).order_by("-number").first()
    if newest is None:
        raise LookupError(f"{product} was never published.")
    return from_json(newest.document)


def waiting() -> QuerySet[ListingDraft]:
    """Return what waits for a reviewer, the longest waiting first."""
    rows = ListingDraft.objects.filter(state=ListingDraft.State.REVIEW)
    return rows.select_related("organization", "product").order_by("submitted_at", "pk")


def own_pictures(
    organization: Organization, ids: Collection[int], product: Product | None = None
) -> set[int]:
    """Return those of the pictures that the organization may show: its own, and those the product shows."""
    if not ids:
        return set()
    own = set(Picture.objects.filter(pk__in=ids, owner=organization.pk).values_list("pk", flat=True))
    if product is None or own == set(ids):
        return own
    shown = ProductPicture.objects.filter(product=product, picture__in=ids)
    return own | set(shown.values_list("picture_id", flat=True))


def unspoken_pictures(document: ProductDocument) -> list[int]:
    """Return the pictures that nobody has put into words, in the document or before: at most one query."""
    return silent_pictures(document.pictures, document.alt)


def silent_pictures(pictures: Collection[int], alt: Mapping[str, Mapping[str, str]]) -> list[int]:
    """Return the pictures that neither these texts nor the pictures themselves say anything of."""
    silent = [one for one in pictures if not any(alt.get(str(one), {}).values())]
    if not silent:
        return []
    known = Picture.objects.filter(pk__in=silent).exclude(alt={}).values_list("pk", flat=True)
    return sorted(set(silent) - set(known))


def own_files(organization: Organization, ids: Collection[str]) -> set[str]:
    """Return those of the ids of private files that are listings' files of the organization."""
    known = {one for one in ids if is_uuid(one)}
    files = PrivateFile.objects.filter(pk__in=known, kind=FILE_KIND, subject=organization.pk)
    return {str(pk) for pk in files.values_list("pk", flat=True)} if known else set()


def is_uuid(text: str) -> bool:
    """Tell whether a text is the id of a private file as we write it, whatever came with a form."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
