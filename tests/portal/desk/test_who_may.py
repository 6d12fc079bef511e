"""Every address of the desk with every kind of visitor, against one table.

A new address of the desk fails here until the table says who may use it. The table stands in one file,
however long, so that who may do what is read in one place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils import timezone

from catalog.audit.models import Entry
from catalog.conversations.models import Block, Conversation, Message
from catalog.conversations.services.opening import Writer, begin
from catalog.conversations.services.writing import Draft
from catalog.conversations.subjects import Subject
from catalog.merchants.links import invitation_path
from catalog.merchants.models import (
    Brand,
    DecisionReason,
    Evidence,
    Invitation,
    Membership,
    Organization,
    Storefront,
    StorefrontDraft,
)
from catalog.merchants.services import add_member, save_brand
from catalog.merchants.services.invitations import invite
from catalog.moderation.models import Report, Suspension
from catalog.products.bulk.sending import keep_file
from catalog.products.models import ListingDraft, ListingImport, Product
from catalog.products.services import publish_product
from catalog.products.services.drafting import save_draft
from catalog.reference.models import Source
from catalog.tourism import tour_document
from catalog.tourism.models import Departure, DeparturePattern, Place, Tour, TourDraft, TourVersion
from catalog.tourism.services.tour_drafts import save_draft as save_tour
from catalog.translation.texts import LocalText
from expo.fair.models import Stand, StandApplication, StandWish
from expo.meetings.models import Appointment
from portal.accounts.models import User
from tests.cast import Person
from tests.catalog.tourism.tour_documents import HA_LONG
from tests.expo.fair.conftest import build_hall, build_stands, open_edition
from tests.stock import LIUBAO, plant_food, plant_tea

pytestmark = pytest.mark.django_db

ROLES = ("owner", "editor", "sales", "finance")
VISITORS = ("anonymous", "buyer", "other", *ROLES)
EVERY_MEMBER = set(ROLES)
WRITERS = {"owner", "editor"}
OWNER = {"owner"}
SELLERS = {"owner", "sales"}


@dataclass(frozen=True)
class Rule:
    """Who may use an address of one organization's desk; if it only takes posts, which page has its form."""

    may: set[str]
    form_on: str = ""


