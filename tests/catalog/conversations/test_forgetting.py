"""Somebody's account is deleted: name and address go from the conversations, what was said stays."""

import pytest
from django.test import Client

from catalog.conversations import limits, links, selectors
from catalog.conversations.models import Block, Conversation, Message
from catalog.conversations.services import answering, moderating
from catalog.conversations.services.forgetting import forget_visitor
from catalog.conversations.services.writing import Draft
from catalog.merchants.models import Organization
from catalog.notices.models import Notice, OutboxMail
from portal.accounts.models import User
from tests.catalog.conversations.conftest import SOMSAK, Begin, Sent
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def gone(begin: Begin, nok: User, seller: User) -> Conversation:
    """Nok's conversation, answered, after Nok's account was deleted."""
    conversation = begin(nok, share_address=True)
    answering.answer(conversation=conversation, draft=Draft("CNY 168", "en"), by=seller)
    nok.delete()
    conversation.refresh_from_db()
    return conversation


def everything_kept() -> str:
    rows = [*Conversation.objects.values(), *Message.objects.values()]
    return str([*rows, *Notice.objects.values(), *OutboxMail.objects.values()])


def test_name_and_address_are_nowhere_and_the_words_stay(gone: Conversation) -> None:
    assert gone.visitor_left
    assert gone.visitor is None
    kept = everything_kept()
    for personal in ("nok@example.com", "นก"):
        assert personal not in kept
    assert [message.text for message in gone.messages.order_by("pk")] == ["How much for 500 kg?", "CNY 168"]


def test_the_seller_reads_that_the_account_is_closed(
    client: Client, gone: Conversation, seller: User, tea_house: Organization
) -> None:
    client.force_login(seller)
    inbox = f"/en/desk/{tea_house.slug}/inbox/"
    assert "Closed account" in page_of(client.get(inbox)).get_text()
    page = page_of(client.get(f"{inbox}{gone.pk}/"))
    assert words(the(page, "h1")) == "Closed account"
    assert "This conversation has been ended." in page.get_text()
    assert "mail address shows once" not in page.get_text()
    assert page.select_one('a[href^="mailto:"]') is None
    assert page.select_one('form[action$="/unblock/"]') is None


def test_nobody_waits_and_nothing_more_can_be_said(
    gone: Conversation, seller: User, tea_house: Organization
) -> None:
    assert selectors.waiting_count(tea_house.pk) == 0
    assert gone.waiting_since is None
    moderating.unblock(conversation=gone, by=seller)
    gone.refresh_from_db()
    with pytest.raises(limits.Blocked):
        answering.answer(conversation=gone, draft=Draft("Hello?", "en"), by=seller)


def test_no_private_link_opens_what_was_an_accounts(client: Client, gone: Conversation) -> None:
    for path in (
        links.visitor_path(gone.pk, has_account=False, language="en"),
        links.confirm_path(gone.pk, language="en"),
        links.stop_path(gone.pk, language="en"),
    ):
        assert client.get(path).status_code == 404


def test_no_mail_follows(begin: Begin, nok: User, seller: User, sent: Sent) -> None:
    conversation = begin(nok)
    answering.answer(conversation=conversation, draft=Draft("CNY 168", "en"), by=seller)
    nok.delete()
    assert [message.to for message in sent()] == [[seller.email]]
    assert "นก" not in sent()[0].subject


def test_others_conversations_stay_as_they_are(begin: Begin, nok: User, lan: User, seller: User) -> None:
    mine, theirs, linked = begin(nok), begin(lan, text="Another"), begin()
    nok.delete()
    for conversation in (mine, theirs, linked):
        conversation.refresh_from_db()
    assert (mine.name, theirs.name, linked.address) == ("", "Lan", SOMSAK)
    assert theirs.blocked_at is None
    notices = Notice.objects.filter(recipient=seller, link__contains=str(theirs.pk))
    assert [one.values["name"] for one in notices] == ["Lan"]


def test_a_block_holds_against_a_new_account_of_the_same_address(
    begin: Begin, nok: User, seller: User
) -> None:
    conversation = begin(nok)
    moderating.block(conversation=conversation, by=seller)
    conversation.refresh_from_db()
    ended = conversation.blocked_at
    nok.delete()
    conversation.refresh_from_db()
    assert conversation.blocked_at == ended
    again = User.objects.create_user("nok@example.com", "new tea leaves, old wood", name="Nok")
    with pytest.raises(limits.Blocked):
        begin(again)
    assert Block.objects.count() == 1


def test_forgetting_again_changes_nothing(gone: Conversation, nok: User) -> None:
    assert forget_visitor(visitor_id=10**9) == 0
    before = everything_kept()
    gone.refresh_from_db()
    assert everything_kept() == before
