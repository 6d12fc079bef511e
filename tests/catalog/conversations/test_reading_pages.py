"""Who reads a conversation: its visitor, by account or private link, and whoever answers for the seller."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from catalog.conversations import attachments, links
from catalog.conversations.models import Block, Conversation, Message, Side
from catalog.conversations.services import answering, opening
from catalog.conversations.services.writing import Draft
from catalog.files.models import PrivateFile
from catalog.merchants.models import Organization
from catalog.moderation.models import Report
from portal.accounts.models import User
from tests.catalog.conversations.conftest import PDF, Begin, with_file
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
Inbox = Callable[[int], None]


def link_of(conversation: Conversation) -> str:
    return links.visitor_path(conversation.pk, has_account=False, language="en")


@pytest.fixture
def confirmed(begin: Begin) -> Conversation:
    """Somsak's conversation, let through."""
    conversation = begin()
    opening.confirm(conversation=conversation)
    return conversation


def test_a_visitors_own_conversation_is_nobody_elses(
    client: Client, begin: Begin, nok: User, lan: User
) -> None:
    conversation = begin(nok)
    address = f"/en/conversations/{conversation.pk}/"
    assert client.get(address).status_code == 302
    client.force_login(lan)
    for path in (address, f"{address}share/", f"{address}report/"):
        assert client.post(path, {"text": "x", "language": "en", "reason": "spam"}).status_code == 404
    assert client.get(address).status_code == 404
    client.force_login(nok)
    assert client.get(address).status_code == 200
    assert conversation.messages.count() == 1
    assert not Report.objects.exists()


def test_the_private_link_opens_for_whoever_holds_it_and_nothing_else_does(
    client: Client, confirmed: Conversation
) -> None:
    page = page_of(client.get(link_of(confirmed)))
    assert words(the(page, ".message.mine div")) == "How much for 500 kg?"
    broken = links.token(confirmed.pk, links.READ)[:-2]
    for token in (broken, links.token(confirmed.pk, links.STOP), links.token(uuid4(), links.READ), "x"):
        answer = client.get(f"/en/conversation/{token}/")
        assert answer.status_code == 404
        assert "no longer works" in words(the(page_of(answer), "h1"))


def test_an_account_holders_conversation_has_no_private_link(client: Client, begin: Begin, nok: User) -> None:
    assert client.get(link_of(begin(nok))).status_code == 404


def test_a_private_page_tells_its_address_to_no_other_host(client: Client, confirmed: Conversation) -> None:
    answer = client.get(link_of(confirmed))
    # Not "no-referrer": browsers then call the origin of the page's own forms "null", and we refuse them.
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]


def test_reading_the_confirmation_changes_nothing_and_sending_it_lets_through(
    client: Client, begin: Begin
) -> None:
    conversation = begin()
    path = links.confirm_path(conversation.pk, language="en")
    assert client.get(path).status_code == 200
    conversation.refresh_from_db()
    assert conversation.confirmed_at is None
    answer = client.post(path, follow=True)
    assert answer.redirect_chain[0][0] == link_of(conversation)
    conversation.refresh_from_db()
    assert conversation.confirmed_at is not None


def test_before_the_confirmation_nothing_more_can_be_written(client: Client, begin: Begin) -> None:
    conversation = begin()
    assert client.post(link_of(conversation), {"text": "More", "language": "en"}).status_code == 404
    assert "once you have opened the address" in words(
        the(page_of(client.get(link_of(conversation))), "main")
    )
    assert conversation.messages.count() == 1


def test_a_visitor_by_link_goes_on_writing(client: Client, confirmed: Conversation) -> None:
    answer = client.post(link_of(confirmed), {"text": "And for a ton?", "language": "th"})
    assert answer.status_code == 302
    assert [message.text for message in confirmed.messages.order_by("pk")][1] == "And for a ton?"


def test_one_click_stops_the_mails_without_cookies(confirmed: Conversation) -> None:
    client = Client(enforce_csrf_checks=True)
    path = links.stop_path(confirmed.pk, language="en")
    client.get(path)
    confirmed.refresh_from_db()
    assert confirmed.mails_stopped_at is None
    client.post(path, {"List-Unsubscribe": "One-Click"})
    confirmed.refresh_from_db()
    assert confirmed.mails_stopped_at is not None


def test_a_file_reaches_the_two_sides_and_nobody_else(
    client: Client, begin: Begin, nok: User, lan: User, seller: User, sophea: User
) -> None:
    conversation = begin(nok)
    answering.write_again(conversation=conversation, draft=with_file("Our drawing", "drawing.pdf"))
    address = f"/en/file/{PrivateFile.objects.get(kind=attachments.NAME).pk}/"
    for person, status in ((nok, 200), (seller, 200), (lan, 404), (sophea, 404)):
        client.force_login(person)
        answer = client.get(address)
        assert answer.status_code == status, person
        # Read to its end, a file is closed.
        b"".join(getattr(answer, "streaming_content", ()))
    client.logout()
    assert client.get(address).status_code == 302


