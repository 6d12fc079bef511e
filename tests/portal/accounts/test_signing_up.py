"""Making an account: address and password, a link by mail, and the first time inside."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from allauth.account.models import EmailAddress
from bs4 import Tag
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client

from catalog.notices.models import OutboxMail
from portal.accounts.models import User
from portal.accounts.services import create_person
from tests.portal.accounts.visitor import Clock, Visitor

PASSWORD = "old wood, new tea leaves"
NEW_ACCOUNT = {"email": "Somchai@Example.com", "password1": PASSWORD, "password2": PASSWORD}
LinkIn = Callable[[EmailMessage], str]


@pytest.mark.parametrize("language", ["zh-hans", "en", "th", "km", "lo", "my"])
def test_from_the_form_through_the_mail_to_the_home_page(
    language: str, visitor: Visitor, link_in: LinkIn, mailoutbox: list[EmailMessage]
) -> None:
    visitor.open(f"/{language}/account/signup/")
    visitor.send(**NEW_ACCOUNT)
    assert visitor.address == f"/{language}/account/confirm-email/"
    user = User.objects.get()
    assert (user.email, user.language) == ("somchai@example.com", language)

    assert [message.to for message in mailoutbox] == [["somchai@example.com"]]
    link = link_in(mailoutbox[0])
    assert link.startswith(f"/{language}/account/confirm-email/")
    visitor.open(link)
    assert not EmailAddress.objects.get().verified, "opening the link alone must change nothing"
    visitor.send()
    assert EmailAddress.objects.get().verified
    assert visitor.address == f"/{language}/"
    assert int(visitor.client.session["_auth_user_id"]) == user.pk


def test_in_another_browser_the_link_confirms_but_does_not_sign_in(
    visitor: Visitor, clock: Clock, link_in: LinkIn, mailoutbox: list[EmailMessage]
) -> None:
    visitor.open("/th/account/signup/")
    visitor.send(**NEW_ACCOUNT)
    phone = Visitor(Client(), clock)
    phone.open(link_in(mailoutbox[0]))
    phone.send()
    assert phone.address == "/th/account/login/"
    assert "_auth_user_id" not in phone.client.session
    phone.send(login=NEW_ACCOUNT["email"], password=PASSWORD)
    assert phone.address == "/th/"


def asked_to_sign_up(visitor: Visitor, address: str) -> None:
    """Go where only people signed in come, and make an account from there."""
    visitor.open(address)
    assert "/account/login/" in visitor.address
    link = visitor.page.select_one("aside a.button")
    assert link is not None
    visitor.open(str(link["href"]))
    visitor.send(**NEW_ACCOUNT)


@pytest.mark.parametrize("language", ["en", "th"])
def test_who_was_going_to_the_desk_comes_to_it_from_the_letter(
    language: str, visitor: Visitor, link_in: LinkIn, mailoutbox: list[EmailMessage]
) -> None:
    asked_to_sign_up(visitor, f"/{language}/desk/new/")
    visitor.open(link_in(mailoutbox[0]))
    visitor.send()
    assert visitor.address == f"/{language}/desk/new/"


def test_in_another_browser_too_by_signing_in(
    visitor: Visitor, clock: Clock, link_in: LinkIn, mailoutbox: list[EmailMessage]
) -> None:
    asked_to_sign_up(visitor, "/my/desk/new/")
    phone = Visitor(Client(), clock)
    phone.open(link_in(mailoutbox[0]))
    phone.send()
    assert phone.address == "/my/account/login/"
    phone.send(login=NEW_ACCOUNT["email"], password=PASSWORD)
    assert phone.address == "/my/desk/new/"


def test_who_signs_in_unconfirmed_is_sent_a_letter_that_leads_on_too(
    visitor: Visitor, clock: Clock, link_in: LinkIn, mailoutbox: list[EmailMessage]
) -> None:
    create_person(email="somchai@example.com", password=PASSWORD, language="lo")
    EmailAddress.objects.update(verified=False)
    visitor.open("/lo/desk/")
    visitor.send(login=NEW_ACCOUNT["email"], password=PASSWORD)
    phone = Visitor(Client(), clock)
    phone.open(link_in(mailoutbox[0]))
    phone.send()
    phone.send(login=NEW_ACCOUNT["email"], password=PASSWORD)
    assert phone.address == "/lo/desk/"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://bad.example/desk/", "//bad.example/desk/", "/\\bad.example/", "javascript:alert(1)", "desk/"],
)
def test_nobody_is_led_to_another_site(
    elsewhere: str, visitor: Visitor, link_in: LinkIn, mailoutbox: list[EmailMessage]
) -> None:
    visitor.open("/en/account/signup/?" + urlencode({"next": elsewhere}))
    visitor.send(**NEW_ACCOUNT)
    link = link_in(mailoutbox[0])
    assert "next" not in link
    stranger = Client()
    answer = stranger.post(f"{link}?{urlencode({'next': elsewhere})}")
    assert answer["Location"] == "/en/account/login/"


@pytest.mark.parametrize("opens", ["desk/join", "account/booth", "booking/by-link", "conversation"])
def test_a_letter_holds_no_link_that_opens_something_to_its_holder(
    opens: str, visitor: Visitor, link_in: LinkIn, mailoutbox: list[EmailMessage]
) -> None:
    visitor.open("/en/account/signup/?" + urlencode({"next": f"/en/{opens}/a-secret/"}))
    visitor.send(**NEW_ACCOUNT)
    assert link_in(mailoutbox[0]).endswith("?next=%2Fen%2Fdesk%2F"), "the desk lists invitations"
    assert "a-secret" not in str(OutboxMail.objects.values_list("values", flat=True))


def test_changing_the_language_on_the_way_changes_where_it_leads(visitor: Visitor) -> None:
    visitor.open("/en/desk/new/?kind=person")
    thai = visitor.page.select_one("footer a[hreflang=th]")
    assert thai is not None
    visitor.open(str(thai["href"]))
    assert visitor.values(visitor.form())["next"] == "/th/desk/new/?kind=person"


def test_every_page_says_where_one_comes_to_sell(visitor: Visitor) -> None:
    link = visitor.open("/en/goods/").find("a", string="Sell here")
    assert isinstance(link, Tag)
    visitor.open(str(link["href"]))
    assert visitor.values(visitor.form())["next"] == "/en/desk/"


def test_nobody_comes_in_unconfirmed(visitor: Visitor, mailoutbox: list[EmailMessage]) -> None:
    visitor.open("/en/account/signup/")
    visitor.send(**NEW_ACCOUNT)
    visitor.client.cookies.clear()
    visitor.open("/en/account/login/")
    visitor.send(login=NEW_ACCOUNT["email"], password=PASSWORD)
    assert visitor.address == "/en/account/confirm-email/"
    assert "_auth_user_id" not in visitor.client.session


def test_what_was_chosen_before_comes_into_the_account(visitor: Visitor) -> None:
    visitor.client.cookies.load({"currency": "LAK", "low_data": "1"})
    visitor.open("/lo/account/signup/")
    visitor.send(**NEW_ACCOUNT)
    user = User.objects.get()
    assert (user.language, user.currency, user.low_data) == ("lo", "LAK", True)


def test_an_address_that_has_an_account_learns_it_by_mail_only(
    visitor: Visitor, link_in: LinkIn, mailoutbox: list[EmailMessage]
) -> None:
    create_person(email="somchai@example.com", password=PASSWORD, language="th")
    visitor.open("/en/account/signup/")
    visitor.send(**NEW_ACCOUNT)
    assert visitor.address == "/en/account/confirm-email/", "the page must not tell who has an account"
    assert User.objects.count() == 1
    assert link_in(mailoutbox[0]) == "/th/account/password/reset/"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"email": "somchai"}, "id_email"),
        ({"email": ""}, "id_email"),
        ({"password1": "short", "password2": "short"}, "id_password1"),
        ({"password1": "password", "password2": "password"}, "id_password1"),
        ({"password2": "something else entirely"}, "id_password2"),
    ],
)
def test_each_mistake_stands_by_its_field(typed: dict[str, str], field: str, visitor: Visitor) -> None:
    visitor.open("/en/account/signup/")
    visitor.send(**(NEW_ACCOUNT | typed))
    box = visitor.page.find(id=field)
    assert box is not None
    assert box["aria-invalid"] == "true"
    assert visitor.page.find(id=f"{field}_error"), "the message the box refers to"
    assert visitor.page.select_one(f".error-summary a[href='#{field}']")
    assert not User.objects.exists()
    assert not mail.outbox


def test_a_mistake_put_right_goes_through(visitor: Visitor) -> None:
    visitor.open("/en/account/signup/")
    visitor.send(**(NEW_ACCOUNT | {"password2": "not the same"}))
    assert visitor.values(visitor.form())["email"] == NEW_ACCOUNT["email"], "what was typed is kept"
    visitor.send(password1=PASSWORD, password2=PASSWORD)
    assert User.objects.count() == 1


def test_a_used_link_says_so_and_leads_on(
    visitor: Visitor, link_in: LinkIn, mailoutbox: list[EmailMessage]
) -> None:
    visitor.open("/en/account/signup/")
    visitor.send(**NEW_ACCOUNT)
    visitor.open("/en/account/confirm-email/made-up/")
    assert visitor.status == 200
    assert visitor.page.select_one("main a[href='/en/account/login/']")


def test_a_page_of_coming_in_is_not_for_search_engines(visitor: Visitor) -> None:
    page = visitor.open("/en/account/signup/")
    assert page.find("meta", attrs={"name": "robots", "content": "noindex"})
    assert page.html is not None
    assert page.html["lang"] == "en"
