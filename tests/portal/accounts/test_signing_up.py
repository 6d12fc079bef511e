"""Making an account: address and password, a link by mail, and the first time inside."""

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client

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
