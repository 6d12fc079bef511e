"""Who a visitor is stays the visitor's until the seller answers, and who answers stays the seller's."""

import pytest
from django.test import Client

from catalog.conversations.models import Conversation
from catalog.conversations.services import answering, opening
from catalog.conversations.services.writing import Draft
from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from portal.accounts.models import User
from tests.catalog.conversations.conftest import SOMSAK, Begin, Sent

pytestmark = pytest.mark.django_db


def all_of(message: object) -> str:
    """Return a mail as it travels: headers, both bodies, decoded."""
    headers = str(message.message().items())  # type: ignore[attr-defined]
    bodies = [str(message.body), *(str(part[0]) for part in message.alternatives)]  # type: ignore[attr-defined]
    return "\n".join([headers, *bodies])


def test_the_mail_to_the_seller_names_no_address(begin: Begin, nok: User, seller: User, sent: Sent) -> None:
    begin(nok)
    [message] = sent()
    assert message.to == [seller.email]
    assert nok.email not in all_of(message)
    assert not message.reply_to


def test_the_answer_to_the_visitor_names_no_address_of_the_person_who_answered(
    begin: Begin, nok: User, seller: User, sent: Sent
) -> None:
    conversation = begin(nok)
    answering.answer(conversation=conversation, draft=Draft("CNY 168", "en"), by=seller)
    [message] = [one for one in sent() if one.to == [nok.email]]
    for private in (seller.email, seller.name):
        assert private not in all_of(message)
    assert not message.reply_to


@pytest.mark.parametrize("shared", [False, True])
def test_no_page_of_the_desk_shows_the_address_too_early(
    client: Client, begin: Begin, nok: User, seller: User, tea_house: Organization, shared: bool
) -> None:
    conversation = begin(nok, share_address=shared)
    client.force_login(seller)
    inbox = f"/en/desk/{tea_house.slug}/inbox/"
    others = (f"{inbox}{conversation.pk}/report/", f"/en/desk/{tea_house.slug}/", "/en/account/notices/")
    for path in (inbox, *others):
        assert nok.email not in client.get(path).content.decode(), path
    assert (nok.email in client.get(f"{inbox}{conversation.pk}/").content.decode()) == shared


def test_the_visitor_never_sees_who_answered(client: Client, begin: Begin, nok: User, seller: User) -> None:
    conversation = begin(nok)
    answering.answer(conversation=conversation, draft=Draft("CNY 168", "en"), by=seller)
    client.force_login(nok)
    page = client.get(f"/en/conversations/{conversation.pk}/").content.decode()
    assert "Green Banyan Tea House" in page
    for private in (seller.email, seller.name):
        assert private not in page


@pytest.mark.parametrize("role", ["editor", "finance"])
def test_roles_that_do_not_answer_neither_read_nor_are_told(
    client: Client, begin: Begin, nok: User, lan: User, tea_house: Organization, sent: Sent, role: str
) -> None:
    add_member(organization=tea_house, user_id=lan.pk, role=role)
    conversation = begin(nok)
    assert [one for one in sent() if one.to == [lan.email]] == []
    client.force_login(lan)
    for path in ("", f"{conversation.pk}/"):
        answer = client.get(f"/en/desk/{tea_house.slug}/inbox/{path}")
        assert answer.status_code == 403
        assert "How much" not in answer.content.decode()


def test_another_sellers_desk_does_not_have_this_conversation(
    client: Client, begin: Begin, nok: User, sophea: User, pepper_garden: Organization
) -> None:
    add_member(organization=pepper_garden, user_id=sophea.pk, role="owner")
    conversation = begin(nok)
    client.force_login(sophea)
    here = f"/en/desk/{pepper_garden.slug}/inbox/{conversation.pk}/"
    assert client.get(here).status_code == 404
    for part in ("", "block/", "unblock/", "report/"):
        assert client.post(here + part, {"text": "x", "language": "en", "reason": "spam"}).status_code == 404
    conversation.refresh_from_db()
    assert (conversation.blocked_at, conversation.messages.count()) == (None, 1)


def test_a_person_who_left_the_organization_reads_no_more(
    client: Client, begin: Begin, nok: User, seller: User, tea_house: Organization, sent: Sent
) -> None:
    conversation = begin(nok)
    client.force_login(seller)
    here = f"/en/desk/{tea_house.slug}/inbox/{conversation.pk}/"
    assert client.get(here).status_code == 200
    seller.memberships.all().delete()
    assert client.get(here).status_code == 404
    before = len(sent())
    answering.write_again(conversation=conversation, draft=Draft("And for a ton?", "th"))
    assert len(sent()) == before


def test_what_a_visitor_types_is_shown_as_text(
    client: Client, begin: Begin, seller: User, tea_house: Organization, sent: Sent
) -> None:
    bad = "<script>alert(1)</script>"
    conversation = begin(name=f"Somsak {bad}", text=f"Look: {bad} <img src=x onerror=alert(1)>")
    opening.confirm(conversation=conversation)
    client.force_login(seller)
    for path in ("", f"{conversation.pk}/"):
        page = client.get(f"/en/desk/{tea_house.slug}/inbox/{path}").content.decode()
        assert bad not in page
        assert "<img src=x" not in page
    [letter] = [one for one in sent() if one.to == [seller.email]]
    assert bad not in str(letter.alternatives[0][0])


def test_a_name_with_line_ends_makes_no_header(begin: Begin, seller: User, sent: Sent) -> None:
    conversation = begin(name="Somsak\r\nBcc: everybody@example.com")
    opening.confirm(conversation=conversation)
    assert Conversation.objects.get().address == SOMSAK
    [letter] = [one for one in sent() if one.to == [seller.email]]
    assert "\n" not in letter.subject
    assert letter.recipients() == [seller.email]
