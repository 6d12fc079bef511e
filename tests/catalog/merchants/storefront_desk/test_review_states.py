"""A first storefront at each point of its way to readers: each move, who is told, what reviewers see."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from catalog.audit.models import Entry
from catalog.merchants.models import DecisionReason, Organization, Storefront
from catalog.merchants.reviewing import STOREFRONTS
from catalog.merchants.selectors.drafts import draft_of
from catalog.merchants.services import MoveRefused, add_member, create_organization, move_storefront
from catalog.merchants.services.drafting import discard_draft, publish_draft, save_draft
from catalog.merchants.services.opening import approve_storefront, open_storefront, return_storefront
from catalog.notices.letters import shown
from catalog.notices.models import Notice
from catalog.reference.languages import codes
from portal.accounts.models import User
from tests.catalog.merchants.storefront_desk.conftest import OPEN
from tests.reading import page_of, the

pytestmark = pytest.mark.django_db
POINTS = ("nothing", "written", "sent in", "given back")


@pytest.mark.parametrize("move", ["send in", "approve", "give back", "discard"])
@pytest.mark.parametrize("point", POINTS)
def test_each_move_is_made_or_refused_at_each_point(
    shop: Storefront,
    sophea: User,
    reviewer: User,
    reason: DecisionReason,
    bring: Callable[[str], None],
    point: str,
    move: str,
) -> None:
    bring(point)
    written, told = Entry.objects.count(), Notice.objects.count()
    moves: dict[str, Callable[[], object]] = {
        "send in": lambda: open_storefront(storefront=shop, revision=1, by=sophea),
        "approve": lambda: approve_storefront(storefront=shop, revision=1, by=reviewer),
        "give back": lambda: return_storefront(
            storefront=shop, revision=1, reason=reason, note="", by=reviewer
        ),
        "discard": lambda: discard_draft(storefront=shop, revision=1),
    }
    refused = {"send in": {"nothing"}, "discard": set()}.get(move, {"nothing", "written", "given back"})
    if point in refused:
        with pytest.raises((MoveRefused, ValidationError)):
            moves[move]()
        assert (Entry.objects.count(), Notice.objects.count()) == (written, told)
    else:
        moves[move]()
        assert Notice.objects.count() == told + int(move in {"approve", "give back"})
    shop.refresh_from_db()
    approved = move == "approve" and point == "sent in"
    assert (shop.status, shop.version) == (("published", 1) if approved else ("draft", 0))


def test_nobody_shows_a_storefront_that_no_reviewer_has_seen(
    client: Client, shop: Storefront, sophea: User
) -> None:
    client.force_login(sophea)
    where = f"/en/desk/{shop.organization.slug}/storefront/pause/"
    for sent in ({"show": "1"}, {}):
        answer = client.post(where, sent, follow=True)
        assert "in another state already" in answer.content.decode()
    shop.refresh_from_db()
    assert shop.status == "draft"
    assert client.get(f"/en/storefront/{shop.slug}/").status_code == 404
    with pytest.raises(MoveRefused):
        move_storefront(storefront=shop, to="published")


def test_its_way_is_written_down_with_who_went_it(
    shop: Storefront, sophea: User, reviewer: User, reason: DecisionReason, bring: Callable[[str], None]
) -> None:
    bring("given back")
    open_storefront(storefront=shop, revision=1, by=sophea)
    approve_storefront(storefront=shop, revision=1, by=reviewer)
    said = Entry.objects.filter(action__startswith="storefront.").order_by("pk")
    assert [(one.action, one.actor, one.role) for one in said] == [
        ("storefront.submitted", sophea, "owner"),
        ("storefront.reviewed", reviewer, "reviewer"),
        ("storefront.submitted", sophea, "owner"),
        ("storefront.published", reviewer, ""),
        ("storefront.reviewed", reviewer, "reviewer"),
    ]
    assert said[1].after == {"accepted": False, "reason": reason.key, "note": "Say more"}


@pytest.mark.parametrize(
    ("role", "told"), [("owner", True), ("editor", True), ("sales", False), ("finance", False)]
)
@pytest.mark.parametrize("decision", ["approve", "give back"])
def test_those_who_write_it_are_told(
    shop: Storefront,
    reviewer: User,
    reason: DecisionReason,
    nok: User,
    bring: Callable[[str], None],
    role: str,
    told: bool,
    decision: str,
) -> None:
    add_member(organization=shop.organization, user_id=nok.pk, role=role)
    bring("sent in")
    if decision == "approve":
        approve_storefront(storefront=shop, revision=1, by=reviewer)
    else:
        return_storefront(storefront=shop, revision=1, reason=reason, note="", by=reviewer)
    assert Notice.objects.filter(recipient=nok).exists() is told
    assert not Notice.objects.filter(recipient=reviewer).exists()


@pytest.mark.parametrize("language", codes())
def test_why_it_was_given_back_is_read_in_any_language(
    bring: Callable[[str], None], reason: DecisionReason, language: str
) -> None:
    bring("given back")
    told = shown(Notice.objects.get(), language)
    assert reason.words[language] in told.text
    assert "Say more" in told.text
    assert ("Storefront" in told.subject) == (language == "en")
    assert told.path.startswith(f"/{language}/desk/")


def test_the_longest_waiting_is_first_and_keeps_its_place_when_changed(
    shop: Storefront, sophea: User, nok: User, bring: Callable[[str], None]
) -> None:
    bring("sent in")
    other = create_organization(kind="merchant", country="TH", source_language="th", name={"th": "ชา"})
    add_member(organization=other, user_id=nok.pk, role="owner")
    document = replace(OPEN, source_language="th", tagline={"th": "ชา"}, about={})
    save_draft(storefront=other.storefront, document=document, revision=0, by=nok)
    open_storefront(storefront=other.storefront, revision=1, by=nok)
    assert [one.owner for one in STOREFRONTS.longest(9)] == ["ម្រេច", "ชา"]
    save_draft(storefront=shop, document=replace(OPEN, founded=1999), revision=1, by=sophea)
    open_storefront(storefront=shop, revision=2, by=sophea)
    assert [one.owner for one in STOREFRONTS.longest(9)] == ["ម្រេច", "ชา"]
    assert [one.owner for one in STOREFRONTS.longest(1)] == ["ម្រេច"]
    assert STOREFRONTS.count() == 2


def test_an_owner_cannot_publish_around_the_reviewers(
    client: Client, shop: Storefront, sophea: User, bring: Callable[[str], None]
) -> None:
    bring("sent in")
    client.force_login(sophea)
    where = f"/en/desk/{shop.organization.slug}/storefront/publish/"
    for _ in range(2):
        assert "A reviewer looks at it" in client.post(where, {"revision": 1}, follow=True).content.decode()
    shop.refresh_from_db()
    assert (shop.status, shop.version, STOREFRONTS.count()) == ("draft", 0, 1)


def test_once_open_it_is_published_at_once(
    shop: Storefront, sophea: User, reviewer: User, bring: Callable[[str], None]
) -> None:
    bring("sent in")
    approve_storefront(storefront=shop, revision=1, by=reviewer)
    revision = save_draft(storefront=shop, document=replace(OPEN, founded=2001), revision=0, by=sophea)
    before = timezone.now()
    assert open_storefront(storefront=shop, revision=revision, by=sophea)
    shop.refresh_from_db()
    assert (shop.version, shop.founded) == (2, 2001)
    assert shop.updated_at >= before


@pytest.mark.parametrize("action", ["publish", "discard", "pause", "address", "texts/en", ""])
def test_another_organizations_storefront_is_not_found_and_not_written(
    client: Client,
    shop: Storefront,
    tea_house: Organization,
    wei: User,
    bring: Callable[[str], None],
    action: str,
) -> None:
    bring("written")
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    client.force_login(wei)
    where = f"/en/desk/{shop.organization.slug}/storefront/{action}{'/' if action else ''}"
    sent = {"revision": 1, "slug": "mine-now", "tagline": "Mine", "show": "1"}
    assert client.post(where, sent).status_code == 404
    assert draft_of(shop).document == OPEN
    shop.refresh_from_db()
    assert (shop.slug, shop.status) == (shop.organization.slug, "draft")


def test_publishing_a_draft_keeps_who_wrote_the_version(
    shop: Storefront, sophea: User, bring: Callable[[str], None]
) -> None:
    bring("written")
    publish_draft(storefront=shop, revision=1, by=sophea)
    kept = shop.versions.get()
    assert (kept.number, kept.author, str(kept)) == (1, sophea, f"{shop.pk} v1")
    assert the(page_of(Client().get(f"/en/storefront/{shop.slug}/")), "h1")
