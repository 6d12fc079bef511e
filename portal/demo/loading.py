"""Brings the demonstration into the portal through the services; again and again with the same result."""

from collections.abc import Callable, Iterator
from dataclasses import asdict

from django.conf import settings
from django.db import transaction

from catalog.files.models import Picture
from catalog.files.services import save_picture
from catalog.merchants.models import Brand, Organization
from catalog.merchants.services import create_organization, publish_storefront, save_brand
from catalog.merchants.services.naming import rename_organization
from catalog.products.document import to_json
from catalog.products.models import Category, GeographicalIndication, Product
from catalog.products.services import (
    publish_product,
    save_category,
    save_geographical_indication,
)
from catalog.reference.services import load_demonstration_rates
from portal.accounts.models import User
from portal.demo.art.printing import edition, prints
from portal.demo.articles import bring_articles
from portal.demo.conversations import bring_conversations
from portal.demo.documents import declarations, product_document, storefront_document
from portal.demo.editorial import bring_pages
from portal.demo.evidence import bring_evidence
from portal.demo.fair.bringing import bring_fair
from portal.demo.kept_out import bring_drafts, bring_rules
from portal.demo.models import Exhibit
from portal.demo.people import bring_people
from portal.demo.reading import Content, content
from portal.demo.schema import BranchEntry, LeafEntry, OrganizationEntry, Texts
from portal.demo.shelves import Shelf, Tally
from portal.demo.tours.bringing import bring_tours

Kind = Exhibit.Kind
Say = Callable[[str], None]
# Who sends in the evidence of sellers nobody signs in for, and who decides about it.
ADMINISTRATOR, EDITOR = "administrator@demo.example", "editor@demo.example"
CREDIT = {"en": "Drawn for the demonstration by this project"}


def load_demonstration(say: Say) -> list[Tally]:
    """Bring every entry of the demonstration and tell of each kind what happened.

    Safe to interrupt and to repeat: what is there stays, what is missing comes. Raises ContentRefused
    for a slip in a content file, ValidationError for an entry that the rooms refuse, Refused for one that
    the fair refuses, AddressTaken where the fair's own address is another edition's.
    """
    told = content()
    rates = Tally("Exchange rates")
    if load_demonstration_rates().already_there:
        rates.same = 1
    else:
        rates.new = 1
    tallies = [rates]

    def done(shelf_tally: Tally) -> None:
        tallies.append(shelf_tally)
        say(str(shelf_tally))

    say(str(rates))
    pictures = _bring_pictures(told, done, say)
    _bring_categories(told, done)
    _bring_indications(told, done)
    organizations = _bring_organizations(told, pictures, done)
    brands = _bring_brands(told, pictures, organizations, done)
    _bring_products(told, pictures, organizations, brands, done)
    bring_articles(pictures, done)
    bring_pages(done)
    done(bring_people(told.people, organizations))
    people = {user.email: user for user in User.objects.filter(email__in=[one.email for one in told.people])}
    owner, reviewer = people[ADMINISTRATOR], people[EDITOR]
    done(bring_evidence(told.evidence, organizations, owner=owner, reviewer=reviewer))
    done(bring_conversations(told.conversations, organizations, people))
    done(bring_rules(told.rules))
    done(bring_drafts(told.drafts, organizations, people))
    bring_fair(told, organizations, people, done, by=owner)
    bring_tours(told.tours, organizations, pictures, people, done)
    return tallies


def captions(told: Content) -> dict[str, Texts]:
    """Return by language what each drawing in use shows: a product, else a brand, a seller or a tour."""
    shown: dict[str, Texts] = {}
    for entry in told.products:
        shown.setdefault(entry.picture, entry.title)
    for brand in told.brands:
        shown.setdefault(brand.picture, brand.name)
    for organization in told.organizations:
        if organization.picture:
            shown.setdefault(organization.picture, organization.tagline)
    for tour in told.tours.offers if told.tours else ():
        shown.setdefault(tour.picture, tour.title)
    drawing = told.captions["drawing"]
    return {
        name: {code: f"{drawing[code]}: {text}" for code, text in texts.items()}
        for name, texts in shown.items()
    }


def _bring_pictures(told: Content, done: Callable[[Tally], None], say: Say) -> dict[str, Picture]:
    shelf = Shelf(Kind.PICTURE, Picture, Tally("Pictures"))
    alts = captions(told)
    stated = {name: {"edition": edition(), "alt": alt, "credit": CREDIT} for name, alt in alts.items()}
    missing = [name for name in stated if not shelf.stands(name, stated[name])]
    if missing:
        say(f"Drawing {len(missing)} pictures …")
    for name, data in prints(settings.DATA_DIR / "demo-prints", missing):
        # Not in a transaction: making a picture's sizes takes long, and nobody else should wait for it.
        picture = save_picture(data=data, title=name, alt=alts[name], credit=CREDIT, key=f"demo-{name}")
        shelf.put(name, stated[name], picture)
    done(shelf.tally)
    found = {name: shelf.row(name) for name in stated}
    return {name: picture for name, picture in found.items() if picture is not None}


