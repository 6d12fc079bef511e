"""While an organization is suspended both sides read what there is and learn why nobody can write."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from catalog.conversations import limits, links, subjects
from catalog.conversations.models import Conversation, Message
from catalog.conversations.services import answering, opening
from catalog.conversations.services.writing import Draft
from catalog.conversations.subjects import Subject
from catalog.merchants.models import DecisionReason, Organization
from catalog.merchants.services import add_member
from catalog.moderation import services as moderation
from catalog.moderation.kinds import find
from catalog.moderation.models import Suspension
from catalog.notices.models import Notice, OutboxMail
from portal.accounts.models import User
from tests.catalog.conversations.conftest import Begin
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
Suspend = Callable[[], Suspension]
WRITTEN = {"text": "CNY 168", "language": "en"}


@pytest.fixture
def suspend(tea_house: Organization, editor: User) -> Suspend:
    """Return a function with which a moderator suspends the tea house."""

    def now() -> Suspension:
        house = find("organization", str(tea_house.pk), "en")
        assert house is not None
        reason = DecisionReason.objects.get(key="counterfeit")
        return moderation.suspend(kind="organization", thing=house, reason=reason, by=editor)

    return now


def told() -> tuple[int, int, int]:
    """Return how much was written and told."""
    return Message.objects.count(), Notice.objects.count(), OutboxMail.objects.count()


def inbox(house: Organization, *more: object) -> str:
    return "/".join([f"/en/desk/{house.slug}/inbox", *map(str, more), ""])


def test_neither_side_writes_and_nobody_is_told(
    begin: Begin, nok: User, seller: User, suspend: Suspend
) -> None:
    conversation = begin(nok)
    suspend()
    before = told()
    with pytest.raises(limits.Suspended):
        answering.answer(conversation=conversation, draft=Draft("Yes", "en"), by=seller)
    with pytest.raises(limits.Suspended):
        answering.write_again(conversation=conversation, draft=Draft("And?", "th"))
    conversation.refresh_from_db()
    assert (told(), conversation.answered_at, conversation.awaits) == (before, None, "organization")


def test_what_somebody_had_opened_before_is_not_sent(
    begin: Begin, nok: User, offer: Subject, suspend: Suspend
) -> None:
    assert subjects.shown(kind="product", slug=offer.path.split("/")[-2], language="en")
    suspend()
    assert subjects.shown(kind="product", slug=offer.path.split("/")[-2], language="en") is None
    with pytest.raises(limits.Suspended):
        begin(nok, key=uuid4())
    assert not Conversation.objects.exists()


def test_it_goes_on_once_the_suspension_is_lifted(
    begin: Begin, nok: User, seller: User, editor: User, suspend: Suspend
) -> None:
    conversation = begin(nok)
    began = suspend()
    moderation.answer(suspension=began, lift=True, seen="new", note="Sorry", by=editor)
    answering.answer(conversation=conversation, draft=Draft("Yes", "en"), by=seller)
    answering.write_again(conversation=conversation, draft=Draft("Thank you", "th"))
    assert conversation.messages.count() == 3


@pytest.mark.parametrize(("role", "may"), [("owner", True), ("sales", False)])
def test_a_member_reads_and_is_told_why_and_who_may_appeal(
    client: Client,
    tea_house: Organization,
    begin: Begin,
    nok: User,
    lan: User,
    suspend: Suspend,
    role: str,
    may: bool,
) -> None:
    conversation = begin(nok)
    add_member(organization=tea_house, user_id=lan.pk, role=role)
    client.force_login(lan)
    assert page_of(client.get(inbox(tea_house))).select(".notice.bad") == []
    began = suspend()
    for address in (inbox(tea_house), inbox(tea_house, conversation.pk)):
        page = page_of(client.get(address))
        notice = the(page, ".notice.bad")
        assert "you can read here, not write" in words(notice)
        ways = [str(one["href"]) for one in notice.select("a")]
        assert ways == ([f"/en/desk/{tea_house.slug}/suspensions/{began.pk}/"] if may else [])
        assert ("Its owners and editors" in words(notice)) is not may
    assert "How much for 500 kg?" in words(the(page, ".thread"))
    assert page.select("textarea") == []
    assert the(page, 'form[action$="/block/"]'), "who is a nuisance can still be kept out"


def test_an_answer_in_a_form_that_was_open_comes_back_with_what_was_typed(
    client: Client, tea_house: Organization, begin: Begin, nok: User, seller: User, suspend: Suspend
) -> None:
    conversation = begin(nok)
    suspend()
    client.force_login(seller)
    answer = client.post(inbox(tea_house, conversation.pk), WRITTEN)
    assert answer.status_code == 400
    page = page_of(answer)
    assert "you can read here, not write" in words(the(page, ".error-summary"))
    assert words(the(page, "#id_text")) == WRITTEN["text"]
    assert conversation.messages.count() == 1


@pytest.mark.parametrize("account", [True, False])
def test_a_visitor_reads_and_is_told(
    client: Client, begin: Begin, nok: User, suspend: Suspend, account: bool
) -> None:
    conversation = begin(nok) if account else begin()
    opening.confirm(conversation=conversation)
    suspend()
    here = links.visitor_path(conversation.pk, has_account=account, language="en")
    if account:
        client.force_login(nok)
    page = page_of(client.get(here))
    assert "This seller is suspended" in words(the(page, ".notice.wait"))
    assert "How much for 500 kg?" in words(the(page, ".thread"))
    assert page.select("textarea") == []
    answer = client.post(here, WRITTEN)
    assert answer.status_code == 400
    again = page_of(answer)
    assert "This seller is suspended" in words(the(again, ".error-summary"))
    assert words(the(again, "#id_text")) == WRITTEN["text"]
    assert conversation.messages.count() == 1


def test_a_message_that_waits_for_its_address_is_not_let_through(
    client: Client, begin: Begin, seller: User, suspend: Suspend
) -> None:
    conversation = begin()
    suspend()
    before = told()
    where = links.confirm_path(conversation.pk, language="en")
    answer = client.post(where)
    assert answer.status_code == 400
    assert "This seller is suspended" in page_of(answer).get_text()
    conversation.refresh_from_db()
    assert (conversation.confirmed_at, told()) == (None, before)


def test_a_suspended_storefront_or_product_stops_nobody_from_writing(
    begin: Begin, nok: User, seller: User, editor: User, tea_house: Organization
) -> None:
    conversation = begin(nok)
    store = find("storefront", str(tea_house.storefront.pk), "en")
    assert store is not None
    reason = DecisionReason.objects.get(key="counterfeit")
    moderation.suspend(kind="storefront", thing=store, reason=reason, by=editor)
    answering.answer(conversation=conversation, draft=Draft("Yes", "en"), by=seller)
    assert conversation.messages.count() == 2
