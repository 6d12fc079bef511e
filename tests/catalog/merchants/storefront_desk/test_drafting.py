"""A draft is kept apart from what readers see; of two who write at once the second is told."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from catalog.audit.selectors import history
from catalog.files.services import save_picture
from catalog.merchants.document import StorefrontDocument
from catalog.merchants.models import (
    FormerAddress,
    Organization,
    Storefront,
    StorefrontDraft,
    StorefrontVersion,
)
from catalog.merchants.selectors.drafts import draft_of, preview
from catalog.merchants.services import create_organization
from catalog.merchants.services.drafting import (
    DraftConflict,
    change_address,
    discard_draft,
    publish_draft,
    save_draft,
    written,
)
from catalog.translation.selectors import text_in
from portal.accounts.models import User
from tests.catalog.merchants.evidence.conftest import picture

pytestmark = pytest.mark.django_db


def test_without_a_draft_it_starts_from_what_is_published(store: Storefront) -> None:
    draft = draft_of(store)
    assert draft.revision == 0
    assert draft.document.tagline == {"zh-hans": "只做六堡茶", "en": "Liubao tea and nothing else"}


def test_a_draft_changes_nothing_readers_see(store: Storefront, owner: User) -> None:
    document = replace(draft_of(store).document, tagline={"zh-hans": "新句子"})
    assert save_draft(storefront=store, document=document, revision=0, by=owner) == 1
    store.refresh_from_db()
    assert text_in(store, "tagline", "zh-hans") == "只做六堡茶"
    assert draft_of(store).document.tagline == {"zh-hans": "新句子"}
    assert preview(store, draft_of(store).document, "zh-hans").card.tagline.value == "新句子"


def test_the_second_of_two_is_told_what_the_first_left(store: Storefront, owner: User) -> None:
    start = draft_of(store).document
    first, second = (replace(start, tagline={"zh-hans": text}) for text in ("甲", "乙"))
    save_draft(storefront=store, document=first, revision=0, by=owner)
    with pytest.raises(DraftConflict) as told:
        save_draft(storefront=store, document=second, revision=0, by=owner)
    assert told.value.document == first
    assert told.value.revision == 1
    assert draft_of(store).document == first
    assert save_draft(storefront=store, document=second, revision=1, by=owner) == 2


def test_publishing_what_moved_on_is_refused(store: Storefront, owner: User) -> None:
    start = draft_of(store).document
    save_draft(storefront=store, document=start, revision=0, by=owner)
    save_draft(storefront=store, document=replace(start, founded=1950), revision=1, by=owner)
    for act in (
        lambda: publish_draft(storefront=store, revision=1, by=owner),
        lambda: discard_draft(storefront=store, revision=1),
    ):
        with pytest.raises(DraftConflict):
            act()
    assert draft_of(store).revision == 2


def test_publishing_makes_a_version_and_ends_the_draft(
    store: Storefront, tea_house: Organization, owner: User
) -> None:
    document = replace(
        draft_of(store).document,
        highlights={"zh-hans": "一\n二"},
        contacts={"wechat": "tea-wei"},
        sections=("contact", "about"),
        video="https://video.example/1",
    )
    save_draft(storefront=store, document=document, revision=0, by=owner)
    published = publish_draft(storefront=store, revision=1, by=owner)
    assert (published.version, published.contacts, published.sections) == (
        2, {"wechat": "tea-wei"}, ["contact", "about"]
    )  # fmt: skip
    assert text_in(published, "highlights", "zh-hans") == "一\n二"
    assert not StorefrontDraft.objects.exists()
    assert StorefrontVersion.objects.filter(storefront=store).count() == 2
    assert history(tea_house)[0].action == "storefront.published"
    assert draft_of(store).document == document
    with pytest.raises(ValidationError, match="nothing new"):
        publish_draft(storefront=store, revision=1, by=owner)


def test_a_storefront_that_says_nothing_is_not_published(owner: User) -> None:
    fresh = create_organization(kind="merchant", country="KH", source_language="km", name={"km": "ម្រេច"})
    empty = draft_of(fresh.storefront).document
    assert empty == StorefrontDocument(source_language="km", tagline={}, about={})
    save_draft(storefront=fresh.storefront, document=empty, revision=0, by=owner)
    with pytest.raises(ValidationError, match="in one line"):
        publish_draft(storefront=fresh.storefront, revision=1, by=owner)
    fresh.storefront.refresh_from_db()
    assert fresh.storefront.status == "draft"


def test_what_a_member_writes_counts_as_read_and_what_they_leave_stays(store: Storefront) -> None:
    start = replace(draft_of(store).document, states={})
    same = {"tagline": "Liubao tea and nothing else", "about": "Three generations", "highlights": ""}
    document = written(start, language="en", texts=same)
    assert document.states == {"about": {"en": "reviewed"}}
    gone = written(document, language="en", texts=dict.fromkeys(same, ""))
    assert gone.tagline == {"zh-hans": "只做六堡茶"}
    assert gone.states == {}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"video": "http://video.example/"}, "video"),
        ({"video": "javascript:alert(1)"}, "video"),
        ({"sections": ("about", "about")}, "sections"),
        ({"sections": ("secrets",)}, "sections"),
        ({"contacts": {"fax": "1"}}, "contacts"),
        ({"logo": 10**9}, "logo"),
    ],
)
def test_what_cannot_be_shown_is_refused(
    store: Storefront, owner: User, changes: dict[str, object], field: str
) -> None:
    document = replace(draft_of(store).document, **changes)  # type: ignore[arg-type]
    with pytest.raises(ValidationError) as refused:
        save_draft(storefront=store, document=document, revision=0, by=owner)
    assert set(refused.value.message_dict) == {field}


def test_anothers_picture_is_not_shown(store: Storefront, pepper_garden: Organization, owner: User) -> None:
    theirs = save_picture(data=picture(), title="theirs", owner_id=pepper_garden.pk)
    mine = save_picture(data=picture(), title="mine", owner_id=store.organization_id)
    start = draft_of(store).document
    with pytest.raises(ValidationError):
        save_draft(storefront=store, document=replace(start, gallery=(theirs.pk,)), revision=0, by=owner)
    save_draft(storefront=store, document=replace(start, gallery=(mine.pk,)), revision=0, by=owner)
    assert len(preview(store, draft_of(store).document, "en").gallery) == 1


def test_addresses_it_had_lead_to_where_it_is(
    store: Storefront, tea_house: Organization, owner: User
) -> None:
    first = store.slug
    change_address(storefront=store, slug="old-banyan", by=owner)
    change_address(storefront=store, slug="new-banyan", by=owner)
    assert set(FormerAddress.objects.values_list("slug", flat=True)) == {first, "old-banyan"}
    change_address(storefront=store, slug=first, by=owner)
    assert set(FormerAddress.objects.values_list("slug", flat=True)) == {"new-banyan", "old-banyan"}
    assert history(tea_house)[0].after == {"address": first}


@pytest.mark.parametrize("slug", ["Old Banyan", "desk", "zh-hans", "a_b", "", "x" * 61, "-a"])
def test_an_address_that_cannot_be_is_refused(store: Storefront, owner: User, slug: str) -> None:
    before = store.slug
    with pytest.raises(ValidationError, match="Use small letters"):
        change_address(storefront=store, slug=slug, by=owner)
    store.refresh_from_db()
    assert store.slug == before


def test_an_address_of_another_now_or_once_is_refused(
    store: Storefront, pepper_garden: Organization, owner: User
) -> None:
    theirs = pepper_garden.storefront.slug
    change_address(storefront=pepper_garden.storefront, slug="pepper", by=owner)
    for slug in ("pepper", theirs):
        with pytest.raises(ValidationError, match="another storefront"):
            change_address(storefront=store, slug=slug, by=owner)
    made = create_organization(kind="company", country="KH", source_language="en", name={"en": "Pepper"})
    assert made.slug == "pepper-2"
