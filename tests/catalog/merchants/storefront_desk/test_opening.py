"""A storefront opens: a stranger's is looked at first, a verified organization's and an open one are not."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from catalog.audit.selectors import history
from catalog.merchants.models import DecisionReason, Evidence, Organization, Storefront, StorefrontDraft
from catalog.merchants.reviewing import STOREFRONTS
from catalog.merchants.selectors.drafts import draft_of
from catalog.merchants.services import add_member, create_organization
from catalog.merchants.services.drafting import DraftConflict, discard_draft, save_draft
from catalog.merchants.services.moves import MoveRefused
from catalog.merchants.services.opening import approve_storefront, open_storefront, return_storefront
from catalog.merchants.services.suspending import suspend_organization, suspend_storefront
from catalog.notices.letters import shown
from catalog.notices.models import Notice
from portal.accounts.models import User
from portal.pages.services.editors import ensure_editors
from tests.cast import Person
from tests.catalog.merchants.storefront_desk.conftest import read
from tests.reading import the, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(sophea: User) -> Storefront:
    """Sophea's new shop: never open, with a first draft."""
    made = create_organization(kind="merchant", country="KH", source_language="km", name={"km": "ម្រេច"})
    add_member(organization=made, user_id=sophea.pk, role="owner")
    write(made.storefront, sophea, "ម្រេចកំពត")
    return made.storefront


@pytest.fixture
def reviewer(person: Person) -> User:
    """An editor."""
    made = person("reviewer", "Mei", is_staff=True)
    made.groups.add(ensure_editors())
    return made


@pytest.fixture
def reason(db: None) -> DecisionReason:
    return DecisionReason.objects.get(key="storefront-says-little")


def write(store: Storefront, by: User, tagline: str) -> int:
    draft = draft_of(store)
    own = store.organization.source_language
    document = replace(draft.document, tagline={own: tagline})
    return save_draft(storefront=store, document=document, revision=draft.revision, by=by)


def verify(organization: Organization, state: str = "accepted") -> None:
    Evidence.objects.create(
        organization=organization,
        kind="registration",
        country_id="KH",
        state=state,
        submitted_at=timezone.now(),
        decided_at=timezone.now(),
    )


def status(store: Storefront) -> str:
    store.refresh_from_db()
    return store.status


def test_a_strangers_first_storefront_waits_for_a_reviewer(shop: Storefront, sophea: User) -> None:
    assert not open_storefront(storefront=shop, revision=1, by=sophea)
    assert status(shop) == "draft"
    (waiting,) = STOREFRONTS.longest(10)
    assert (waiting.owner, waiting.url) == ("ម្រេច", f"/editors/review/storefront/{shop.pk}/")
    assert history(shop.organization)[0].action == "storefront.submitted"


@pytest.mark.parametrize(("state", "opens"), [("accepted", True), ("submitted", False), ("refused", False)])
def test_only_evidence_that_holds_opens_it_at_once(
    shop: Storefront, sophea: User, state: str, opens: bool
) -> None:
    verify(shop.organization, state)
    assert open_storefront(storefront=shop, revision=1, by=sophea) is opens
    assert (status(shop) == "published") is opens
    assert STOREFRONTS.count() == int(not opens)


def test_what_an_open_one_says_next_is_not_looked_at(
    store: Storefront, owner: User, tea_house: Organization
) -> None:
    revision = write(store, owner, "老茶")
    assert open_storefront(storefront=store, revision=revision, by=owner)
    assert status(store) == "published"
    assert STOREFRONTS.count() == 0


def test_a_reviewer_opens_it_and_its_owner_is_told(shop: Storefront, sophea: User, reviewer: User) -> None:
    open_storefront(storefront=shop, revision=1, by=sophea)
    approve_storefront(storefront=shop, revision=1, by=reviewer)
    assert status(shop) == "published"
    assert STOREFRONTS.count() == 0
    assert not StorefrontDraft.objects.exists()
    assert "Readers see it now." in shown(Notice.objects.get(recipient=sophea), "en").text
    entry = history(shop.organization)[0]
    assert (entry.action, entry.role, entry.after) == ("storefront.reviewed", "reviewer", {"accepted": True})