def test_a_private_link_opens_its_own_files_only(
    client: Client, begin: Begin, confirmed: Conversation, nok: User
) -> None:
    for conversation in (confirmed, begin(nok, text="Another")):
        answering.write_again(
            conversation=conversation, draft=with_file("A file", f"{conversation.name}.pdf")
        )
    own, other = PrivateFile.objects.filter(kind=attachments.NAME).order_by("subject")
    answer = client.get(f"{link_of(confirmed)}file/{own.pk}/")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert client.get(f"{link_of(confirmed)}file/{other.pk}/").status_code == 404


def test_a_visitor_lists_what_they_began(client: Client, begin: Begin, nok: User, lan: User) -> None:
    begin(nok)
    begin(lan, text="Not Nok's")
    client.force_login(nok)
    page = page_of(client.get("/en/conversations/"))
    assert len(page.select("main ol > li")) == 1
    assert "Not Nok's" not in page.get_text()


def test_without_any_the_list_says_how_to_begin(client: Client, nok: User) -> None:
    client.force_login(nok)
    assert "Write to a seller" in page_of(client.get("/en/conversations/")).get_text()


def test_both_clocks_show_where_they_differ(client: Client, begin: Begin, nok: User) -> None:
    conversation = begin(nok)
    at = timezone.now().replace(hour=3, minute=0)
    Message.objects.update(created_at=at)
    client.force_login(nok)
    shown = words(the(page_of(client.get(f"/en/conversations/{conversation.pk}/")), ".message time"))
    assert "10:00" in shown
    assert "11:00" in shown
    assert "Wuzhou" in shown


def test_the_seller_sees_no_address_before_answering(
    client: Client, begin: Begin, nok: User, seller: User, tea_house: Organization
) -> None:
    conversation = begin(nok)
    client.force_login(seller)
    address = f"/en/desk/{tea_house.slug}/inbox/{conversation.pk}/"
    assert nok.email not in client.get(address).content.decode()
    client.post(address, {"text": "CNY 180 a kilogram", "language": "zh-hans"})
    assert nok.email in client.get(address).content.decode()


def test_a_visitor_shares_the_address_with_one_button(client: Client, begin: Begin, nok: User) -> None:
    conversation = begin(nok)
    client.force_login(nok)
    address = f"/en/conversations/{conversation.pk}/"
    assert "Show the seller my mail address" in client.get(address).content.decode()
    page = page_of(client.post(f"{address}share/", follow=True))
    assert "Show the seller my mail address" not in page.get_text()
    conversation.refresh_from_db()
    assert conversation.shared_at is not None


def test_the_inbox_can_show_only_what_waits(
    client: Client, begin: Begin, nok: User, seller: User, tea_house: Organization
) -> None:
    done, open_one = begin(nok), begin(nok, text="Second")
    answering.answer(conversation=done, draft=Draft("Yes", "en"), by=seller)
    client.force_login(seller)
    address = f"/en/desk/{tea_house.slug}/inbox/"
    assert len(page_of(client.get(address)).select("main ol > li")) == 2
    [line] = page_of(client.get(f"{address}?waiting=1")).select("main ol > li")
    assert str(open_one.pk) in str(line)


def test_blocking_and_its_undoing_stand_on_the_page(
    client: Client, begin: Begin, nok: User, seller: User, tea_house: Organization
) -> None:
    conversation = begin(nok)
    client.force_login(seller)
    address = f"/en/desk/{tea_house.slug}/inbox/{conversation.pk}/"
    page = page_of(client.post(f"{address}block/", follow=True))
    assert "has been ended" in page.get_text()
    assert page.select_one("#id_text") is None
    page = page_of(client.post(f"{address}unblock/", follow=True))
    assert the(page, "#id_text")
    assert not Block.objects.exists()


@pytest.mark.parametrize("side", list(Side))
def test_either_side_reports_once_until_it_is_decided(
    client: Client, begin: Begin, nok: User, seller: User, tea_house: Organization, side: Side
) -> None:
    conversation = begin(nok)
    client.force_login(nok if side == Side.VISITOR else seller)
    address = (
        f"/en/conversations/{conversation.pk}/report/"
        if side == Side.VISITOR
        else f"/en/desk/{tea_house.slug}/inbox/{conversation.pk}/report/"
    )
    assert client.post(address, {"text": "No reason"}).status_code == 400
    for _ in range(2):
        assert client.post(address, {"reason": "fraud", "text": "Asks for money"}).status_code == 302
    report = Report.objects.get()
    assert (report.voice, report.reason, report.text) == (side, "fraud", "Asks for money")
