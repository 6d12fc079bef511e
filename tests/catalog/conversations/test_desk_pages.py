"""The seller's side at the desk: what is refused keeps what was typed; who answers is told as they read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalog.conversations import attachments, limits
from catalog.conversations.models import AnswerTime, Conversation
from catalog.conversations.services import answering, moderating, opening
from catalog.conversations.services.writing import Draft
from catalog.files.models import PrivateFile
from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.notices.models import Notice
from portal.accounts.models import User
from tests.catalog.conversations.conftest import PDF, SOMSAK, Begin, Sent
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
ANSWER = "CNY 168 a kilogram, packed for the sea."


@pytest.fixture
def desk(client: Client, seller: User, tea_house: Organization) -> str:
    """The address of the tea house's inbox, with Wei in front of it."""
    client.force_login(seller)
    return f"/en/desk/{tea_house.slug}/inbox/"


def test_an_inbox_without_anything_says_what_will_stand_there(client: Client, desk: str) -> None:
    assert "No messages yet" in page_of(client.get(desk)).get_text()
    assert "Nobody waits for an answer" in page_of(client.get(f"{desk}?waiting=1")).get_text()


def test_what_nobody_confirmed_is_neither_listed_nor_counted_nor_opened(
    client: Client, desk: str, begin: Begin
) -> None:
    conversation = begin()
    assert "No messages yet" in page_of(client.get(desk)).get_text()
    assert client.get(f"{desk}{conversation.pk}/").status_code == 404
    assert client.post(f"{desk}{conversation.pk}/", {"text": ANSWER, "language": "en"}).status_code == 404
    assert client.post(f"{desk}{conversation.pk}/block/").status_code == 404
    assert conversation.messages.count() == 1


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"text": "", "language": "en"}, "text"),
        ({"text": "  \n ", "language": "en"}, "text"),
        ({"text": "x" * (limits.MOST_LETTERS + 1), "language": "en"}, "text"),
        ({"text": ANSWER, "language": "tlh"}, "language"),
        ({"text": ANSWER}, "language"),
    ],
)
def test_an_answer_that_does_not_do_is_refused_by_its_field_and_nobody_is_told(
    client: Client, desk: str, begin: Begin, nok: User, sent: dict[str, str], field: str
) -> None:
    conversation = begin(nok)
    told = Notice.objects.count()
    answer = client.post(f"{desk}{conversation.pk}/", sent)
    page = page_of(answer)
    assert answer.status_code == 400
    assert the(page, f'.error-summary a[href="#id_{field}"]')
    assert the(page, "#id_text").get_text().strip() == sent["text"].strip()
    conversation.refresh_from_db()
    assert (conversation.messages.count(), conversation.answered_at) == (1, None)
    assert (Notice.objects.count(), AnswerTime.objects.count()) == (told, 0)


def test_the_longest_answer_is_taken(client: Client, desk: str, begin: Begin, nok: User) -> None:
    conversation = begin(nok)
    longest = {"text": "ກ" * limits.MOST_LETTERS, "language": "lo"}
    assert client.post(f"{desk}{conversation.pk}/", longest).status_code == 302
    assert conversation.messages.count() == 2


def test_who_answers_what_was_ended_meanwhile_is_told_and_nobody_gets_it(
    client: Client, desk: str, begin: Begin, nok: User, seller: User, sent: Sent
) -> None:
    conversation = begin(nok)
    before = len(sent())
    moderating.end(conversation=conversation, by=seller)
    attached = SimpleUploadedFile("prices.pdf", PDF)
    answer = client.post(
        f"{desk}{conversation.pk}/", {"text": ANSWER, "language": "en", "attached": attached}
    )
    assert answer.status_code == 400
    assert "This conversation has been ended." in page_of(answer).get_text()
    assert (conversation.messages.count(), len(sent())) == (1, before)
    assert not PrivateFile.objects.filter(kind=attachments.NAME).exists()


