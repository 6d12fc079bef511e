"""The edition that is over: built as it was, then moved on until nothing of it changes any more.

What it shows are versions that its products really had: each is published as it was then, put up, and
published again as it is now. So the archive keeps prices that are no longer those of the goods.
"""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date

from django.db import transaction
from django.db.models import F

from catalog.products.document import PriceDocument, ProductDocument, from_json
from catalog.products.models import Product, ProductVersion
from catalog.products.services import publish_product
from expo.fair.models import Edition, Hall
from expo.fair.services.booths import publish_booth
from expo.fair.services.editions import move_edition
from expo.fair.services.filling import fill_booth
from expo.fair.services.leaving import remove_booths, remove_edition
from portal.accounts.models import User
from portal.demo.fair.booths import House, banner_of, booth_texts, piece_of, products_of, put_up
from portal.demo.fair.ground import TO_ARCHIVE, build_hall, write_edition
from portal.demo.fair.schema import ArchiveFile, BoothEntry, WordsFile
from portal.demo.shelves import Shelf

DAY = date(2025, 9, 17)


def bring_archive(
    told: ArchiveFile, words: WordsFile, houses: Mapping[str, House], shelf: Shelf[Edition], *, by: User
) -> None:
    """Bring the edition that is over, all at once; where its files say something else, it is made anew."""
    rows = [houses[entry.organization].row.pk for entry in told.booths]
    stated = asdict(told) | {"organizations": rows, "words": asdict(words)}
    if shelf.stands(told.edition.slug, stated):
        return
    with transaction.atomic():
        old = shelf.row(told.edition.slug)
        if old is not None:
            remove_booths(booths=old.booths.all())
            remove_edition(edition=old)
        edition = write_edition(told.edition, None, begins=told.edition.begins or DAY)
        halls: dict[str, Hall] = {}
        for order, hall in enumerate(told.halls, start=1):
            halls[hall.slug] = build_hall(edition, hall, words, halls.get(hall.parent), order)
        goods = products_of(told.booths)
        now: dict[str, ProductDocument] = {}
        for entry in told.booths:
            now |= _show(edition, entry, words, houses[entry.organization], goods, by)
        for state in TO_ARCHIVE:
            edition = move_edition(edition=edition, to=state)
        # Only now: while an edition lives, what it shows follows its products.
        for slug, document in now.items():
            publish_product(
                organization=goods[slug].organization,
                document=document,
                product=goods[slug],
                stay_paused=True,
            )
        shelf.put(told.edition.slug, stated, edition)


def _show(
    edition: Edition,
    entry: BoothEntry,
    words: WordsFile,
    house: House,
    goods: Mapping[str, Product],
    by: User,
) -> dict[str, ProductDocument]:
    """Put up a booth with its goods as they were; return what they say now, to be published again."""
    booth = put_up(edition, entry, house, by)
    shown = [one for one in entry.exhibits if one.product in goods]
    now = {one.product: _document(goods[one.product]) for one in shown if one.then_percent != 100}
    for one in shown:
        if one.product in now:
            document = now[one.product]
            then = replace(document, price=priced(document.price, one.then_percent))
            publish_product(organization=house.row, document=then, product=goods[one.product])
    pieces = [piece_of(one, goods, words) for one in shown]
    texts = booth_texts(entry, house.said, words)
    fill_booth(booth=booth, texts=texts, pieces=pieces, banner=banner_of(house), by=by)
    publish_booth(booth=booth, by=by)
    return now


def _document(product: Product) -> ProductDocument:
    version = ProductVersion.objects.get(product=product, number=F("product__version"))
    return from_json(version.document)


def priced(price: PriceDocument, percent: int) -> PriceDocument:
    """Return prices at so many percent of these, in whole minor units."""

    def part(minor: int | None) -> int | None:
        return None if minor is None else max(1, minor * percent // 100)

    tiers = tuple(replace(tier, minor=max(1, tier.minor * percent // 100)) for tier in price.tiers)
    return replace(price, tiers=tiers, low=part(price.low), high=part(price.high))
