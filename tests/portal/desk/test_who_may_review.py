"""Every address this project adds to the editors' area, with every kind of visitor, against one table."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.viewsets import viewsets

from catalog.conversations.reported import as_thing
from catalog.glossary.models import Concept, Label
from catalog.merchants.models import DecisionReason, Evidence, Organization, StorefrontVersion
from catalog.merchants.services import add_member
from catalog.moderation.models import Report, Suspension
from catalog.moderation.services import report
from catalog.products.document import to_json
from catalog.products.models import GoodsRule, ListingDraft
from catalog.tourism import tour_document
from catalog.tourism.models import TourDraft
from expo.fair.models import Edition, Exhibitor, ExhibitorFile, Hall, Stand, StandApplication
from portal.accounts.models import User
from portal.pages.services.editors import ensure_editors
from tests.cast import Person
from tests.catalog.tourism.tour_documents import HA_LONG
from tests.expo.fair.conftest import build_hall, plan_edition
from tests.portal.desk.test_who_may import conversation_with
from tests.stock import LIUBAO

pytestmark = pytest.mark.django_db

# Address by name: the arguments it takes. Only reviewers and administrators may open any of them.
PAGES: dict[str, tuple[str, ...]] = {
    "review": (),
    "review_evidence": ("evidence",),
    "review_listing": ("listing",),
    "review_stand": ("stand",),
    "review_storefront": ("storefront",),
    "review_thing": ("kind", "thing"),
    "review_tour": ("tour",),
    "fair_editions": (),
    "fair_edition_new": (),
    "fair_edition": ("edition",),
    "fair_hall_new": ("edition",),
    "fair_hall_edit": ("edition", "hall"),
    "fair_hall_remove": ("edition", "hall"),
    "fair_hall_stands": ("edition", "hall"),
    "fair_hall_stands_file": ("edition", "hall"),
    "fair_exhibitors": ("edition",),
    "fair_funnel": ("edition",),
    "fair_funnel_file": ("edition",),
    "fair_exhibitors_template": ("edition",),
    "fair_exhibitors_letter": ("edition",),
    "fair_exhibitors_file": ("edition", "table"),
    "fair_exhibitors_strike_off": ("edition", "exhibitor"),
    "search_queries:index": (),
    "search_queries:file": (),
    "search_try:index": (),
}
# It only leads on: where to depends on what is pasted into it.
LEADS_ON = {"review_find", "fair_organizing"}
# They only take what is posted.
TAKES = {"fair_exhibitors_upload", "fair_edition_move"}
# Lists of records: who may read and add to them are the same people.
LISTS = {
    "categories",
    "indications",
    "goods_rules",
    "decision_reasons",
    "pins",
    "synonyms",
    "concepts",
    "labels",
    "entry_rules",
    "places",
    "routes",
    "sessions",
}
OURS = ("catalog.", "expo.", "portal.")
NOBODY_IN = {302, 403}


def pages_added() -> set[str]:
    """Return the names of single pages our rooms add to the editors' area."""
    added = set()
    for hook in hooks.get_hooks("register_admin_urls"):
        for pattern in hook():
            module = getattr(pattern.callback, "__module__", "") if hasattr(pattern, "callback") else ""
            if module.startswith(OURS):
                added.add(str(pattern.name))
    for viewset in viewsets.viewsets:
        if type(viewset).__module__.startswith(OURS) and not hasattr(viewset, "model"):
            added |= {f"{viewset.url_namespace}:{pattern.name}" for pattern in viewset.get_urlpatterns()}
    return added


def lists_added() -> set[str]:
    """Return the names of the lists of records our rooms add."""
    return {
        viewset.name
        for viewset in viewsets.viewsets
        if type(viewset).__module__.startswith(OURS) and hasattr(viewset, "model")
    }


def test_the_table_names_every_page_we_add() -> None:
    assert pages_added() == set(PAGES) | LEADS_ON | TAKES
    assert lists_added() == LISTS


