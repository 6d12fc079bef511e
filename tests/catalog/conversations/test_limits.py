"""A person writes as much as they need; a program that writes to everybody is caught."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.conversations import limits
from catalog.conversations.models import Conversation, Message
from catalog.conversations.services import answering, opening
from catalog.conversations.services.opening import Writer
from catalog.conversations.services.writing import Draft
from catalog.conversations.subjects import Subject
from catalog.merchants.models import Organization
from catalog.merchants.services import create_organization
from catalog.translation.texts import LocalText
from portal.accounts.models import User
from tests.catalog.conversations.conftest import Begin

pytestmark = pytest.mark.django_db
LETTER = "Dear seller, we are the largest importer of everything and need your best price today."
Houses = Callable[[int], list[Organization]]


@pytest.fixture
def houses(tea_house: Organization) -> Houses:
    """Return a maker of organizations to write to."""

    def make(count: int) -> list[Organization]:
        return [
            create_organization(
                kind="merchant", country="TH", source_language="en", name={"en": f"House {number}"}
            )
            for number in range(count)
        ]

    return make


def write(house: Organization, *, sender: str, text: str = LETTER) -> Conversation:
    subject = Subject(house.pk, LocalText("A storefront", "en"), "/en/", house.pk)
    writer = Writer(name="Buyer", address=sender, language="en", time_zone="UTC")
    return opening.begin(kind="storefront", subject=subject, writer=writer, draft=Draft(text, "en"))


def test_the_same_text_to_fifty_sellers_is_caught(houses: Houses) -> None:
    reached, refused = 0, 0
    for number, house in enumerate(houses(50)):
        try:
            write(house, sender=f"buyer{number}@example.com")
            reached += 1
        except limits.SameToMany:
            refused += 1
    assert (reached, refused) == (limits.SAME_TEXT_TO, 50 - limits.SAME_TEXT_TO)


@pytest.mark.parametrize(
    "other",
    [
        LETTER.upper(),
        f"  {LETTER}  ",
        LETTER.replace(" ", "\n"),
        LETTER.replace(",", ";") + " 2026!!!",
        LETTER.replace("Dear", "Déar"),
    ],
    ids=["case", "space", "lines", "marks", "accents"],
)
def test_a_text_is_known_however_it_is_dressed(other: str) -> None:
    assert limits.gist(other) == limits.gist(LETTER)


def test_another_text_is_another(houses: Houses) -> None:
    assert limits.gist(LETTER) != limits.gist(LETTER.replace("price", "quality"))


def test_short_questions_may_be_everybodys(houses: Houses) -> None:
    for number, house in enumerate(houses(limits.SAME_TEXT_TO + 2)):
        write(house, sender=f"buyer{number}@example.com", text="Please send your price list.")
    assert Conversation.objects.count() == limits.SAME_TEXT_TO + 2


def test_an_old_text_may_be_used_again(houses: Houses) -> None:
    for number, house in enumerate(houses(limits.SAME_TEXT_TO)):
        write(house, sender=f"buyer{number}@example.com")
    Message.objects.update(created_at=timezone.now() - limits.SAME_TEXT_WITHIN - timedelta(minutes=1))
    [house] = houses(1)
    assert write(house, sender="late@example.com").pk


def test_one_address_begins_only_so_many_conversations_an_hour(houses: Houses) -> None:
    made = houses(limits.NEW_AN_HOUR + 1)
    for number, house in enumerate(made[:-1]):
        write(house, sender="buyer@example.com", text=f"Question number {number}")
    with pytest.raises(limits.TooMuch):
        write(made[-1], sender="Buyer@Example.com", text="One more")
    Conversation.objects.update(created_at=timezone.now() - timedelta(minutes=61))
    assert write(made[-1], sender="buyer@example.com", text="One more").pk


def test_a_refused_message_leaves_nothing(houses: Houses) -> None:
    made = houses(limits.NEW_AN_HOUR + 1)
    for number, house in enumerate(made[:-1]):
        write(house, sender="buyer@example.com", text=f"Question number {number}")
    before = (Conversation.objects.count(), Message.objects.count())
    with pytest.raises(limits.TooMuch):
        write(made[-1], sender="buyer@example.com", text="One more")
    assert (Conversation.objects.count(), Message.objects.count()) == before


def test_one_conversation_takes_only_so_many_messages_an_hour(begin: Begin, nok: User) -> None:
    conversation = begin(nok)
    for number in range(limits.MESSAGES_AN_HOUR - 1):
        answering.write_again(conversation=conversation, draft=Draft(f"Line {number}", "th"))
    with pytest.raises(limits.TooMuch):
        answering.write_again(conversation=conversation, draft=Draft("One more", "th"))
    assert conversation.messages.count() == limits.MESSAGES_AN_HOUR
