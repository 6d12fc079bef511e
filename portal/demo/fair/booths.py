"""The booths of the demonstration: who stands where, what they say and show, and who receives visitors."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.notices.services import silence
from catalog.products.models import Product
from catalog.translation import services as translation
from expo.fair.models import Booth, Edition, Stand
from expo.fair.refusals import Refused
from expo.fair.services.booth_media import add_document, remove_document
from expo.fair.services.booths import publish_booth
from expo.fair.services.filling import Piece, fill_booth
from expo.fair.services.placing import open_booth, place_booth
from expo.fair.services.staffing import save_staff
from portal.accounts.models import User
from portal.accounts.services import create_person
from portal.demo.fair.schema import BoothEntry, ShownEntry, StaffEntry, WordsFile
from portal.demo.models import Exhibit
from portal.demo.reading import Content
from portal.demo.schema import OrganizationEntry, ProductEntry, Texts
from portal.demo.shelves import Shelf, Tally
from portal.demo.specimen import LINES, page

Kind = Exhibit.Kind


@dataclass(frozen=True)
class House:
    """An organization as its booth needs it: its row, and what the files say of it."""

    row: Organization
    said: OrganizationEntry


def houses_of(told: Content, organizations: Mapping[str, Organization]) -> dict[str, House]:
    """Return the organizations of the demonstration by the slugs of its files."""
    return {
        said.slug: House(organizations[said.slug], said)
        for said in told.organizations
        if said.slug in organizations
    }


def products_of(entries: Iterable[BoothEntry]) -> dict[str, Product]:
    """Return the products that booths show and buyers can see, by the slugs of the files: two queries."""
    shelf = Shelf(Kind.PRODUCT, Product, Tally("Products"))
    wanted = {shown.product for entry in entries for shown in entry.exhibits}
    found = {slug: shelf.row(slug) for slug in wanted}
    return {
        slug: product
        for slug, product in found.items()
        if product is not None and product.status == Product.Status.PUBLISHED
    }


def bring_staff(
    entries: Sequence[BoothEntry], houses: Mapping[str, House], people: Mapping[str, User]
) -> tuple[Tally, dict[str, User]]:
    """Bring an account for whoever receives visitors and has none; return everybody by address.

    Nobody signs in to these accounts, and no mail goes to them.
    """
    shelf = Shelf(Kind.PERSON, User, Tally("People at booths"))
    known, new = dict(people), []
    for entry in entries:
        house = houses[entry.organization]
        for number, staff in enumerate(entry.staff, start=1):
            address = address_of(entry, staff, number)
            if address in people:
                continue
            stated = {"name": staff.name, "organization": house.row.pk}
            if not shelf.stands(address, stated):
                with transaction.atomic():
                    person = shelf.row(address) or create_person(
                        email=address, password=None, name=staff.name, language=house.said.language
                    )
                    add_member(organization=house.row, user_id=person.pk, role="sales")
                    new.append(shelf.put(address, stated, person).pk)
            row = shelf.row(address)
            assert row is not None
            known[address] = row
    silence(people=new)
    return shelf.tally, known


def address_of(entry: BoothEntry, staff: StaffEntry, number: int) -> str:
    """Return the address of somebody at a booth: their own, or one after the organization."""
    return staff.email or f"booth-{number}.{entry.organization}@demo.example"


def bring_booths(
    edition: Edition,
    entries: Sequence[BoothEntry],
    told: Content,
    houses: Mapping[str, House],
    people: Mapping[str, User],
    words: WordsFile,
) -> Tally:
    """Bring every booth with its exhibits, its document and its staff."""
    shelf = Shelf(Kind.BOOTH, Booth, Tally("Booths"))
    goods = products_of(entries)
    titles = {entry.slug: entry for entry in told.products}
    for entry in entries:
        house = houses[entry.organization]
        texts = booth_texts(entry, house.said, words)
        shown = [one for one in entry.exhibits if one.product in goods]
        pieces = [piece_of(one, goods, words) for one in shown]
        stated = _stated(entry) | {
            "edition": edition.pk,
            "organization": house.row.pk,
            "texts": texts,
            "pieces": [(piece.product.pk, piece.texts) for piece in pieces],
        }
        if shelf.stands(entry.organization, stated):
            continue
        by = people[address_of(entry, entry.staff[0], 1)]
        with transaction.atomic():
            booth = put_up(edition, entry, house, by)
            fill_booth(booth=booth, texts=texts, pieces=pieces, banner=banner_of(house), by=by)
            if entry.document:
                listed = [titles[one.product] for one in shown]
                _lay_out_document(booth, words.documents[entry.document], house.said, listed, by)
            for order, staff in enumerate(entry.staff, start=1):
                person = people[address_of(entry, staff, order)]
                save_staff(
                    booth=booth,
                    person_id=person.pk,
                    name=staff.name,
                    languages=staff.languages,
                    order=order * 10,
                )
            if booth.status == Booth.Status.DRAFT:
                publish_booth(booth=booth, by=by)
            shelf.put(entry.organization, stated, booth)
    return shelf.tally


def _stated(entry: BoothEntry) -> dict[str, Any]:
    """Return what an entry says of a booth; its hours are kept apart, for they move with the edition."""
    said = asdict(entry)
    for name in ("opens", "closes", "receives"):
        del said[name]
    return said


def put_up(edition: Edition, entry: BoothEntry, house: House, by: User) -> Booth:
    """Open the booth and give it its stand; where somebody else has that meanwhile, it stays without."""
    booth = open_booth(edition=edition, organization=house.row)
    hall, code = entry.stand
    stand = Stand.objects.filter(hall__edition=edition, hall__slug=hall, code=code).first()
    if stand is None:
        raise Refused(f"{entry.organization}: there is no stand {code} in the hall {hall}.")
    if booth.stand_id != stand.pk and stand.state == Stand.State.FREE:
        place_booth(booth=booth, stand=stand, by=by)
    return booth


def booth_texts(entry: BoothEntry, said: OrganizationEntry, words: WordsFile) -> dict[str, Texts]:
    """Return what a booth says, by language: the line of the storefront, and a phrase of the fair."""
    return {"headline": said.tagline, "about": words.about[entry.about]}


def piece_of(shown: ShownEntry, goods: Mapping[str, Product], words: WordsFile) -> Piece:
    """Return an exhibit with what is said of it, and of its price, at the fair only."""
    note = words.notes[shown.note] if shown.note else {}
    price = words.price_notes[shown.price] if shown.price else {}
    return Piece(product=goods[shown.product], note=note, price_note=price)


def banner_of(house: House) -> int | None:
    """Return the picture of a booth: that of the organization's storefront."""
    banner: int | None = house.row.storefront.banner_id
    return banner


def _lay_out_document(
    booth: Booth, names: Texts, said: OrganizationEntry, shown: Sequence[ProductEntry], by: User
) -> None:
    for old in booth.documents.select_related("file"):
        remove_document(document=old)
    lines = [*LINES[:2], "", said.name["en"], "", *(entry.title["en"] for entry in shown)]
    own = names[said.language]
    document = add_document(
        booth=booth,
        data=page(lines, size=14),
        file_name=f"{said.slug}.pdf",
        name=own,
        by=by,
    )
    translation.project_texts(target=document, texts={"name": names}, by=by.pk)
