"""A seller answers: the visitor is told, the wait is measured, the address shows from then on."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from catalog.conversations import limits, selectors
from catalog.conversations.models import AnswerSummary, AnswerTime, Conversation, Side
from catalog.conversations.services import answer_times, answering, moderating, opening
from catalog.conversations.services.writing import Draft
from catalog.merchants.models import Organization
from portal.accounts.models import User
from tests.catalog.conversations.conftest import SOMSAK, Begin, Sent

pytestmark = pytest.mark.django_db
ANSWER = "Per kilogram CNY 180 from 500 kg."


def answer(conversation: Conversation, by: User, text: str = ANSWER, **fields: object) -> None:
    answering.answer(conversation=conversation, draft=Draft(text, "zh-hans", **fields), by=by)  # type: ignore[arg-type]
    conversation.refresh_from_db()


def wait(conversation: Conversation, span: timedelta) -> None:
    """Let the seller's turn have begun that long ago."""
    Conversation.objects.filter(pk=conversation.pk).update(waiting_since=timezone.now() - span)


def test_a_visitor_with_an_account_is_told_in_their_language(
    begin: Begin, nok: User, seller: User, sent: Sent
) -> None:
    conversation = begin(nok)
    answer(conversation, seller)
    [message] = [one for one in sent() if one.to == [nok.email]]
    assert ANSWER in message.body
    assert f"/th/conversations/{conversation.pk}/" in message.body
    assert conversation.awaits == Side.VISITOR


def test_a_visitor_without_account_gets_a_private_link_and_a_way_to_stop(
    begin: Begin, seller: User, sent: Sent
) -> None:
    conversation = begin()
    opening.confirm(conversation=conversation)
    answer(conversation, seller)
    message = [one for one in sent() if one.to == [SOMSAK]][-1]
    assert ANSWER in message.body
    assert "/th/conversation/" in message.body
    assert "/th/conversation-stop/" in message.extra_headers["List-Unsubscribe"]


def test_stopped_mails_stay_stopped_and_the_page_goes_on(begin: Begin, seller: User, sent: Sent) -> None:
    conversation = begin()
    opening.confirm(conversation=conversation)
    answering.stop_mails(conversation=conversation)
    before = len([one for one in sent() if one.to == [SOMSAK]])
    conversation.refresh_from_db()
    answer(conversation, seller)
    assert len([one for one in sent() if one.to == [SOMSAK]]) == before
    assert conversation.messages.count() == 2


def test_an_answer_sent_twice_is_one_answer(begin: Begin, nok: User, seller: User, sent: Sent) -> None:
    conversation = begin(nok)
    key = uuid4()
    answer(conversation, seller, key=key)
    answer(conversation, seller, key=key)
    assert conversation.messages.count() == 2
    assert AnswerTime.objects.count() == 1
    assert len([one for one in sent() if one.to == [nok.email]]) == 1


def test_the_address_shows_once_the_seller_answered(begin: Begin, nok: User, seller: User) -> None:
    conversation = begin(nok)
    assert not selectors.address_shown(conversation)
    answer(conversation, seller)
    assert selectors.address_shown(conversation)


def test_the_address_shows_once_the_visitor_shared_it(begin: Begin, nok: User, lan: User) -> None:
    conversation = begin(nok)
    answering.share_address(conversation=conversation)
    conversation.refresh_from_db()
    shared = conversation.shared_at
    answering.share_address(conversation=conversation)
    conversation.refresh_from_db()
    assert conversation.shared_at == shared
    assert selectors.address_shown(conversation)
    assert selectors.address_shown(begin(lan, share_address=True))


def test_an_unconfirmed_conversation_cannot_be_answered(begin: Begin, seller: User) -> None:
    conversation = begin()
    with pytest.raises(Conversation.DoesNotExist):
        answer(conversation, seller)
    assert conversation.messages.count() == 1


@pytest.mark.parametrize("span", [timedelta(minutes=7), timedelta(hours=5), timedelta(days=2)])
def test_the_wait_is_measured(begin: Begin, nok: User, seller: User, span: timedelta) -> None:
    conversation = begin(nok)
    wait(conversation, span)
    answer(conversation, seller)
    assert AnswerTime.objects.get().seconds == pytest.approx(span.total_seconds(), abs=5)


def test_a_second_message_of_the_seller_measures_nothing(begin: Begin, nok: User, seller: User) -> None:
    conversation = begin(nok)
    answer(conversation, seller)
    answer(conversation, seller, "And samples are free.")
    assert AnswerTime.objects.count() == 1


def test_the_next_question_is_measured_anew(begin: Begin, nok: User, seller: User) -> None:
    conversation = begin(nok)
    answer(conversation, seller)
    answering.write_again(conversation=conversation, draft=Draft("And for a ton?", "th"))
    conversation.refresh_from_db()
    wait(conversation, timedelta(hours=1))
    answer(conversation, seller)
    assert [row.seconds // 60 for row in AnswerTime.objects.order_by("pk")] == [0, 60]


def test_the_public_sees_the_median_and_its_count(
    begin: Begin, nok: User, seller: User, tea_house: Organization
) -> None:
    for hours in (1, 2, 30):
        conversation = begin(nok, text=f"Question {hours}")
        wait(conversation, timedelta(hours=hours))
        answer(conversation, seller)
    summary = selectors.answer_summaries([tea_house.pk])[tea_house.pk]
    assert summary.count == 3
    assert summary.median_seconds == pytest.approx(2 * 3600, abs=5)


def test_answers_older_than_ninety_days_count_no_more(
    begin: Begin, nok: User, seller: User, tea_house: Organization
) -> None:
    conversation = begin(nok)
    answer(conversation, seller)
    now: datetime = timezone.now()
    assert answer_times.renew(now=now + timedelta(days=89)) == 1
    assert AnswerSummary.objects.filter(organization=tea_house).exists()
    answer_times.renew(now=now + timedelta(days=90, seconds=1))
    assert not AnswerSummary.objects.exists()


def test_a_blocked_visitor_writes_no_more_in_old_or_new_conversations(
    begin: Begin, nok: User, seller: User
) -> None:
    conversation = begin(nok)
    moderating.block(conversation=conversation, by=seller)
    conversation.refresh_from_db()
    with pytest.raises(limits.Blocked):
        answering.write_again(conversation=conversation, draft=Draft("Hello?", "th"))
    with pytest.raises(limits.Blocked):
        begin(nok, text="Hello again")
    with pytest.raises(limits.Blocked):
        answer(conversation, seller)
    assert conversation.messages.count() == 1


def test_a_block_taken_back_lets_write_again(begin: Begin, nok: User, seller: User) -> None:
    conversation = begin(nok)
    moderating.block(conversation=conversation, by=seller)
    moderating.unblock(conversation=conversation, by=seller)
    conversation.refresh_from_db()
    answering.write_again(conversation=conversation, draft=Draft("Thank you", "th"))
    assert begin(nok, text="Another thing").confirmed_at is not None


def test_a_block_holds_for_the_address_however_it_is_spelled(begin: Begin, seller: User) -> None:
    conversation = begin()
    opening.confirm(conversation=conversation)
    moderating.block(conversation=conversation, by=seller)
    with pytest.raises(limits.Blocked):
        begin(address=SOMSAK.upper())
