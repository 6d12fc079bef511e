"""Many conversations and long ones: read in pages, at the same cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from catalog.conversations import selectors
from catalog.conversations.models import Conversation, Message, Side
from catalog.merchants.models import Organization
from portal.accounts.models import User
from tests.catalog.conversations.conftest import Begin
from tests.reading import page_of, words

pytestmark = pytest.mark.django_db


def spread(count: int, house: Organization, messages: int = 2) -> None:
    """Write that many conversations of a house, each with so many messages."""
    now = timezone.now()
    made = Conversation.objects.bulk_create(
        Conversation(
            organization=house,
            subject_kind="storefront",
            subject_id=house.storefront.pk,
            subject_title=f"About {number}",
            subject_language="en",
            name="Buyer",
            address=f"buyer{number}@example.com",
            language="en",
            confirmed_at=now,
            awaits=Side.ORGANIZATION,
            waiting_since=now,
            last_message_at=now - timedelta(seconds=number // 2),
        )
        for number in range(count)
    )
    Message.objects.bulk_create(
        Message(conversation=one, side=Side.VISITOR, text=f"Line {line}", language="en", gist="")
        for one in made
        for line in range(messages)
    )


@pytest.mark.parametrize("count", [1, 24, 200])
def test_the_inbox_asks_as_much_however_full(
    client: Client,
    seller: User,
    tea_house: Organization,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    spread(count, tea_house)
    client.force_login(seller)
    address = f"/en/desk/{tea_house.slug}/inbox/"
    client.get(address)
    with django_assert_num_queries(9):
        client.get(address)


def test_every_conversation_stands_on_exactly_one_page(tea_house: Organization) -> None:
    spread(75, tea_house)
    seen: list[str] = []
    cursor, pages = "", 0
    while pages == 0 or cursor:
        found = selectors.inbox(organization_id=tea_house.pk, language="en", cursor=cursor)
        seen += [line.conversation.subject_title for line in found.lines]
        assert {line.preview for line in found.lines} == {"Line 1"}
        cursor, pages = found.older, pages + 1
    assert pages == 3
    assert len(seen) == len(set(seen)) == 75


@pytest.mark.parametrize("cursor", ["x", "2026-11-26_zz", "2026-11-26T00:00:00_" + "0" * 32, "_", "9" * 400])
def test_an_edited_cursor_starts_at_the_newest(tea_house: Organization, cursor: str) -> None:
    spread(1, tea_house)
    assert len(selectors.inbox(organization_id=tea_house.pk, language="en", cursor=cursor).lines) == 1


@pytest.mark.parametrize("count", [1, 24, 1000])
def test_a_long_thread_is_read_in_pages_at_the_same_cost(
    client: Client,
    begin: Begin,
    nok: User,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    conversation = begin(nok, text="Line 0")
    Message.objects.bulk_create(
        Message(conversation=conversation, side=Side.VISITOR, text=f"Line {line}", language="th", gist="")
        for line in range(1, count)
    )
    client.force_login(nok)
    address = f"/en/conversations/{conversation.pk}/"
    client.get(address)
    with django_assert_num_queries(12):
        page = page_of(client.get(address))
    read = [words(one) for one in page.select(".message > div")]
    while (earlier := page.select_one('main a[href*="?before="]')) is not None:
        page = page_of(client.get(str(earlier["href"])))
        read = [words(one) for one in page.select(".message > div")] + read
    assert read == [f"Line {line}" for line in range(count)]


@pytest.mark.parametrize("before", ["-1", "0", "x", "1" * 40, "١٢"])
def test_an_edited_place_in_a_thread_shows_the_newest(
    client: Client, begin: Begin, nok: User, before: str
) -> None:
    conversation = begin(nok)
    client.force_login(nok)
    answer = client.get(f"/en/conversations/{conversation.pk}/", {"before": before})
    assert answer.status_code == 200
    assert "How much for 500 kg?" in answer.content.decode()


def test_ten_thousand_conversations_are_read_by_the_index_and_at_the_cost_of_one_page(
    seller: User, tea_house: Organization, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    spread(10_000, tea_house, messages=0)
    seen, cursor = 0, ""
    for _ in range(3):
        with django_assert_num_queries(3):
            found = selectors.inbox(organization_id=tea_house.pk, language="en", cursor=cursor)
        assert len(found.lines) == selectors.PER_PAGE
        cursor, seen = found.older, seen + len(found.lines)
    deep = Conversation.objects.order_by("-last_message_at", "-pk")[9_990]
    cursor = f"{deep.last_message_at.isoformat()}_{deep.pk.hex}"
    with django_assert_num_queries(3):
        found = selectors.inbox(organization_id=tea_house.pk, language="en", cursor=cursor)
    assert (len(found.lines), found.older) == (9, "")
    if connection.vendor == "sqlite":
        page = Conversation.objects.filter(organization=tea_house, confirmed_at__isnull=False)
        plan = page.order_by("-last_message_at", "-pk")[:31].explain()
        assert "conversations_inbox" in plan
        assert "TEMP B-TREE" not in plan
