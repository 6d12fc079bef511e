"""What is refused is said plainly on the page where it was written, and nothing typed is lost."""

from datetime import timedelta
from io import BytesIO
from unittest.mock import patch
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from catalog.conversations import attachments, limits
from catalog.conversations.models import Conversation, Message
from catalog.conversations.services import moderating
from catalog.files.models import PrivateFile
from catalog.files.services.private import store_private
from catalog.merchants.models import Organization
from catalog.merchants.services import save_brand
from catalog.products.models import Product
from portal.accounts.models import User
from tests.catalog.conversations.conftest import PDF, Begin
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
TEXT = "We need a price for every basket of the year, packed for the sea, please."


def send(client: Client, product: Product, **fields: object) -> object:
    return client.post(f"/en/write/product/{product.slug}/", {"text": TEXT, "language": "en", **fields})


def refused(client: Client, product: Product) -> str:
    """Send a message that is not taken, and return what the page says about it."""
    answer = send(client, product, attached=SimpleUploadedFile("need.pdf", PDF))
    page = page_of(answer)
    assert answer.status_code == 400  # type: ignore[attr-defined]
    assert the(page, "#id_text").get_text().strip() == TEXT
    assert "need.pdf" in words(the(page, "form.form"))
    return words(the(page, ".error-summary"))


def test_a_blocked_visitor_is_told_so_and_no_more(
    client: Client, begin: Begin, nok: User, seller: User, liubao: Product
) -> None:
    moderating.block(conversation=begin(nok), by=seller)
    client.force_login(nok)
    assert "This seller does not take messages from this address." in refused(client, liubao)
    assert Conversation.objects.count() == 1


def test_who_writes_too_much_is_asked_to_wait(
    client: Client, begin: Begin, nok: User, liubao: Product
) -> None:
    for number in range(limits.NEW_AN_HOUR):
        begin(nok, text=f"Question {number}")
    client.force_login(nok)
    assert "Please wait an hour" in refused(client, liubao)
    Conversation.objects.update(created_at=timezone.now() - timedelta(hours=1, minutes=1))
    assert send(client, liubao).status_code == 302  # type: ignore[attr-defined]


def test_a_day_has_its_own_limit(begin: Begin, nok: User) -> None:
    for number in range(limits.NEW_A_DAY):
        begin(nok, text=f"Question {number}")
        Conversation.objects.update(created_at=timezone.now() - timedelta(hours=2))
    with pytest.raises(limits.TooMuch):
        begin(nok, text="One more")
    Conversation.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1))
    assert begin(nok, text="One more").pk


def test_the_same_text_to_many_is_said_to_be_that(client: Client, nok: User, liubao: Product) -> None:
    client.force_login(nok)
    with patch.object(limits, "SAME_TEXT_TO", 0):
        assert "This text went to many sellers already." in refused(client, liubao)


def test_in_a_conversation_the_limit_is_said_and_the_text_stays(
    client: Client, begin: Begin, nok: User
) -> None:
    conversation = begin(nok)
    client.force_login(nok)
    with patch.object(limits, "MESSAGES_AN_HOUR", 1):
        answer = client.post(f"/en/conversations/{conversation.pk}/", {"text": TEXT, "language": "en"})
    page = page_of(answer)
    assert answer.status_code == 400
    assert "Please wait an hour" in words(the(page, ".error-summary"))
    assert the(page, "#id_text").get_text().strip() == TEXT
    assert conversation.messages.count() == 1


def test_brands_lead_to_their_owner_too(
    client: Client, nok: User, tea_house: Organization, liubao: Product
) -> None:
    brand = save_brand(organization=tea_house, names={"zh-hans": "青榕", "en": "Green Banyan"}, stories={})
    assert the(page_of(client.get(f"/en/brand/{brand.slug}/")), f'a[href="/en/write/brand/{brand.slug}/"]')
    client.force_login(nok)
    assert client.post(f"/en/write/brand/{brand.slug}/", {"text": TEXT, "language": "en"}).status_code == 302
    found = Conversation.objects.get()
    assert (found.subject_kind, found.subject_id, found.organization) == ("brand", brand.pk, tea_house)


def archive(*names: str) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("page.html", b"<!doctype html><script>alert(1)</script>"),
        ("all.zip", archive("a.txt")),
        ("prices.xlsx", b"not a workbook at all"),
        ("empty.pdf", b""),
    ],
)
def test_files_that_are_not_taken_are_named(
    client: Client, nok: User, liubao: Product, name: str, data: bytes
) -> None:
    client.force_login(nok)
    answer = send(
        client, liubao, attached=[SimpleUploadedFile(name, data), SimpleUploadedFile("need.pdf", PDF)]
    )
    page = page_of(answer)
    assert f"{name}:" in words(the(page, ".error-summary"))
    assert "need.pdf" in words(the(page, "form.form"))
    assert not Message.objects.exists()


def test_a_file_that_is_too_large_is_named_and_not_kept(client: Client, nok: User, liubao: Product) -> None:
    client.force_login(nok)
    large = SimpleUploadedFile("scan.pdf", PDF + b"0" * 64)
    with patch.object(attachments, "MOST_BYTES", 64):
        page = page_of(send(client, liubao, attached=large))
    assert "scan.pdf: This file is larger than" in words(the(page, ".error-summary"))
    assert not PrivateFile.objects.exists()


def test_a_file_waits_a_day_for_its_form_and_belongs_to_one_message_only(
    client: Client, nok: User, liubao: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = store_private(kind=attachments.WAITING, subject=0, data=PDF, name="need.pdf")
    ticket = attachments.ticket(kept)
    client.force_login(nok)
    assert client.get(f"/en/file/{kept.pk}/").status_code == 404, "nobody reads what was not sent"
    send(client, liubao, kept=ticket)
    send(client, liubao, kept=ticket)
    first, second = Message.objects.order_by("pk")
    assert {pk: len(files) for pk, files in attachments.of_messages([first.pk, second.pk]).items()} == {
        first.pk: 1
    }
    moment = timezone.now().timestamp() + attachments.WAIT.total_seconds() + 5
    another = store_private(kind=attachments.WAITING, subject=0, data=PDF, name="late.pdf")
    late = attachments.ticket(another)
    monkeypatch.setattr("django.core.signing.time.time", lambda: moment)
    assert attachments.waiting([late]) == []