def test_a_line_says_who_about_what_and_since_when_nobody_answered(
    client: Client, desk: str, begin: Begin, nok: User, seller: User
) -> None:
    conversation = begin(nok)
    [line] = page_of(client.get(desk)).select("main ol > li")
    for said in ("นก", "Liubao dark tea", "How much for 500 kg?", "Waiting for"):
        assert said in words(line)
    answering.answer(conversation=conversation, draft=Draft(ANSWER, "en"), by=seller)
    [line] = page_of(client.get(desk)).select("main ol > li")
    assert ANSWER in words(line)
    assert "Waiting for" not in words(line)


@pytest.mark.parametrize("state", ["answered", "blocked"])
def test_nobody_waits_in_what_is_answered_or_ended(
    client: Client, desk: str, begin: Begin, nok: User, seller: User, state: str
) -> None:
    conversation = begin(nok)
    waits = the(page_of(client.get(desk)), ".tabs .count")
    assert words(waits) == "1"
    if state == "answered":
        answering.answer(conversation=conversation, draft=Draft(ANSWER, "en"), by=seller)
    else:
        moderating.block(conversation=conversation, by=seller)
    page = page_of(client.get(f"{desk}?waiting=1"))
    assert words(the(page, ".tabs .count")) == "0"
    assert page.select("main ol > li") == []


def test_the_page_says_in_which_language_the_visitor_reads(
    client: Client, desk: str, begin: Begin, nok: User
) -> None:
    page = page_of(client.get(f"{desk}{begin(nok).pk}/"))
    assert "Reads ไทย" in words(the(page, "main"))
    assert the(page, '.message [lang="th"]')


def test_each_who_answers_is_told_in_their_own_language_and_once(
    begin: Begin, nok: User, lan: User, seller: User, sophea: User, tea_house: Organization, sent: Sent
) -> None:
    add_member(organization=tea_house, user_id=lan.pk, role="owner")
    add_member(organization=tea_house, user_id=sophea.pk, role="editor")
    begin(nok)
    letters = {letter.to[0]: letter for letter in sent()}
    assert set(letters) == {seller.email, lan.email}
    assert f"/vi/desk/{tea_house.slug}/inbox/" in letters[lan.email].body
    assert f"/zh-hans/desk/{tea_house.slug}/inbox/" in letters[seller.email].body
    assert letters[lan.email].subject != letters[seller.email].subject


def test_who_cannot_sign_in_any_more_is_not_told(
    begin: Begin, nok: User, lan: User, seller: User, tea_house: Organization, sent: Sent
) -> None:
    add_member(organization=tea_house, user_id=lan.pk, role="sales")
    User.objects.filter(pk=lan.pk).update(is_active=False)
    begin(nok)
    assert [letter.to for letter in sent()] == [[seller.email]]


def test_a_visitor_without_account_is_told_in_the_language_they_wrote_from(
    begin: Begin, seller: User, sent: Sent
) -> None:
    conversation = begin(language="km")
    opening.confirm(conversation=conversation)
    answering.answer(conversation=conversation, draft=Draft(ANSWER, "en"), by=seller)
    to_visitor = [letter for letter in sent() if letter.to == [SOMSAK]]
    assert len(to_visitor) == 2
    for letter in to_visitor:
        assert "/km/conversation" in letter.body
        assert "/th/" not in letter.body


def test_no_address_of_another_visitor_is_on_a_page(
    client: Client, desk: str, begin: Begin, nok: User, lan: User, seller: User
) -> None:
    answered, waits = begin(nok), begin(lan, text="Another question")
    answering.answer(conversation=answered, draft=Draft(ANSWER, "en"), by=seller)
    for path in ("", f"{answered.pk}/", f"{waits.pk}/"):
        assert lan.email not in client.get(f"{desk}{path}").content.decode()
    assert Conversation.objects.get(pk=waits.pk).answered_at is None