@pytest.mark.parametrize("what", ["storefront", "organization"])
def test_one_suspended_meanwhile_is_agreed_to_and_nobody_is_told_that_readers_see_it(
    shop: Storefront, sophea: User, reviewer: User, what: str
) -> None:
    open_storefront(storefront=shop, revision=1, by=sophea)
    if what == "storefront":
        suspend_storefront(storefront=shop, by=reviewer)
    else:
        suspend_organization(organization=shop.organization, by=reviewer)
    approve_storefront(storefront=shop, revision=1, by=reviewer)
    told = shown(Notice.objects.get(recipient=sophea), "en")
    assert "Kept. Readers see it when the suspension is lifted." in told.text
    assert (told.subject, "now" in told.text) == ("Storefront: Accepted", False)
    assert Client().get(f"/en/storefront/{shop.slug}/").status_code == 404


@pytest.mark.parametrize("what", ["storefront", "organization"])
def test_who_publishes_what_is_suspended_is_told_when_readers_see_it(
    client: Client, store: Storefront, owner: User, reviewer: User, what: str
) -> None:
    revision = write(store, owner, "老茶")
    if what == "storefront":
        suspend_storefront(storefront=store, by=reviewer)
    else:
        suspend_organization(organization=store.organization, by=reviewer)
    client.force_login(owner)
    here = f"/en/desk/{store.organization.slug}/storefront/publish/"
    said = client.post(here, {"revision": revision}, follow=True).content.decode()
    assert "Kept. Readers see it when the suspension is lifted." in said
    assert "Readers see it now" not in said


def test_one_given_back_is_changed_and_sent_in_again(
    shop: Storefront, sophea: User, reviewer: User, reason: DecisionReason
) -> None:
    open_storefront(storefront=shop, revision=1, by=sophea)
    return_storefront(storefront=shop, revision=1, reason=reason, note=" Who are you? ", by=reviewer)
    assert (status(shop), STOREFRONTS.count()) == ("draft", 0)
    told = shown(Notice.objects.get(recipient=sophea), sophea.language).text
    assert "ពណ៌នាតិចពេក" in told
    assert "Who are you?" in told
    revision = write(shop, sophea, "ម្រេចកំពតពីសួនយើង")
    assert draft_of(shop).note == "Who are you?"
    open_storefront(storefront=shop, revision=revision, by=sophea)
    assert (draft_of(shop).waits, draft_of(shop).reason, draft_of(shop).note) == (True, None, "")


def test_a_draft_changed_since_the_reviewer_saw_it_is_not_decided_about(
    shop: Storefront, sophea: User, reviewer: User, reason: DecisionReason
) -> None:
    open_storefront(storefront=shop, revision=1, by=sophea)
    revision = write(shop, sophea, "ថ្មី")
    assert STOREFRONTS.count() == 1, "it keeps its place"
    for decide in (
        lambda: approve_storefront(storefront=shop, revision=1, by=reviewer),
        lambda: return_storefront(storefront=shop, revision=1, reason=reason, note="", by=reviewer),
    ):
        with pytest.raises(MoveRefused):
            decide()
    assert status(shop) == "draft"
    approve_storefront(storefront=shop, revision=revision, by=reviewer)
    assert status(shop) == "published"


def test_nothing_is_decided_twice_or_before_it_is_sent_in(
    shop: Storefront, sophea: User, reviewer: User, reason: DecisionReason
) -> None:
    with pytest.raises(MoveRefused):
        approve_storefront(storefront=shop, revision=1, by=reviewer)
    open_storefront(storefront=shop, revision=1, by=sophea)
    return_storefront(storefront=shop, revision=1, reason=reason, note="", by=reviewer)
    with pytest.raises(MoveRefused):
        approve_storefront(storefront=shop, revision=1, by=reviewer)
    assert (status(shop), Notice.objects.count()) == ("draft", 1)


