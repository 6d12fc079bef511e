"""A draft is kept however little it says, and readers see nothing of it until a reviewer has agreed."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from catalog.audit.selectors import history
from catalog.files.models import PrivateFile
from catalog.files.services import save_picture
from catalog.merchants.models import DecisionReason, Organization
from catalog.products.document import AttachedDocument, CertificateDocument, ProductDocument, from_json
from catalog.products.models import Category, ListingDraft, Product, ProductVersion
from catalog.products.selectors.drafts import draft_of, published_document, waiting
from catalog.products.services import drafting, move_product
from catalog.products.services.drafting import (
    Conflict,
    DraftGone,
    DraftMoveRefused,
    approve_draft,
    discard_draft,
    problems_of,
    return_draft,
    save_draft,
    submit_draft,
    withdraw_draft,
)
from catalog.translation.selectors import text_in
from portal.accounts.models import User
from tests.catalog.merchants.evidence.conftest import picture
from tests.stock import LIUBAO

pytestmark = pytest.mark.django_db
EMPTY = ProductDocument(source_language="zh-hans", title={}, category="", country="", unit="")


def test_a_draft_may_say_nothing_yet(tea_house: Organization, owner: User) -> None:
    draft = save_draft(organization=tea_house, document=EMPTY, by=owner)
    assert (draft.state, draft.revision, draft.product) == ("draft", 1, None)
    assert from_json(draft.document) == EMPTY
    assert draft.updated_by == owner
    problems = problems_of(organization=tea_house, document=EMPTY)
    assert {"title", "category", "country", "unit"} <= set(problems)
    with pytest.raises(ValidationError) as refused:
        submit_draft(draft=draft, by=owner)
    assert refused.value.message_dict == problems
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_the_same_document_again_changes_nothing(tea_house: Organization, owner: User) -> None:
    draft = save_draft(organization=tea_house, document=EMPTY, by=owner)
    again = save_draft(organization=tea_house, document=EMPTY, draft=draft, by=owner)
    assert (again.pk, again.revision) == (draft.pk, 1)
    changed = save_draft(organization=tea_house, document=replace(EMPTY, country="CN"), draft=again, by=owner)
    assert (changed.pk, changed.revision) == (draft.pk, 2)


def test_the_second_of_two_is_told_what_the_first_left(tea_house: Organization, owner: User) -> None:
    draft = save_draft(organization=tea_house, document=EMPTY, by=owner)
    first, second = (replace(EMPTY, title={"zh-hans": text}) for text in ("甲", "乙"))
    save_draft(organization=tea_house, document=first, draft=draft, revision=1, by=owner)
    with pytest.raises(Conflict) as told:
        save_draft(organization=tea_house, document=second, draft=draft, revision=1, by=owner)
    assert told.value.document == first
    assert told.value.revision == 2
    with pytest.raises(Conflict):
        submit_draft(draft=draft, revision=1, by=owner)
    with pytest.raises(Conflict):
        discard_draft(draft=draft, revision=1, by=owner)
    kept = save_draft(organization=tea_house, document=second, draft=draft, revision=2, by=owner)
    assert from_json(kept.document) == second


def test_a_product_has_one_draft(liubao: Product, tea_house: Organization, owner: User) -> None:
    first = save_draft(organization=tea_house, document=LIUBAO, product=liubao, by=owner)
    with pytest.raises(Conflict) as told:
        save_draft(organization=tea_house, document=LIUBAO, product=liubao, by=owner)
    assert told.value.draft == first


def test_nobody_drafts_for_another_s_product(
    liubao: Product, pepper_garden: Organization, owner: User
) -> None:
    with pytest.raises(Product.DoesNotExist):
        save_draft(organization=pepper_garden, document=LIUBAO, product=liubao, by=owner)
    assert not ListingDraft.objects.exists()


@pytest.fixture
def sent(tea: Category, tea_house: Organization, owner: User) -> ListingDraft:
    """A new listing that waits for a reviewer."""
    return submit_draft(draft=save_draft(organization=tea_house, document=LIUBAO, by=owner), by=owner)


def test_in_review_nothing_changes_until_it_is_taken_back(
    sent: ListingDraft, tea_house: Organization, owner: User
) -> None:
    assert list(waiting()) == [sent]
    assert (sent.submitted_by, sent.state) == (owner, "review")
    acts: list[Callable[[], object]] = [
        lambda: save_draft(organization=tea_house, document=EMPTY, draft=sent, by=owner),
        lambda: submit_draft(draft=sent, by=owner),
        lambda: discard_draft(draft=sent, by=owner),
    ]
    for act in acts:
        with pytest.raises(DraftMoveRefused, match="'review'"):
            act()
    assert from_json(ListingDraft.objects.get().document) == LIUBAO
    assert withdraw_draft(draft=sent, by=owner).state == "draft"
    assert not waiting().exists()
    with pytest.raises(DraftMoveRefused):
        withdraw_draft(draft=sent, by=owner)


def test_approved_it_is_a_product_and_no_draft(sent: ListingDraft, owner: User, reviewer: User) -> None:
    assert not Product.objects.exists()
    product = approve_draft(draft=sent, by=reviewer, reason="Looked at the papers.")
    assert (product.status, product.version) == ("published", 1)
    assert published_document(product) == LIUBAO
    assert ProductVersion.objects.get().author == owner
    assert not ListingDraft.objects.exists()
    entry = history(product)[0]
    assert (entry.action, entry.role, entry.actor) == ("listing.approved", "reviewer", reviewer)
    assert entry.after["note"] == "Looked at the papers."
    with pytest.raises(DraftGone):
        withdraw_draft(draft=sent, by=owner)
    with pytest.raises(DraftGone):
        approve_draft(draft=sent, by=reviewer)
    assert ProductVersion.objects.count() == 1


def test_given_back_it_says_why_and_can_be_sent_again(
    sent: ListingDraft, tea_house: Organization, owner: User, reviewer: User, reason: DecisionReason
) -> None:
    back = return_draft(draft=sent, reason=reason, note=" The second one. ", by=reviewer)
    assert (back.state, back.reason, back.note) == ("returned", reason, "The second one.")
    assert back.decided_by == reviewer
    with pytest.raises(DraftMoveRefused):
        approve_draft(draft=back, by=reviewer)
    better = replace(LIUBAO, moq=40)
    changed = save_draft(organization=tea_house, document=better, draft=back, by=owner)
    assert changed.state == "returned"
    submit_draft(draft=changed, by=owner)
    assert approve_draft(draft=changed, by=reviewer).moq == 40


def test_a_reviewer_publishes_only_what_they_saw(
    sent: ListingDraft, tea_house: Organization, owner: User, reviewer: User
) -> None:
    seen = sent.revision
    taken = withdraw_draft(draft=sent, by=owner)
    other = save_draft(organization=tea_house, document=replace(LIUBAO, moq=5), draft=taken, by=owner)
    submit_draft(draft=other, by=owner)
    with pytest.raises(Conflict):
        approve_draft(draft=sent, revision=seen, by=reviewer)
    assert not Product.objects.exists()


def test_a_published_listing_stays_as_it_was_while_its_edit_is_in_review(
    liubao: Product, tea_house: Organization, owner: User, reviewer: User
) -> None:
    other = replace(LIUBAO, title={"zh-hans": "新茶"}, moq=100)
    draft = save_draft(organization=tea_house, document=other, product=liubao, by=owner)
    submit_draft(draft=draft, by=owner)
    liubao.refresh_from_db()
    assert (text_in(liubao, "title", "zh-hans"), liubao.moq) == (LIUBAO.title["zh-hans"], 20)
    assert (liubao.status, liubao.version) == ("published", 1)
    approve_draft(draft=draft, by=reviewer)
    liubao.refresh_from_db()
    assert (text_in(liubao, "title", "zh-hans"), liubao.moq, liubao.version) == ("新茶", 100, 2)


@pytest.mark.parametrize(("before", "after"), [("paused", "paused"), ("archived", "published")])
def test_a_paused_listing_stays_paused_with_its_new_version(
    before: str, after: str, liubao: Product, tea_house: Organization, owner: User, reviewer: User
) -> None:
    move_product(product=liubao, to=before)
    draft = save_draft(organization=tea_house, document=replace(LIUBAO, moq=25), product=liubao, by=owner)
    product = approve_draft(draft=submit_draft(draft=draft, by=owner), by=reviewer)
    assert (product.status, product.moq, product.version) == (after, 25, 2)


def test_discarded_it_is_gone_and_the_product_stays(
    liubao: Product, tea_house: Organization, owner: User
) -> None:
    draft = save_draft(organization=tea_house, document=LIUBAO, product=liubao, by=owner)
    discard_draft(draft=draft, revision=1, by=owner)
    assert draft_of(tea_house, draft.pk) is None
    assert Product.objects.filter(pk=liubao.pk, status="published").exists()
    assert [one.action for one in history(liubao)][:2] == ["listing.discarded", "listing.drafted"]
    with pytest.raises(DraftGone):
        save_draft(organization=tea_house, document=LIUBAO, draft=draft, by=owner)


def test_pictures_and_files_are_the_organization_s_own(
    tea_house: Organization, pepper_garden: Organization, owner: User, paper: PrivateFile
) -> None:
    own = save_picture(data=picture(), title="tea", owner_id=tea_house.pk)
    kept = replace(
        EMPTY,
        pictures=(own.pk,),
        certificates=(CertificateDocument(kind="organic", number="1", file=str(paper.pk)),),
        documents=(AttachedDocument(file=str(paper.pk), names={"en": "Data sheet"}),),
    )
    assert save_draft(organization=tea_house, document=kept, by=owner).revision == 1
    with pytest.raises(ValidationError) as refused:
        save_draft(organization=pepper_garden, document=kept, by=owner)
    assert set(refused.value.message_dict) == {"pictures", "certificates", "documents"}
    for stranger in ("no id", str(uuid4()), str(paper.pk).upper()):
        lost = replace(EMPTY, documents=(AttachedDocument(file=stranger),))
        with pytest.raises(ValidationError):
            save_draft(organization=tea_house, document=lost, by=owner)
    assert ListingDraft.objects.count() == 1


def test_another_organization_s_draft_is_not_found(
    tea_house: Organization, pepper_garden: Organization, owner: User
) -> None:
    draft = save_draft(organization=tea_house, document=EMPTY, by=owner)
    assert draft_of(tea_house, draft.pk) == draft
    assert draft_of(pepper_garden, draft.pk) is None


def test_every_state_and_move_has_a_service() -> None:
    assert set(drafting.MOVES) == set(ListingDraft.State)
    assert {to for targets in drafting.MOVES.values() for to in targets} == set(ListingDraft.State)
