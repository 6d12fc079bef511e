"""A visitor writes: with an account it reaches the seller at once, without one after a confirmation."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from catalog.conversations import limits, links, selectors
from catalog.conversations.models import Conversation, Message, Side
from catalog.conversations.services import answering, opening
from catalog.conversations.services.writing import Draft
from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.notices.models import Notice, OutboxMail
from portal.accounts.models import User
from tests.catalog.conversations.conftest import SOMSAK, Begin, Sent

pytestmark = pytest.mark.django_db


def test_a_person_with_an_account_reaches_the_seller_at_once(
    begin: Begin, nok: User, seller: User, sent: Sent
) -> None:
    conversation = begin(nok)
    assert conversation.confirmed_at is not None
    assert conversation.awaits == Side.ORGANIZATION
    [message] = sent()
    assert message.to == [seller.email]
    assert "How much for 500 kg?" in message.body
    assert str(conversation.pk) in message.body


def test_an_address_is_asked_first_and_the_seller_sees_nothing(
    begin: Begin, seller: User, tea_house: Organization, sent: Sent
) -> None:
    conversation = begin()
    assert conversation.confirmed_at is None
    assert selectors.inbox(organization_id=tea_house.pk, language="en").lines == []
    assert selectors.waiting_count(tea_house.pk) == 0
    assert selectors.for_organization(conversation_id=conversation.pk, organization_id=tea_house.pk) is None
    [message] = sent()
    assert message.to == [SOMSAK]
    assert not Notice.objects.filter(recipient=seller).exists()


def test_the_letter_that_asks_carries_nothing_a_stranger_typed(begin: Begin, sent: Sent) -> None:
    begin(text="Buy at http://spam.example now", name="Win a prize")
    [message] = sent()
    html = str(message.alternatives[0][0])
    for words in ("spam.example", "Win a prize"):
        assert words not in message.body
        assert words not in html
        assert words not in message.subject


def test_a_confirmed_address_reaches_the_seller_once(
    begin: Begin, seller: User, tea_house: Organization, sent: Sent
) -> None:
    conversation = begin()
    assert opening.confirm(conversation=conversation)
    assert not opening.confirm(conversation=conversation)
    to_seller = [message for message in sent() if message.to == [seller.email]]
    assert len(to_seller) == 1
    [line] = selectors.inbox(organization_id=tea_house.pk, language="en").lines
    assert line.conversation == conversation
    assert line.preview == "How much for 500 kg?"


def test_the_seller_is_not_kept_waiting_by_a_late_confirmation(begin: Begin, seller: User) -> None:
    conversation = begin()
    Conversation.objects.filter(pk=conversation.pk).update(
        created_at=timezone.now() - timedelta(days=3), last_message_at=timezone.now() - timedelta(days=3)
    )
    opening.confirm(conversation=conversation)
    assert conversation.waiting_since is not None
    assert timezone.now() - conversation.waiting_since < timedelta(minutes=1)


def test_the_same_form_sent_twice_begins_one_conversation(begin: Begin, nok: User, seller: User) -> None:
    key = uuid4()
    first = begin(nok, key=key)
    assert begin(nok, key=key) == first
    assert Message.objects.count() == 1
    assert OutboxMail.objects.count() == 1


def test_somebody_elses_key_shows_nobody_elses_conversation(begin: Begin, nok: User, lan: User) -> None:
    key = uuid4()
    begin(nok, key=key)
    with pytest.raises(ValidationError, match="already sent"):
        begin(lan, key=key)
    assert Conversation.objects.count() == 1


def test_an_empty_message_is_refused_and_nothing_is_kept(begin: Begin, nok: User) -> None:
    with pytest.raises(ValidationError, match="Write a message"):
        begin(nok, text=" \n ")
    assert not Conversation.objects.exists()


def test_a_message_that_is_too_long_says_by_how_much(begin: Begin, nok: User) -> None:
    with pytest.raises(ValidationError, match="3 letters too long"):
        begin(nok, text="x" * (limits.MOST_LETTERS + 3))
    assert not Conversation.objects.exists()


def test_what_nobody_confirmed_is_deleted_after_a_week_and_the_rest_stays(begin: Begin, nok: User) -> None:
    forgotten, fresh, kept = begin(), begin(address="other@example.com"), begin(nok)
    week = timedelta(seconds=links.CONFIRM_WITHIN)
    Conversation.objects.filter(pk__in=[forgotten.pk, kept.pk]).update(created_at=timezone.now() - week)
    assert opening.prune() == 1
    assert set(Conversation.objects.all()) == {fresh, kept}


def test_a_link_confirms_only_for_a_week_and_only_what_it_was_made_for(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation = begin()
    confirm = links.token(conversation.pk, links.CONFIRM)
    assert links.read_token(confirm, links.CONFIRM, max_age=links.CONFIRM_WITHIN) == conversation.pk
    assert links.read_token(confirm, links.READ) is None
    assert links.read_token(confirm[:-1] + "x", links.CONFIRM) is None
    later = timezone.now().timestamp() + links.CONFIRM_WITHIN + 1
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert links.read_token(confirm, links.CONFIRM, max_age=links.CONFIRM_WITHIN) is None


def test_everybody_who_sells_is_told_and_nobody_else(
    begin: Begin, tea_house: Organization, seller: User, sophea: User, lan: User, nok: User, sent: Sent
) -> None:
    add_member(organization=tea_house, user_id=sophea.pk, role="owner")
    add_member(organization=tea_house, user_id=sophea.pk, role="sales")
    add_member(organization=tea_house, user_id=lan.pk, role="finance")
    begin(nok)
    assert sorted(message.to[0] for message in sent()) == [sophea.email, seller.email]


def test_writing_again_waits_since_the_first_unanswered_message(begin: Begin, nok: User) -> None:
    conversation = begin(nok)
    since = conversation.waiting_since
    answering.write_again(conversation=conversation, draft=Draft("And for a ton?", "th"))
    conversation.refresh_from_db()
    assert conversation.waiting_since == since
    assert conversation.messages.count() == 2
