"""A private address opens what it was made for, as long as it was made for, and nothing else."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from catalog.conversations import links
from catalog.conversations.models import Conversation
from catalog.conversations.services import answering, moderating, opening
from catalog.conversations.services.writing import Draft
from catalog.moderation.models import Report
from portal.accounts.models import User
from tests.catalog.conversations.conftest import Begin, Sent
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
PURPOSES = {
    "conversation": links.READ,
    "conversation-confirm": links.CONFIRM,
    "conversation-stop": links.STOP,
}
Later = Callable[[timedelta], None]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Return a function that lets time pass for signed addresses."""

    def wait(span: timedelta) -> None:
        moment = timezone.now().timestamp() + span.total_seconds()
        monkeypatch.setattr("django.core.signing.time.time", lambda: moment)

    return wait


def state(conversation: Conversation) -> tuple[object, ...]:
    conversation.refresh_from_db()
    stamps = (conversation.confirmed_at, conversation.mails_stopped_at, conversation.shared_at)
    return (*stamps, conversation.messages.count(), Report.objects.count())


@pytest.mark.parametrize("section", PURPOSES)
@pytest.mark.parametrize("made_for", PURPOSES)
def test_each_address_does_only_what_it_was_made_for(
    client: Client, begin: Begin, section: str, made_for: str
) -> None:
    conversation = begin()
    opening.confirm(conversation=conversation)
    before = state(conversation)
    address = f"/en/{section}/{links.token(conversation.pk, PURPOSES[made_for])}/"
    answers = [client.get(address), client.post(address, {"text": "More", "language": "en"})]
    if section == made_for:
        assert 404 not in {answer.status_code for answer in answers}
        return
    for answer in answers:
        assert answer.status_code == 404
        assert "no longer works" in words(the(page_of(answer), "h1"))
    assert state(conversation) == before


def test_a_confirmation_works_for_seven_days_and_is_then_said_to_be_over(
    client: Client, begin: Begin, later: Later
) -> None:
    conversation = begin()
    path = links.confirm_path(conversation.pk, language="en")
    later(timedelta(days=7, seconds=5))
    assert client.post(path).status_code == 404
    conversation.refresh_from_db()
    assert conversation.confirmed_at is None
    later(timedelta(days=7, seconds=-5))
    assert client.post(path).status_code == 302


def test_an_address_to_read_by_works_as_long_as_the_conversation_is_there(
    client: Client, begin: Begin, later: Later
) -> None:
    conversation = begin()
    opening.confirm(conversation=conversation)
    path = links.visitor_path(conversation.pk, has_account=False, language="en")
    later(timedelta(days=800))
    assert client.get(path).status_code == 200
    conversation.delete()
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "forged",
    [
        lambda pk: pk.hex,
        lambda pk: signing.TimestampSigner(salt="something.else").sign(pk.hex),
        lambda pk: signing.TimestampSigner(key="another site's", salt=links.READ).sign(pk.hex),
        lambda pk: signing.Signer(salt=links.READ).sign(pk.hex),
        lambda pk: signing.TimestampSigner(salt=links.READ).sign("no-id-at-all"),
        lambda pk: links.token(uuid4(), links.READ),
        lambda pk: links.token(pk, links.READ).upper(),
        lambda pk: "x" * 2000,
        lambda pk: "ข้อความ",
    ],
)
def test_a_made_up_address_opens_nothing(
    client: Client, begin: Begin, forged: Callable[[object], str]
) -> None:
    conversation = begin()
    assert client.get(f"/en/conversation/{forged(conversation.pk)}/").status_code == 404


@pytest.mark.parametrize("part", ["", "share/", "report/"])
def test_what_belongs_to_an_account_is_not_opened_by_address(
    client: Client, begin: Begin, nok: User, part: str
) -> None:
    conversation = begin(nok)
    before = state(conversation)
    path = links.visitor_path(conversation.pk, has_account=False, language="en")
    assert client.get(path + part, follow=True).status_code == 404
    assert client.post(path + part, {"reason": "spam", "text": "x", "language": "en"}).status_code == 404
    assert state(conversation) == before


def test_the_holder_shares_reports_and_reads_in_any_language(client: Client, begin: Begin) -> None:
    conversation = begin()
    opening.confirm(conversation=conversation)
    path = links.visitor_path(conversation.pk, has_account=False, language="th")
    assert client.post(f"{path}share/").status_code == 302
    assert client.post(f"{path}report/", {"reason": "abuse", "text": "Rude"}).status_code == 302
    assert state(conversation)[2] is not None
    report = Report.objects.get()
    assert (report.reason, report.voice, report.reporter) == ("abuse", "visitor", None)
    for language in ("km", "zh-hans"):
        assert client.get(path.replace("/th/", f"/{language}/")).status_code == 200


def test_after_the_end_the_address_still_reads_and_takes_nothing(
    client: Client, begin: Begin, seller: User
) -> None:
    conversation = begin()
    opening.confirm(conversation=conversation)
    moderating.block(conversation=conversation, by=seller)
    path = links.visitor_path(conversation.pk, has_account=False, language="en")
    page = page_of(client.get(path))
    assert "How much for 500 kg?" in page.get_text()
    assert page.select_one("#id_text") is None
    assert client.post(path, {"text": "Please!", "language": "en"}).status_code == 400
    assert conversation.messages.count() == 1


def test_the_addresses_in_mails_lead_to_this_conversation_and_work(
    client: Client, begin: Begin, seller: User, sent: Sent
) -> None:
    conversation = begin()
    opening.confirm(conversation=conversation)
    answering.answer(conversation=conversation, draft=Draft("CNY 168", "en"), by=seller)
    letters = [message for message in sent() if message.to == [conversation.address]]
    found = [word for letter in letters for word in str(letter.body).split() if "/conversation" in word]
    assert len(found) >= 2
    for address in found:
        answer = client.get("/" + address.split("/", 3)[3])
        assert answer.status_code == 200, address
    assert "How much for 500 kg?" in answer.content.decode() or "stop" in address