def _bring_categories(told: Content, done: Callable[[Tally], None]) -> None:
    shelf = Shelf(Kind.CATEGORY, Category, Tally("Categories"))
    for position, branch in enumerate(told.branches):
        stated = {"entry": asdict(branch) | {"categories": None}, "position": position}
        _bring_category(shelf, branch, stated, told, parent=None, position=position)
        for place, leaf in enumerate(branch.categories):
            declared = [asdict(one) for one in declarations(leaf, told)]
            stated = {"entry": asdict(leaf), "position": place, "attributes": declared}
            _bring_category(shelf, leaf, stated, told, parent=shelf.row(branch.slug), position=place)
    done(shelf.tally)


def _bring_category(
    shelf: Shelf[Category],
    entry: BranchEntry | LeafEntry,
    stated: object,
    told: Content,
    *,
    parent: Category | None,
    position: int,
) -> None:
    if shelf.stands(entry.slug, stated):
        return
    with transaction.atomic():
        category = save_category(
            slug=entry.slug,
            names=entry.name,
            parent=parent,
            concept=entry.concept,
            position=position,
            attributes=declarations(entry, told) if isinstance(entry, LeafEntry) else (),
        )
        shelf.put(entry.slug, stated, category)


def _bring_indications(told: Content, done: Callable[[Tally], None]) -> None:
    shelf = Shelf(Kind.INDICATION, GeographicalIndication, Tally("Geographical indications"))
    for entry in told.indications:
        stated = asdict(entry)
        if shelf.stands(entry.slug, stated):
            continue
        with transaction.atomic():
            indication = save_geographical_indication(
                slug=entry.slug,
                names=entry.name,
                stories=entry.story,
                source_language=entry.language,
                country=entry.country,
                city_id=entry.city or None,
                hs6=entry.hs6,
                status=[asdict(step) for step in entry.steps],
                source_id=entry.steps[0].source,
            )
            shelf.put(entry.slug, stated, indication)
    done(shelf.tally)


def _bring_organizations(
    told: Content, pictures: dict[str, Picture], done: Callable[[Tally], None]
) -> dict[str, Organization]:
    shelf = Shelf(Kind.ORGANIZATION, Organization, Tally("Organizations"))
    for entry, picture in _with_picture(told, pictures):
        stated = {"entry": asdict(entry), "picture": picture}
        if not shelf.stands(entry.slug, stated):
            with transaction.atomic():
                shelf.put(entry.slug, stated, _open(entry, picture, shelf.row(entry.slug)))
    done(shelf.tally)
    found = {entry.slug: shelf.row(entry.slug) for entry in told.organizations}
    return {slug: organization for slug, organization in found.items() if organization is not None}


def _with_picture(
    told: Content, pictures: dict[str, Picture]
) -> Iterator[tuple[OrganizationEntry, int | None]]:
    """Yield every organization with the id of its picture: its own drawing, else its first product's."""
    first: dict[str, str] = {}
    for product in told.products:
        first.setdefault(product.organization, product.picture)
    for entry in told.organizations:
        name = entry.picture or first.get(entry.slug, "")
        yield entry, pictures[name].pk if name else None


def _open(entry: OrganizationEntry, picture: int | None, known: Organization | None) -> Organization:
    if known is None:
        known = create_organization(
            kind=entry.kind,
            country=entry.country,
            city_id=entry.city or None,
            source_language=entry.language,
            name=entry.name,
            slug_from=f"demo {entry.slug}",
            is_demo=True,
        )
    else:
        rename_organization(organization=known, name=entry.name)
    if entry.tagline:
        publish_storefront(storefront=known.storefront, document=storefront_document(entry, picture))
    return known


def _bring_brands(
    told: Content,
    pictures: dict[str, Picture],
    organizations: dict[str, Organization],
    done: Callable[[Tally], None],
) -> dict[str, str]:
    """Bring the brands and return their slugs in the portal by those in the files."""
    shelf = Shelf(Kind.BRAND, Brand, Tally("Brands"))
    for entry in told.brands:
        logo, organization = pictures[entry.picture].pk, organizations[entry.organization]
        stated = {"entry": asdict(entry), "organization": organization.pk, "picture": logo}
        if shelf.stands(entry.slug, stated):
            continue
        with transaction.atomic():
            brand = save_brand(
                organization=organization,
                names=entry.name,
                stories=entry.story,
                logo_id=logo,
                slug_from=f"demo {entry.slug}",
                brand=shelf.row(entry.slug),
            )
            shelf.put(entry.slug, stated, brand)
    done(shelf.tally)
    found = {entry.slug: shelf.row(entry.slug) for entry in told.brands}
    return {slug: brand.slug for slug, brand in found.items() if brand is not None}


def _bring_products(
    told: Content,
    pictures: dict[str, Picture],
    organizations: dict[str, Organization],
    brands: dict[str, str],
    done: Callable[[Tally], None],
) -> None:
    shelf = Shelf(Kind.PRODUCT, Product, Tally("Products"))
    for entry in told.products:
        brand = brands[entry.brand] if entry.brand else ""
        document = product_document(entry, told, (pictures[entry.picture].pk,), brand)
        organization = organizations[entry.organization]
        stated = {"organization": organization.pk, "document": to_json(document)}
        if shelf.stands(entry.slug, stated):
            continue
        with transaction.atomic():
            product = publish_product(
                organization=organization,
                document=document,
                product=shelf.row(entry.slug),
                slug_from=entry.slug,
            )
            shelf.put(entry.slug, stated, product)
    done(shelf.tally)