def test_one_thrown_away_leaves_the_queue(shop: Storefront, sophea: User) -> None:
    open_storefront(storefront=shop, revision=1, by=sophea)
    discard_draft(storefront=shop, revision=1)
    assert STOREFRONTS.count() == 0


def test_what_cannot_be_shown_is_not_sent_in(shop: Storefront, sophea: User) -> None:
    with pytest.raises(DraftConflict):
        open_storefront(storefront=shop, revision=9, by=sophea)
    revision = write(shop, sophea, "")
    with pytest.raises(ValidationError, match="what you offer"):
        open_storefront(storefront=shop, revision=revision, by=sophea)
    assert STOREFRONTS.count() == 0


def test_the_desk_says_what_becomes_of_it(
    client: Client, shop: Storefront, sophea: User, reviewer: User, reason: DecisionReason
) -> None:
    client.force_login(sophea)
    here = f"/en/desk/{shop.organization.slug}/storefront/"
    sent = client.post(f"{here}publish/", {"revision": 1}, follow=True)
    assert "A reviewer looks at it before readers do" in sent.content.decode()
    assert "You can go on writing" in words(the(read(client.get(here)), ".notice.wait"))
    return_storefront(storefront=shop, revision=1, reason=reason, note="Say more.", by=reviewer)
    notice = words(the(read(client.get(here)), ".notice.wait"))
    assert "too little about who you are" in notice
    assert "Say more." in notice


def test_while_a_reviewer_has_it_nobody_is_asked_to_send_it_in_again(
    client: Client, shop: Storefront, sophea: User
) -> None:
    client.force_login(sophea)
    at = f"/en/desk/{shop.organization.slug}/storefront/"
    offered = f"form[action='{at}publish/'] button"
    assert read(client.get(at)).select_one(offered)
    open_storefront(storefront=shop, revision=1, by=sophea)
    page = read(client.get(at))
    assert not page.select_one(offered)
    assert "A reviewer looks at this draft before readers do." in words(the(page, "main"))
    assert page.select_one(f"form[action='{at}discard/'] button")

    verify(shop.organization)
    assert read(client.get(at)).select_one(offered), "who is verified meanwhile need not wait"


def test_what_is_written_while_a_reviewer_has_it_needs_no_publishing(
    client: Client, shop: Storefront, sophea: User
) -> None:
    client.force_login(sophea)
    at = f"/en/desk/{shop.organization.slug}/storefront/"
    open_storefront(storefront=shop, revision=1, by=sophea)
    page = read(client.post(at, {"revision": "1", "tagline": "ម្រេចខ្មៅ"}, follow=True))
    assert "The reviewer looks at it as it is now." in words(the(page, ".page-messages"))
    assert draft_of(shop).waits


def test_the_reviewers_page_shows_all_it_says_and_takes_the_decision(
    client: Client, shop: Storefront, sophea: User, reviewer: User
) -> None:
    open_storefront(storefront=shop, revision=1, by=sophea)
    client.force_login(reviewer)
    address = f"/editors/review/storefront/{shop.pk}/"
    assert address in client.get("/editors/review/?kind=storefronts").content.decode()
    page = read(client.get(address))
    assert words(the(page, "dd[lang=km]")) == "ម្រេចកំពត"
    assert the(page, "input[name=revision]")["value"] == "1"
    assert client.post(address, {"decision": "refuse", "revision": 1}).status_code == 422
    late = client.post(address, {"decision": "accept", "revision": 7}, follow=True)
    assert "changed or decided about meanwhile" in late.content.decode()
    assert client.post(address, {"decision": "accept", "revision": 1})["Location"] == "/editors/review/"
    assert status(shop) == "published"
    assert "Nothing waits." in read(client.get(address)).get_text()
    assert client.get("/editors/review/storefront/0/").status_code == 404