TABLE = {
    "desk-home": Rule(EVERY_MEMBER),
    "desk-profile": Rule(WRITERS),
    "desk-evidence": Rule(WRITERS),
    "desk-evidence-new": Rule(WRITERS),
    "desk-evidence-one": Rule(WRITERS),
    "desk-evidence-appeal": Rule(WRITERS, form_on="desk-evidence-one"),
    "desk-evidence-withdraw": Rule(WRITERS, form_on="desk-evidence-one"),
    "desk-storefront": Rule(WRITERS),
    "desk-storefront-texts": Rule(WRITERS),
    "desk-storefront-look": Rule(WRITERS),
    "desk-storefront-draft": Rule(WRITERS),
    "desk-storefront-publish": Rule(WRITERS, form_on="desk-storefront"),
    "desk-storefront-discard": Rule(WRITERS, form_on="desk-storefront"),
    "desk-storefront-pause": Rule(WRITERS, form_on="desk-storefront"),
    "desk-storefront-address": Rule(OWNER),
    "desk-brands": Rule(WRITERS),
    "desk-brands-new": Rule(WRITERS),
    "desk-brands-one": Rule(WRITERS),
    "desk-brands-texts": Rule(WRITERS),
    "desk-brands-move": Rule(WRITERS, form_on="desk-brands-one"),
    "desk-suspensions": Rule(WRITERS),
    "desk-suspensions-one": Rule(WRITERS),
    "desk-members": Rule(EVERY_MEMBER),
    "desk-members-invite": Rule(OWNER),
    "desk-members-leave": Rule(EVERY_MEMBER, form_on="desk-members"),
    "desk-members-changes": Rule(OWNER),
    "desk-members-one": Rule(OWNER),
    "desk-members-remove": Rule(OWNER, form_on="desk-members-one"),
    "desk-members-resend": Rule(OWNER, form_on="desk-members"),
    "desk-members-revoke": Rule(OWNER, form_on="desk-members"),
    "desk-leads": Rule({"owner", "editor", "sales"}),
    "desk-leads-file": Rule({"owner", "editor", "sales"}),
    "desk-numbers": Rule(EVERY_MEMBER),
    "desk-numbers-file": Rule(EVERY_MEMBER),
    "desk-departures": Rule(WRITERS | SELLERS),
    "desk-departures-groups": Rule(WRITERS | SELLERS),
    "desk-departures-plan": Rule(WRITERS | SELLERS),
    "desk-departures-pattern": Rule(WRITERS | SELLERS),
    "desk-departures-one": Rule(WRITERS | SELLERS),
    "desk-departures-cancel": Rule(WRITERS | SELLERS),
    "desk-departures-message": Rule(WRITERS | SELLERS),
    "desk-departures-manifest": Rule(SELLERS, form_on="desk-departures-one"),
    "desk-stands": Rule(WRITERS),
    "desk-stands-apply": Rule(WRITERS, form_on="desk-stands"),
    "desk-stands-give-back": Rule(WRITERS, form_on="desk-stands"),
    "desk-stands-one": Rule(WRITERS),
    "desk-stands-hold": Rule(WRITERS, form_on="desk-stands-one"),
    "desk-stands-wait": Rule(WRITERS, form_on="desk-stands-one"),
    "desk-stands-leave": Rule(WRITERS, form_on="desk-stands"),
    "desk-products": Rule(WRITERS),
    "desk-products-new": Rule(WRITERS),
    "desk-products-one": Rule(WRITERS),
    "desk-products-category": Rule(WRITERS),
    "desk-products-submit": Rule(WRITERS, form_on="desk-products-one"),
    "desk-products-withdraw": Rule(WRITERS, form_on="desk-products-one"),
    "desk-products-discard": Rule(WRITERS),
    "desk-products-look": Rule(WRITERS),
    "desk-products-draft": Rule(WRITERS),
    "desk-products-languages": Rule(WRITERS),
    "desk-products-languages-publish": Rule(WRITERS, form_on="desk-products-languages"),
    "desk-products-language": Rule(WRITERS),
    "desk-products-published": Rule(WRITERS),
    "desk-products-edit": Rule(WRITERS, form_on="desk-products-published"),
    "desk-products-move": Rule(WRITERS),
    "desk-tours": Rule(WRITERS),
    "desk-tours-new": Rule(WRITERS, form_on="desk-tours"),
    "desk-tours-one": Rule(WRITERS),
    "desk-tours-look": Rule(WRITERS),
    "desk-tours-languages": Rule(WRITERS),
    "desk-tours-languages-publish": Rule(WRITERS, form_on="desk-tours-languages"),
    "desk-tours-language": Rule(WRITERS),
    "desk-tours-withdraw": Rule(WRITERS, form_on="desk-tours-one"),
    "desk-tours-discard": Rule(WRITERS),
    "desk-tours-published": Rule(WRITERS),
    "desk-tours-edit": Rule(WRITERS, form_on="desk-tours-published"),
    "desk-tours-move": Rule(WRITERS),
    "desk-inbox": Rule(SELLERS),
    "desk-inbox-thread": Rule(SELLERS),
    "desk-inbox-report": Rule(SELLERS),
    "desk-inbox-block": Rule(SELLERS, form_on="desk-inbox-thread"),
    "desk-inbox-unblock": Rule(SELLERS, form_on="desk-inbox-thread"),
    "desk-meetings": Rule(SELLERS),
    "desk-meetings-hours": Rule(SELLERS),
    "desk-meetings-one": Rule(SELLERS),
    "desk-meetings-calendar": Rule(SELLERS),
    "desk-booth": Rule(EVERY_MEMBER),
    "desk-booth-open": Rule(WRITERS, form_on="desk-booth"),
    "desk-booth-publish": Rule(WRITERS, form_on="desk-booth"),
    "desk-booth-presence": Rule(EVERY_MEMBER, form_on="desk-booth"),
    "desk-booth-words": Rule(WRITERS),
    "desk-booth-exhibits": Rule(WRITERS),
    "desk-booth-staff": Rule(WRITERS),
    "desk-booth-hours": Rule(WRITERS),
    "desk-booth-media": Rule(WRITERS),
    "desk-booth-languages": Rule(WRITERS),
    "desk-booth-texts": Rule(WRITERS),
    "desk-booth-look": Rule(WRITERS),
    "desk-booth-draft": Rule(WRITERS),
    "desk-booth-cards": Rule(WRITERS | SELLERS),
    "desk-booth-cards-file": Rule(WRITERS | SELLERS),
    "desk-files": Rule(WRITERS),
    "desk-files-template": Rule(WRITERS),
    "desk-files-export": Rule(WRITERS),
    "desk-files-one": Rule(WRITERS),
    "desk-files-columns": Rule(WRITERS),
    "desk-files-result": Rule(WRITERS),
    "desk-files-bring-in": Rule(WRITERS, form_on="desk-files-one"),
    "desk-files-cancel": Rule(WRITERS, form_on="desk-files-one"),
    "desk-files-forget": Rule(WRITERS, form_on="desk-files-one"),
}
# The menu of an organization that runs no tours does not have these.
OF_OPERATORS = {"desk-departures", "desk-tours"}
# What any form of the desk would take.
FILLED_IN = {
    "roles": ["owner"],
    "email": "x@example.com",
    "name_en": "X",
    "text": "X",
    "language": "en",
    "reason": "spam",
    "plea": "X",
}
# Pages of a person rather than of an organization, with what somebody not signed in gets.
PERSONAL = {"desk": 302, "desk-new": 302, "desk-join": 200}