@pytest.fixture
def browsers(tea_house: Organization, person: Person, editor: User, administrator: User) -> dict[str, Client]:
    """A browser for everybody: a stranger, a buyer, one in each role, a member of staff without a group."""
    people: dict[str, User | None] = {"anonymous": None, "buyer": person("nok", "Nok"), "staff": editor}
    for role in ("owner", "editor", "sales", "finance"):
        people[role] = found = person(f"tea-{role}", role)
        add_member(organization=tea_house, user_id=found.pk, role=role)
    people["reviewer"] = reviewer = person("reviewer", "Reviewer", is_staff=True)
    reviewer.groups.add(ensure_editors())
    people["administrator"] = administrator
    browsers = {}
    for name, found_person in people.items():
        browsers[name] = Client()
        if found_person is not None:
            browsers[name].force_login(found_person)
    return browsers


def listing_that_waits(house: Organization) -> ListingDraft:
    now = timezone.now()
    return ListingDraft.objects.create(
        organization=house, document=to_json(LIUBAO), state="review", submitted_at=now, updated_at=now
    )


def tour_that_waits(house: Organization) -> TourDraft:
    now = timezone.now()
    document = tour_document.to_json(HA_LONG)
    return TourDraft.objects.create(
        organization=house, document=document, state="review", submitted_at=now, updated_at=now
    )


def addresses(house: Organization) -> dict[str, str]:
    evidence = Evidence.objects.create(
        organization=house, kind="registration", country_id="CN", submitted_at=timezone.now()
    )
    told = as_thing(conversation_with(house))
    report(kind="conversation", thing=told, reason="spam", text="", language="en", voice="visitor")
    edition = plan_edition()
    table = ExhibitorFile.objects.create(edition=edition, name="list.csv")
    exhibitor = Exhibitor.objects.create(
        edition=edition, name="Tea", email="tea@example.com", language="en", country_id="CN"
    )
    arguments = {
        "edition": edition.slug,
        "hall": build_hall(edition).slug,
        "table": table.pk,
        "exhibitor": exhibitor.pk,
        "listing": listing_that_waits(house).pk,
        "tour": tour_that_waits(house).pk,
        "evidence": evidence.pk,
        "storefront": house.storefront.pk,
        "stand": StandApplication.objects.create(edition=edition, organization=house).pk,
        "kind": "storefront",
        "thing": house.storefront.pk,
    }
    found = {name: reverse(name, args=[arguments[one] for one in takes]) for name, takes in PAGES.items()}
    for name in LISTS:
        found |= {f"{name}:{action}": reverse(f"{name}:{action}") for action in ("index", "add")}
    return found


def test_only_reviewers_and_administrators_come_in(
    browsers: dict[str, Client], tea_house: Organization
) -> None:
    for name, address in addresses(tea_house).items():
        for visitor, browser in browsers.items():
            status = browser.get(address).status_code
            wanted = {200} if visitor in {"reviewer", "administrator"} else NOBODY_IN
            assert status in wanted, f"{visitor} reads {name}: {status}"


def test_only_they_are_led_on(browsers: dict[str, Client], tea_house: Organization) -> None:
    address = f"{reverse('review_find')}?address=/en/storefront/{tea_house.slug}/"
    for visitor, browser in browsers.items():
        response = browser.get(address)
        leads = response.get("Location", "").startswith("/editors/review/")
        assert leads == (visitor in {"reviewer", "administrator"}), visitor


def written() -> tuple[int, ...]:
    """Return what would differ had somebody written."""
    return (
        StorefrontVersion.objects.count(),
        Suspension.objects.count(),
        Evidence.objects.filter(state="submitted").count(),
        ListingDraft.objects.filter(state="review").count(),
        TourDraft.objects.filter(state="review").count(),
        GoodsRule.objects.count(),
        Report.objects.filter(decided_at=None).count(),
        DecisionReason.objects.count(),
        Concept.objects.count(),
        Label.objects.count(),
        Edition.objects.count(),
        Hall.objects.count(),
        Stand.objects.count(),
    )


def test_nobody_else_writes(browsers: dict[str, Client], tea_house: Organization) -> None:
    given = {"decision": "accept", "key": f"new-{uuid4().hex}", "words-en": "x", "position": 1}
    found = addresses(tea_house)
    before = written()
    for name, address in found.items():
        for visitor, browser in browsers.items():
            if visitor not in {"reviewer", "administrator"}:
                assert browser.post(address, given).status_code in NOBODY_IN | {405}, f"{visitor} at {name}"
    assert written() == before
