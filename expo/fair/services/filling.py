"""Writes: a whole booth at once, in every language, for whoever brings many of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.products.models import Product, ProductVersion
from catalog.products.selectors.cards import shown
from catalog.translation import services as translation
from catalog.translation.services import NewRecord
from expo.fair.models import Booth, Exhibit
from expo.fair.refusals import Refused
from expo.fair.services.booths import check_living, tell
from expo.fair.services.exhibits import MOST


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A product to exhibit, with what holds for the fair only; both texts by language."""

    product: Product
    note: Mapping[str, str] = field(default_factory=dict)
    price_note: Mapping[str, str] = field(default_factory=dict)

    @property
    def texts(self) -> translation.Texts:
        return {"note": self.note, "price_note": self.price_note}


@transaction.atomic
def fill_booth(
    *,
    booth: Booth,
    texts: translation.Texts,
    pieces: Sequence[Piece],
    banner: int | None = None,
    by: AbstractBaseUser | None = None,
) -> list[Exhibit]:
    """Make a booth what is said here: its texts by language, its banner, and its exhibits in this order.

    What it exhibited before and is not named goes. Texts in another language than the organization's
    count as a machine's. Raises EditionOver, Refused for goods that visitors do not see or that are
    another's, and beyond ``MOST``, ValueError for goods named twice, ValidationError for a text that is
    too long.
    """
    check_living(booth)
    before = Booth.objects.select_for_update().get(pk=booth.pk)
    _check(booth, pieces)
    old = list(Exhibit.objects.filter(booth=booth).values_list("pk", "product_id"))
    translation.forget(model=Exhibit, ids=[pk for pk, _product in old])
    Exhibit.objects.filter(pk__in=[pk for pk, _product in old]).delete()
    written = translation.project_texts(target=booth, texts=texts, by=by.pk if by else None)
    if written or before.banner_id != banner:
        Booth.objects.filter(pk=booth.pk).update(
            banner=banner, revision=F("revision") + 1, updated_at=timezone.now()
        )
        booth.refresh_from_db(fields=["banner", "revision", "updated_at"])
    exhibits = _exhibit(booth, pieces, by)
    gone = [product for _pk, product in old if product is not None]
    tell([booth], goods={*gone, *(piece.product.pk for piece in pieces)})
    return exhibits


def _check(booth: Booth, pieces: Sequence[Piece]) -> None:
    ids = {piece.product.pk for piece in pieces}
    if len(ids) < len(pieces):
        raise ValueError("A product is exhibited once at a booth.")
    if len(ids) > MOST:
        raise Refused(_("A booth shows at most %(most)s exhibits.") % {"most": MOST})
    if shown().filter(pk__in=ids, organization=booth.organization_id).count() < len(ids):
        raise Refused(_("Only products of your own that buyers can see are exhibited."))


def _exhibit(booth: Booth, pieces: Sequence[Piece], by: AbstractBaseUser | None) -> list[Exhibit]:
    """Write the exhibits of a booth with their texts: a fixed number of statements."""
    now = timezone.now()
    versions = {
        version.product_id: version
        for version in ProductVersion.objects.filter(
            product__in=[piece.product.pk for piece in pieces], number=F("product__version")
        )
    }
    rows = [
        Exhibit(
            booth=booth,
            product=piece.product,
            document=versions[piece.product.pk].document,
            version=versions[piece.product.pk].number,
            order=place * 10,
            shown_at=now,
        )
        for place, piece in enumerate(pieces, start=1)
    ]
    records = [NewRecord(row, piece.texts, {}) for row, piece in zip(rows, pieces, strict=True)]
    translation.create_with_texts(records=records, by=by.pk if by else None)
    return rows
