"""What is put on a list and what visitors write counts for the thing it is about, whoever the seller is."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from catalog.conversations import subjects
from catalog.conversations.models import Conversation
from catalog.conversations.services import answering, opening
from catalog.conversations.services.opening import Writer
from catalog.conversations.services.writing import Draft
from catalog.merchants.services import add_member
from catalog.numbers.models import DayOf
from catalog.products.models import Product
from catalog.products.services import move_product
from portal.accounts.models import User
from tests.catalog.numbers.conftest import browser

pytestmark = pytest.mark.django_db


def today() -> tuple[int, int]:
    """Return the saves and messages of the one thing that has any."""
    row = DayOf.objects.select_related("counted").first()
    return (row.saves, row.messages) if row else (0, 0)


def test_putting_goods_on_a_list_counts_once_however_often_it_is_pressed(liubao: Product) -> None:
    visitor = browser()
    for _ in range(2):
        visitor.post("/en/lists/add/", {"p": liubao.slug})
    assert today() == (1, 0)
    browser("198.51.100.9").post("/en/lists/add/", {"p": liubao.slug})
    assert today() == (2, 0)


def test_a_member_who_keeps_the_own_goods_counts_nothing(liubao: Product, wei: User, nok: User) -> None:
    add_member(organization=liubao.organization, user_id=wei.pk, role="editor")
    for person, saves in ((wei, 0), (nok, 1)):
        client = Client()
        client.force_login(person)
        assert client.post("/en/lists/add/", {"p": liubao.slug}).status_code == 302
        assert today() == (saves, 0)


def write_to(product: Product, nok: User | None) -> Conversation:
    subject = subjects.shown(kind="product", slug=product.slug, language="en")
    assert subject is not None
    address = nok.email if nok else "somsak@example.com"
    writer = Writer(name="Nok", address=address, language="th", time_zone="Asia/Bangkok", account=nok)
    return opening.begin(kind="product", subject=subject, writer=writer, draft=Draft("How much?", "th"))


def test_messages_of_visitors_count_and_answers_do_not(liubao: Product, nok: User, wei: User) -> None:
    conversation = write_to(liubao, nok)
    assert today() == (0, 1)
    answering.answer(conversation=conversation, draft=Draft("CNY 168", "en"), by=wei)
    assert today() == (0, 1)
    answering.write_again(conversation=conversation, draft=Draft("And for a ton?", "th"))
    assert today() == (0, 2)


def test_what_is_brought_from_elsewhere_counts_for_the_day_it_was_written(liubao: Product, nok: User) -> None:
    conversation = write_to(liubao, nok)
    written = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    answering.write_again(conversation=conversation, draft=Draft("And then?", "th"), at=written)
    days = DayOf.objects.order_by("day").values_list("day", "messages")
    assert list(days) == [(date(2026, 3, 1), 1), (datetime.now(UTC).date(), 1)]


def test_a_message_counts_once_its_address_is_confirmed(liubao: Product) -> None:
    conversation = write_to(liubao, None)
    assert today() == (0, 0)
    opening.confirm(conversation=conversation)
    opening.confirm(conversation=conversation)
    assert today() == (0, 1)


def test_a_message_about_what_is_no_longer_shown_reaches_the_seller_and_is_not_counted(
    liubao: Product, nok: User
) -> None:
    conversation = write_to(liubao, nok)
    move_product(product=liubao, to="paused")
    answering.write_again(conversation=conversation, draft=Draft("Still there?", "th"))
    assert conversation.messages.count() == 2
    assert today() == (0, 1)