def addresses(resolver: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the path and the name of every address below a resolver."""
    for one in resolver.url_patterns:
        here = path + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one, here)
        elif isinstance(one, URLPattern):
            yield here, one.name or here


def names_of_the_desk() -> set[str]:
    return {name for path, name in addresses(get_resolver()) if path.startswith(("en/desk/", "desk/"))}


def test_the_table_names_every_address_of_the_desk() -> None:
    found = names_of_the_desk()
    assert len(found) >= 13
    assert found == set(TABLE) | set(PERSONAL)


@pytest.fixture
def browsers(
    tea_house: Organization, pepper_garden: Organization, wei: User, sophea: User, nok: User, person: Person
) -> dict[str, Client]:
    """A browser for each visitor: nobody, a buyer, the owner of another organization, one in each role."""
    people: dict[str, User | None] = {"anonymous": None, "buyer": nok, "other": sophea, "owner": wei}
    people |= {role: person(role, role.title()) for role in ROLES if role != "owner"}
    for role in ROLES:
        found = people[role]
        assert found is not None
        add_member(organization=tea_house, user_id=found.pk, role=role)
    add_member(organization=pepper_garden, user_id=sophea.pk, role="owner")
    shop = Organization.objects.create(slug="shop", kind="person", country_id="TH", source_language="th")
    add_member(organization=shop, user_id=nok.pk, role="owner")
    browsers = {}
    for visitor, found in people.items():
        browsers[visitor] = Client()
        if found is not None:
            browsers[visitor].force_login(found)
    return browsers


def address_of(name: str, house: Organization) -> str:
    """Return an address of the house's desk, with something that exists wherever it names something."""
    sales = User.objects.get(email="sales@example.com")
    invitation = Invitation.objects.first()
    evidence, _ = Evidence.objects.get_or_create(
        organization=house, kind="registration", country_id="CN", defaults={"submitted_at": timezone.now()}
    )
    assert invitation is not None
    suspension, _ = Suspension.objects.get_or_create(
        kind="storefront",
        key=str(house.storefront.pk),
        organization=house,
        defaults={"was": "published", "reason": DecisionReason.objects.get(key="misleading")},
    )
    keys = {"evidence": evidence.pk, "suspensions": suspension.pk, "files": file_of(house).pk}
    draft, product = _listed(name, house)
    key = draft.pk if draft else next((pk for part, pk in keys.items() if part in name), invitation.pk)
    things = {
        "person": sales.pk,
        "key": key,
        "slug": product.slug if product else brand_of(house).slug,
        "to": "paused",
        "kind": "csv" if "files" in name else "registration",
        "code": "th",
        "conversation_id": conversation_with(house).pk,
        "departure_id": departure_of(house).pk if "departures" in name else None,
        "pattern_id": pattern_of(house).pk if "pattern" in name else None,
        "appointment_id": meeting_with(house).pk if "meetings" in name else None,
        **(stand_of_the_fair() if "stands" in name else {}),
    }
    wanted = next(path for path, found in addresses(get_resolver()) if found == name)
    given = {key: value for key, value in things.items() if f":{key}>" in wanted}
    return reverse(name, kwargs={"organization": house.slug, **given})


def departure_of(house: Organization) -> Departure:
    """Return a departure of a tour of the house, planned where it has none."""
    known = Departure.objects.filter(tour__organization=house).first()
    if known is not None:
        return known
    source = Source.objects.create(pk="pier", title="A list of piers")
    place = Place.objects.create(slug="pier", source=source, country_id="CN", lat=21, lon=108)
    tour = Tour.objects.create(
        slug="bay",
        organization=house,
        source_language="en",
        days=1,
        begins=place,
        ends=place,
        group_max=9,
        price_low=1,
        price_high=1,
        time_zone="UTC",
        meeting_time=time(8),
        version=1,
    )
    TourVersion.objects.create(tour=tour, number=1, document=tour_document.to_json(HA_LONG))
    moment, day = timezone.now() + timedelta(days=30), timezone.now().date() + timedelta(days=30)
    dates = {"on": day, "back_on": day, "meets_at": moment, "closes_at": moment, "decides_on": day}
    return Departure.objects.create(tour=tour, seats=9, state="open", **dates)


def pattern_of(house: Organization) -> DeparturePattern:
    """Return a weekly pattern of a tour of the house."""
    day = timezone.now().date()
    stated = {"weekdays": [day.weekday()], "from_day": day, "until_day": day, "seats": 9}
    pattern, _new = DeparturePattern.objects.get_or_create(tour=departure_of(house).tour, defaults=stated)
    return pattern


def _listed(name: str, house: Organization) -> tuple[Any, Any]:
    if "tours" in name:
        return toured_by(house)
    return listed_by(house) if "products" in name else (None, None)


def toured_by(house: Organization) -> tuple[TourDraft, Tour]:
    """Make the house an operator, and return a draft of its, and a tour it has published."""
    Organization.objects.filter(pk=house.pk).update(kind="tour-operator")
    tour = departure_of(house).tour
    Tour.objects.filter(pk=tour.pk).update(status="published")
    owner = User.objects.get(email="wei@example.com")
    draft = TourDraft.objects.filter(organization=house).first()
    return draft or save_tour(organization=house, document=HA_LONG, by=owner), tour


def stand_of_the_fair() -> dict[str, str]:
    """Return where a free stand of the current edition is, laid out now where there is none."""
    if not Stand.objects.exists():
        build_stands(build_hall(open_edition()))
    return {"edition": "2026", "hall": "tea", "stand": "T01"}


def listed_by(house: Organization) -> tuple[ListingDraft, Product]:
    """Return a draft of the house, and a tea it has published."""
    if not Product.objects.filter(organization=house).exists():
        plant_tea(plant_food())
        publish_product(organization=house, document=LIUBAO)
    product = Product.objects.get(organization=house)
    owner = User.objects.get(email="wei@example.com")
    draft = ListingDraft.objects.filter(organization=house).first()
    return draft or save_draft(organization=house, document=LIUBAO, by=owner), product


def brand_of(house: Organization) -> Brand:
    """Return a brand of the house, added now where it has none."""
    known = Brand.objects.filter(organization=house).first()
    return known or save_brand(organization=house, names={"zh-hans": "老榕"}, stories={})


def file_of(house: Organization) -> ListingImport:
    """Return a file of listings that the house has sent, sent now where it has none."""
    known = ListingImport.objects.filter(organization=house).first()
    owner = User.objects.get(email="wei@example.com")
    return known or keep_file(
        organization=house, data=b"number,moq\n1,2\n", name="goods.csv", language="en", by=owner
    )


def conversation_with(house: Organization) -> Conversation:
    """Return a conversation of the house, begun where it has none."""
    known = Conversation.objects.filter(organization=house).first()
    if known is not None:
        return known
    buyer = User.objects.get(email="nok@example.com")
    subject = Subject(house.storefront.pk, LocalText("The house", "en"), "/en/", house.pk)
    writer = Writer(name="Nok", address=buyer.email, language="th", time_zone="UTC", account=buyer)
    return begin(kind="storefront", subject=subject, writer=writer, draft=Draft("Hello", "th"))


def meeting_with(house: Organization) -> Appointment:
    """Return an agreed meeting of the house with the buyer's shop, agreed where it has none."""
    return Appointment.objects.get_or_create(
        exhibitor=house,
        buyer=Organization.objects.get(slug="shop"),
        defaults={
            "purpose": "Tea",
            "language": "th",
            "begins_at": timezone.now() + timedelta(days=1),
            "minutes": 15,
            "buyer_zone": "Asia/Bangkok",
            "exhibitor_zone": "Asia/Shanghai",
            "state": Appointment.State.ACCEPTED,
        },
    )[0]


def expected(rule: Rule, visitor: str) -> int:
    if visitor == "anonymous":
        return 302
    if visitor not in ROLES:
        return 404
    return 200 if visitor in rule.may else 403


def written() -> tuple[int, ...]:
    """Return what would differ had a visitor changed anything."""
    pending = Invitation.objects.filter(state="pending", serial=1).count()
    sent_in = Evidence.objects.filter(state="submitted").count()
    drafts = StorefrontDraft.objects.count() + Storefront.objects.filter(status="paused").count()
    listed = list(ListingDraft.objects.values_list("revision", "state"))
    drafts += len(listed) + sum(revision for revision, _state in listed)
    drafts += Product.objects.filter(status="published").count()
    drafts += TourDraft.objects.count() + Tour.objects.filter(status="published").count()
    drafts += Brand.objects.count() + Brand.objects.filter(status="shown").count()
    said = (Message.objects.count(), Report.objects.count(), Block.objects.count())
    roles = (Entry.objects.count(), Membership.objects.count(), Invitation.objects.count(), pending)
    files = ListingImport.objects.filter(stage="columns").count()
    appeals = Suspension.objects.exclude(plea="").count()
    meetings = list(Appointment.objects.values_list("sequence", flat=True))
    booked = StandApplication.objects.count() + StandWish.objects.count()
    departures = list(Departure.objects.values_list("state", "sequence", "seats"))
    return (
        *roles,
        len(departures),
        sum(map(hash, departures)),
        sent_in,
        drafts,
        *said,
        appeals,
        files,
        len(meetings),
        sum(meetings),
        booked,
    )


@pytest.mark.parametrize("name", sorted(TABLE))
def test_each_visitor_gets_what_the_table_says(
    name: str, browsers: dict[str, Client], tea_house: Organization, wei: User
) -> None:
    invite(organization=tea_house, email="new@example.com", roles=["sales"], language="en", by=wei)
    rule, address = TABLE[name], address_of(name, tea_house)
    before = written()
    for visitor in VISITORS:
        browser, status = browsers[visitor], expected(rule, visitor)
        response = browser.get(address)
        got = 302 if rule.form_on else status
        assert response.status_code == got, f"{visitor} reads {name}: {response.status_code}"
        assert "no-store" in response["Cache-Control"]
        if rule.form_on:
            assert resolve(response["Location"]).url_name == rule.form_on, name
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            # What a page calls its own must not hide what the frame around it needs.
            assert f'href="/my/{address.removeprefix("/en/")}"' in response.content.decode(), name
        if status != 200:
            posted = browser.post(address, FILLED_IN)
            assert posted.status_code in {status, 405}, f"{visitor} writes {name}: {posted.status_code}"
            if posted.status_code == 302:
                assert posted["Location"].startswith("/en/account/login/?next=")
    assert written() == before


def test_a_role_that_lacks_is_told_which_may(browsers: dict[str, Client], tea_house: Organization) -> None:
    refused = browsers["sales"].get(f"/en/desk/{tea_house.slug}/profile/").content.decode()
    assert "Who may: Owner, Editor." in refused


@pytest.mark.parametrize("name", sorted(PERSONAL))
def test_personal_pages_are_kept_by_nobody(
    name: str, browsers: dict[str, Client], tea_house: Organization, wei: User
) -> None:
    asked = invite(organization=tea_house, email="new@example.com", roles=["sales"], language="en", by=wei)
    address = invitation_path(asked) if name == "desk-join" else reverse(name)
    for visitor in VISITORS:
        response = browsers[visitor].get(address)
        assert response.status_code == (PERSONAL[name] if visitor == "anonymous" else 200)
        assert "no-store" in response["Cache-Control"]


def test_an_address_without_an_organization_says_the_same_as_one_of_another(
    browsers: dict[str, Client], tea_house: Organization
) -> None:
    bodies = [
        browsers["buyer"].get(f"/en/desk/{slug}/").content.decode().replace(slug, "")
        for slug in (tea_house.slug, "no-such-organization")
    ]
    assert bodies[0] == bodies[1]


def test_the_menu_shows_what_a_role_may_open(browsers: dict[str, Client], tea_house: Organization) -> None:
    for role in ROLES:
        shown = browsers[role].get(f"/en/desk/{tea_house.slug}/").content.decode()
        for name, rule in TABLE.items():
            if not rule.form_on and name.count("-") == 1 and name not in OF_OPERATORS:
                link = f'<a href="{reverse(name, args=[tea_house.slug])}"'
                assert (link in shown) == (role in rule.may), f"{name} for {role}"
