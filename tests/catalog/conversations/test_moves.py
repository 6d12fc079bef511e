"""Every move of a conversation in every state it can be in: what happens, and that nothing else does."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from catalog.audit.selectors import history
from catalog.conversations import limits, links
from catalog.conversations.models import Block, Conversation, Message
from catalog.conversations.reported import as_thing
from catalog.conversations.services import answering, moderating, opening
from catalog.conversations.services.writing import Draft
from catalog.merchants.models import Organization
from catalog.moderation import services as moderation
from catalog.notices.models import Notice, OutboxMail
from portal.accounts.models import User
from tests.catalog.conversations.conftest import Begin, Sent
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db

Move = Callable[[Conversation, User], Any]
STATES = ("unconfirmed", "asked", "answered", "blocked", "ended", "left")


def decide(conversation: Conversation, by: User) -> None:
    """Report a conversation and have it ended by a moderator."""
    about: dict[str, Any] = {"kind": "conversation", "thing": as_thing(conversation)}
    one = moderation.report(
        **about, reason="fraud", text="Asks for gold", language="th", voice="visitor", by=None
    )
    moderation.close(**about, seen=[one.pk], note="Read it all", by=by, end=True)


@pytest.fixture
def stand(begin: Begin, nok: User, seller: User, editor: User) -> Callable[[str], Conversation]:
    """Return a maker of one conversation in a state."""

    def make(state: str) -> Conversation:
        made = begin() if state == "unconfirmed" else begin(nok)
        if state in {"answered", "left"}:
            answering.answer(conversation=made, draft=Draft("CNY 168", "en"), by=seller)
        if state == "blocked":
            moderating.block(conversation=made, by=seller)
        if state == "ended":
            decide(made, editor)
        if state == "left":
            nok.delete()
        made.refresh_from_db()
        return made

    return make


def kept(conversation: Conversation) -> list[Any]:
    """Return all that a move could change or send."""
    rows = Conversation.objects.filter(pk=conversation.pk).values_list()
    return [
        *rows,
        Message.objects.count(),
        Block.objects.count(),
        Notice.objects.count(),
        OutboxMail.objects.count(),
    ]


MOVES: dict[str, Move] = {
    "answer": lambda one, by: answering.answer(conversation=one, draft=Draft("Yes", "en"), by=by),
    "write": lambda one, by: answering.write_again(conversation=one, draft=Draft("And?", "th")),
    "confirm": lambda one, by: opening.confirm(conversation=one),
    "unblock": lambda one, by: moderating.unblock(conversation=one, by=by),
    "end": lambda one, by: moderating.end(conversation=one, by=by),
}
REFUSED = {
    **{("unconfirmed", move): Conversation.DoesNotExist for move in ("answer", "write")},
    **{
        (state, move): limits.Blocked
        for state in ("blocked", "ended", "left")
        for move in ("answer", "write")
    },
}
WITHOUT_EFFECT = {
    *((state, "confirm") for state in STATES if state != "unconfirmed"),
    *((state, "unblock") for state in STATES if state != "blocked"),
    *((state, "end") for state in ("blocked", "ended", "left")),
}


@pytest.mark.parametrize(("state", "move"), [(state, move) for state in STATES for move in MOVES])
def test_a_move_is_made_refused_or_changes_nothing(
    stand: Callable[[str], Conversation], seller: User, state: str, move: str
) -> None:
    conversation = stand(state)
    before = kept(conversation)
    if refusal := REFUSED.get((state, move)):
        with pytest.raises(refusal):
            MOVES[move](conversation, seller)
    else:
        MOVES[move](conversation, seller)
    stays = (state, move) in REFUSED or (state, move) in WITHOUT_EFFECT
    assert (kept(conversation) == before) == stays


def test_who_is_blocked_in_one_conversation_writes_in_no_other(begin: Begin, nok: User, seller: User) -> None:
    first, other = begin(nok), begin(nok, text="About something else")
    moderating.block(conversation=first, by=seller)
    with pytest.raises(limits.Blocked):
        answering.write_again(conversation=other, draft=Draft("Hello?", "th"))
    assert other.messages.count() == 1
    moderating.unblock(conversation=first, by=seller)
    answering.write_again(conversation=other, draft=Draft("Thank you", "th"))
    assert other.messages.count() == 2


def test_who_was_blocked_meanwhile_confirms_nothing_more(
    client: Client, begin: Begin, seller: User, sent: Sent
) -> None:
    first, waits = begin(), begin(text="About something else")
    opening.confirm(conversation=first)
    moderating.block(conversation=first, by=seller)
    told = len(sent())
    path = links.confirm_path(waits.pk, language="en")
    answer = client.post(path)
    assert answer.status_code == 400
    assert "This seller does not take messages from this address." in page_of(answer).get_text()
    waits.refresh_from_db()
    assert (waits.confirmed_at, len(sent())) == (None, told)
    moderating.unblock(conversation=first, by=seller)
    assert client.post(path).status_code == 302
    waits.refresh_from_db()
    assert waits.confirmed_at is not None


def test_a_block_of_one_visitor_is_none_of_another(begin: Begin, nok: User, lan: User, seller: User) -> None:
    moderating.block(conversation=begin(nok), by=seller)
    other = begin(lan)
    answering.write_again(conversation=other, draft=Draft("Hello", "vi"))
    assert other.messages.count() == 2


def test_what_a_moderator_ended_no_seller_opens_again(
    client: Client, stand: Callable[[str], Conversation], seller: User, tea_house: Organization
) -> None:
    conversation = stand("ended")
    client.force_login(seller)
    here = f"/en/desk/{tea_house.slug}/inbox/{conversation.pk}/"
    page = page_of(client.get(here))
    assert "This conversation has been ended." in words(the(page, "main"))
    assert page.select('form[action$="/unblock/"]') == []
    for move in ("block/", "unblock/"):
        answer = page_of(client.post(f"{here}{move}", follow=True))
        assert "This conversation has been ended." in words(the(answer, "main"))
        assert "can write to you again" not in answer.get_text()
    conversation.refresh_from_db()
    assert conversation.blocked_at is not None


def test_ending_and_opening_again_are_on_the_record_once_each(begin: Begin, nok: User, seller: User) -> None:
    conversation = begin(nok)
    for move in (moderating.block, moderating.block, moderating.unblock, moderating.unblock):
        move(conversation=conversation, by=seller)
    found = history(conversation)
    assert [entry.action for entry in found] == ["conversation.unblocked", "conversation.blocked"]
    assert {(entry.actor, entry.role) for entry in found} == {(seller, "sales")}


def test_a_moderators_end_is_on_the_record_as_a_moderators(begin: Begin, nok: User, wei: User) -> None:
    conversation = begin(nok)
    moderating.end(conversation=conversation, by=wei)
    (ended,) = history(conversation)
    assert (ended.action, ended.actor, ended.role) == ("conversation.blocked", wei, "moderator")


@pytest.mark.parametrize("part", ["block/", "unblock/"])
def test_no_link_followed_ends_or_opens_anything(
    client: Client, begin: Begin, nok: User, seller: User, tea_house: Organization, part: str
) -> None:
    conversation = begin(nok)
    client.force_login(seller)
    thread = f"/en/desk/{tea_house.slug}/inbox/{conversation.pk}/"
    assert client.get(f"{thread}{part}")["Location"] == thread
    client.force_login(nok)
    own = f"/en/conversations/{conversation.pk}/"
    assert client.get(f"{own}share/")["Location"] == own
    conversation.refresh_from_db()
    assert (conversation.blocked_at, conversation.shared_at) == (None, None)
