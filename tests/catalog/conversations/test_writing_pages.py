"""The form on which a visitor writes: who they are, what they said and what they attached is never lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalog.conversations import attachments
from catalog.conversations.models import Conversation, Message
from catalog.files.models import PrivateFile
from catalog.merchants.models import Organization
from catalog.products.models import Product
from catalog.products.services import move_product
from catalog.seams import person_check
from catalog.seams.person_check import Outcome
from portal.accounts.models import User
from tests.catalog.conversations.conftest import PDF, SOMSAK, Sent
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
PLEASE = "Please quote for 500 kg to Bangkok."


class Check:
    """A check that thinks what the test says."""

    outcome = Outcome.PASSED

    def examine(self, posted: object) -> Outcome:
        return self.outcome

    def ask_again(self, *, doubted: bool) -> None:
        return None


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> Check:
    made = Check()
    monkeypatch.setattr(person_check, "_makers", [lambda request, purpose, least: made])
    return made


def pdf(name: str = "need.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, "application/pdf")


def stranger(**other: object) -> dict[str, object]:
    return {"name": "Somsak", "address": SOMSAK, "text": PLEASE, "language": "th", **other}


def test_the_form_says_to_whom_and_about_what(client: Client, liubao: Product) -> None:
    page = page_of(client.get(f"/en/write/product/{liubao.slug}/"))
    assert words(the(page, "h1")) == "Write to Green Banyan Tea House"
    assert the(page, f'main a[href="/en/product/{liubao.slug}/"]')
    assert the(page, "#id_address")
    assert the(page, "[name=check]")


@pytest.mark.parametrize("kind", ["product", "storefront"])
def test_what_is_not_shown_cannot_be_written_about(client: Client, liubao: Product, kind: str) -> None:
    address = f"/en/write/{kind}/{liubao.slug}/"
    assert client.get("/en/write/nothing/x/").status_code == 404
    assert client.get(f"/en/write/{kind}/no-such-thing/").status_code == 404
    if kind == "product":
        move_product(product=liubao, to="paused")
        assert client.get(address).status_code == 404


def test_products_and_storefronts_lead_to_the_form(
    client: Client, liubao: Product, tea_house: Organization
) -> None:
    product = page_of(client.get(f"/en/product/{liubao.slug}/"))
    assert the(product, f'a[href="/en/write/product/{liubao.slug}/"]')
    store = page_of(client.get(f"/en/storefront/{tea_house.storefront.slug}/"))
    assert the(store, f'a[href="/en/write/storefront/{tea_house.storefront.slug}/"]')


def test_a_stranger_is_told_to_look_into_the_mail(
    client: Client, liubao: Product, check: Check, sent: Sent
) -> None:
    answer = client.post(f"/th/write/product/{liubao.slug}/", stranger(), follow=True)
    assert answer.redirect_chain == [("/th/conversations/sent/", 302)]
    [message] = sent()
    assert message.to == [SOMSAK]
    found = Conversation.objects.get()
    assert (found.name, found.address, found.language) == ("Somsak", SOMSAK, "th")


def test_a_person_with_an_account_lands_in_the_conversation(
    client: Client, liubao: Product, nok: User, seller: User
) -> None:
    client.force_login(nok)
    address = f"/en/write/product/{liubao.slug}/"
    assert page_of(client.get(address)).select_one("#id_address") is None
    answer = client.post(address, {"text": PLEASE, "language": "en", "attached": pdf()}, follow=True)
    page = page_of(answer)
    assert words(the(page, ".thread .message.mine div")) == PLEASE
    assert "need.pdf" in words(the(page, ".thread .message"))
    found = Conversation.objects.get()
    assert found.visitor == nok
    assert found.shared_at is None


@pytest.mark.parametrize("lacks", ["text", "name", "address"])
def test_what_was_typed_stays_when_something_lacks(
    client: Client, liubao: Product, check: Check, lacks: str
) -> None:
    answer = client.post(f"/en/write/product/{liubao.slug}/", stranger(**{lacks: ""}))
    assert answer.status_code == 400
    page = page_of(answer)
    for name, typed in (("name", "Somsak"), ("address", SOMSAK)):
        if name != lacks:
            assert the(page, f"#id_{name}")["value"] == typed
    if lacks != "text":
        assert the(page, "#id_text").get_text().strip() == PLEASE
    assert the(page, f'.error-summary a[href="#id_{lacks}"]')
    assert not Conversation.objects.exists()


def test_a_file_stays_with_a_form_that_has_to_be_sent_again(
    client: Client, liubao: Product, check: Check
) -> None:
    address = f"/en/write/product/{liubao.slug}/"
    page = page_of(client.post(address, stranger(text="", attached=pdf())))
    ticket = str(the(page, "input[name=kept]")["value"])
    assert "need.pdf" in words(the(page, "form.form"))
    client.post(address, stranger(kept=ticket))
    message = Message.objects.get()
    assert [file.name for file in attachments.of_messages([message.pk])[message.pk]] == ["need.pdf"]


def test_a_file_can_be_taken_out_again(client: Client, liubao: Product, check: Check) -> None:
    address = f"/en/write/product/{liubao.slug}/"
    page = page_of(client.post(address, stranger(text="", attached=pdf())))
    ticket = str(the(page, "input[name=kept]")["value"])
    client.post(address, stranger(kept=ticket, remove=ticket))
    assert attachments.of_messages([Message.objects.get().pk]) == {}


def test_another_forms_file_cannot_be_sent_along(client: Client, liubao: Product, check: Check) -> None:
    address = f"/en/write/product/{liubao.slug}/"
    client.post(address, stranger(text="", attached=pdf()))
    waiting = PrivateFile.objects.get()
    client.post(address, stranger(kept=waiting.pk.hex))
    assert attachments.of_messages([Message.objects.get().pk]) == {}
    assert PrivateFile.objects.get().kind == attachments.WAITING


def test_a_file_of_another_kind_is_named_and_the_rest_stays(
    client: Client, liubao: Product, check: Check
) -> None:
    program = SimpleUploadedFile("run.exe", b"MZ\x90\x00" + b"\0" * 100, "application/pdf")
    answer = client.post(
        f"/en/write/product/{liubao.slug}/", stranger(attached=[pdf(), program]), format="multipart"
    )
    page = page_of(answer)
    assert answer.status_code == 400
    assert "run.exe: Files of this kind cannot be taken here." in words(the(page, ".error-summary"))
    assert "need.pdf" in words(the(page, "form.form"))
    assert the(page, "#id_text").get_text().strip() == PLEASE


def test_more_than_five_files_are_refused_by_name(client: Client, liubao: Product, check: Check) -> None:
    files = [pdf(f"{number}.pdf") for number in range(6)]
    answer = client.post(f"/en/write/product/{liubao.slug}/", stranger(attached=files))
    assert "5.pdf: At most 5 files" in words(the(page_of(answer), ".error-summary"))
    assert PrivateFile.objects.count() == 5


def test_a_program_fills_no_disk(client: Client, liubao: Product, check: Check) -> None:
    check.outcome = Outcome.DOUBTED
    answer = client.post(f"/en/write/product/{liubao.slug}/", stranger(attached=pdf()))
    assert answer.status_code == 400
    assert not PrivateFile.objects.exists()
    assert not Conversation.objects.exists()
    assert "Choose this file again" in words(the(page_of(answer), ".error-summary"))


def test_files_of_forms_never_sent_are_deleted_after_a_day(
    client: Client, liubao: Product, check: Check
) -> None:
    from django.utils import timezone

    client.post(f"/en/write/product/{liubao.slug}/", stranger(text="", attached=pdf()))
    assert attachments.prune() == 0
    assert attachments.prune(now=timezone.now() + attachments.WAIT) == 1
    assert not PrivateFile.objects.exists()


@pytest.mark.parametrize("language", ["zh-hans", "en", "vi", "th", "id", "ms", "fil", "km", "lo", "my"])
def test_the_form_is_in_the_readers_language(client: Client, liubao: Product, language: str) -> None:
    page = page_of(client.get(f"/{language}/write/product/{liubao.slug}/"))
    chosen = the(page, "#id_language option[selected]")
    assert chosen["value"] == language
    if language != "en":
        assert "Write in your own language" not in page.get_text()


def test_a_page_with_a_form_is_kept_by_nobody(client: Client, liubao: Product) -> None:
    answer = client.get(f"/en/write/product/{liubao.slug}/")
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer.content.decode()
