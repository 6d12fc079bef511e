"""Takes the demonstration out of the portal, and nothing else."""

import shutil
from collections.abc import Callable

from django.conf import settings
from django.db import models, transaction
from wagtail.models import Page

from catalog.files.models import Picture
from catalog.files.services import delete_picture
from catalog.merchants.models import Organization
from catalog.merchants.services.leaving import remove_organization
from catalog.products.models import Category, GeographicalIndication, GoodsRule, Product
from catalog.products.services import remove_products
from catalog.products.services.goods_rules import remove_goods_rule
from catalog.products.services.removal import InUseError, remove_category, remove_geographical_indication
from catalog.reference.services import remove_demonstration_rates
from catalog.tourism.models import Tour
from catalog.tourism.services.removal import remove_tours
from expo.fair.models import Booth, Edition
from expo.fair.services.leaving import EditionInUse, remove_booths, remove_edition
from portal.accounts.models import User
from portal.accounts.services import remove_person
from portal.demo.models import Exhibit
from portal.demo.people import passwords_file
from portal.pages.models import ArticlePage, SectionPage
from portal.pages.services import remove_page

Say = Callable[[str], None]
Remove = Callable[[models.Model], None]


def _remove_person(row: models.Model) -> None:
    assert isinstance(row, User)
    remove_person(user=row)


def _remove_booth(row: models.Model) -> None:
    assert isinstance(row, Booth)
    remove_booths(booths=[row])


def _remove_edition(row: models.Model) -> None:
    assert isinstance(row, Edition)
    # At the edition that is over, the booths are on no list of their own.
    remove_booths(booths=row.booths.filter(organization__is_demo=True))
    remove_edition(edition=row)


def _remove_organization(row: models.Model) -> None:
    assert isinstance(row, Organization)
    remove_booths(booths=row.booths.all())
    remove_products(products=row.products.all())
    remove_tours(tours=Tour.objects.filter(organization=row))
    remove_organization(organization=row)


def _remove_product(row: models.Model) -> None:
    assert isinstance(row, Product)
    remove_products(products=[row])


def _remove_tour(row: models.Model) -> None:
    assert isinstance(row, Tour)
    remove_tours(tours=[row])


def _remove_indication(row: models.Model) -> None:
    assert isinstance(row, GeographicalIndication)
    remove_geographical_indication(indication=row)


def _remove_category(row: models.Model) -> None:
    assert isinstance(row, Category)
    remove_category(category=row)


def _remove_rule(row: models.Model) -> None:
    assert isinstance(row, GoodsRule)
    remove_goods_rule(rule=row)


def _remove_picture(row: models.Model) -> None:
    assert isinstance(row, Picture)
    delete_picture(picture=row)


def _remove_page(row: models.Model) -> None:
    assert isinstance(row, Page)
    remove_page(page=row)


Kind = Exhibit.Kind
# In this order nothing is removed while something else still names it.
STEPS: tuple[tuple[Kind, str, type[models.Model], Remove], ...] = (
    (Kind.BOOTH, "Booths", Booth, _remove_booth),
    (Kind.EDITION, "Editions", Edition, _remove_edition),
    (Kind.TOUR, "Tours", Tour, _remove_tour),
    (Kind.PERSON, "Accounts", User, _remove_person),
    (Kind.ARTICLE, "Articles", ArticlePage, _remove_page),
    (Kind.SECTION, "Sections", SectionPage, _remove_page),
    (Kind.PAGE, "Pages", Page, _remove_page),
    (Kind.PRODUCT, "Products", Product, _remove_product),
    (Kind.ORGANIZATION, "Organizations", Organization, _remove_organization),
    (Kind.INDICATION, "Geographical indications", GeographicalIndication, _remove_indication),
    (Kind.RULE, "Rules about goods", GoodsRule, _remove_rule),
    (Kind.CATEGORY, "Categories", Category, _remove_category),
    (Kind.PICTURE, "Pictures", Picture, _remove_picture),
)

# These went with their organizations, editions and tours.
GONE_WITH_OTHERS = (
    *(Kind.BRAND, Kind.EVIDENCE, Kind.CONVERSATION, Kind.DRAFT, Kind.CARD, Kind.MEETING),
    *(Kind.HALL, Kind.OPENING, Kind.SESSION, Kind.SEAT),
    *(Kind.PATTERN, Kind.DEPARTURE, Kind.SEATS),
)


def remove_demonstration(say: Say) -> int:
    """Remove everything that the demonstration made; return how many rows went.

    What others put into a fictional organization goes with it. A category or an entry of the GI
    register that other goods name stays, and so does an edition of the fair at which another
    organization has a booth: they are from then on the portal's own.
    """
    gone = 0
    for kind, label, model, remove in STEPS:
        removed, kept = _remove_kind(kind, model, remove)
        if removed or kept:
            say(f"{label}: {removed} removed" + (f", {kept} kept because others use them" if kept else ""))
        gone += removed
    Exhibit.objects.filter(kind__in=GONE_WITH_OTHERS).delete()
    if rates := remove_demonstration_rates():
        say(f"Exchange rates: {rates} removed")
    passwords_file().unlink(missing_ok=True)
    shutil.rmtree(settings.DATA_DIR / "demo-prints", ignore_errors=True)
    return gone + rates


def _remove_kind(kind: Kind, model: type[models.Model], remove: Remove) -> tuple[int, int]:
    # Last made, first removed: a branch of the tree is made before its leaves.
    exhibits = list(Exhibit.objects.filter(kind=kind).order_by("-id"))
    rows = model._default_manager.in_bulk([exhibit.object_id for exhibit in exhibits])
    removed = kept = 0
    for exhibit in exhibits:
        row = rows.get(exhibit.object_id)
        try:
            with transaction.atomic():
                if row is not None:
                    remove(row)
                    removed += 1
                exhibit.delete()
        except (InUseError, EditionInUse):
            exhibit.delete()
            kept += 1
    return removed, kept
