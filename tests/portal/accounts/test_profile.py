"""One's own account: name and preferences, address, password."""

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.test import Client

from portal.accounts.models import User
from portal.accounts.services import create_person
from tests.portal.accounts.visitor import Visitor

PASSWORD = "old wood, new tea leaves"
LinkIn = Callable[[EmailMessage], str]


@pytest.fixture
def thida(db: None) -> User:
    """A buyer who reads Burmese."""
    return create_person(email="thida@example.com", password=PASSWORD, name="သီတာ", language="my")


@pytest.fixture
def inside(thida: User, visitor: Visitor) -> Visitor:
    """Thida's browser, signed in by password."""
    visitor.open("/my/account/login/")
    visitor.send(login="thida@example.com", password=PASSWORD)
    return visitor


def test_the_profile_shows_what_is_kept(inside: Visitor) -> None:
    inside.open("/my/account/")
    values = inside.values(inside.form())
    assert {name: values[name] for name in ("name", "language", "currency", "time_zone")} == {
        "name": "သီတာ",
        "language": "my",
        "currency": "",
        "time_zone": "",
    }


def test_a_saved_profile_goes_on_in_its_language(inside: Visitor, thida: User) -> None:
    inside.open("/my/account/")
    inside.send(name=" Thida ", language="th", currency="THB", time_zone="Asia/Bangkok", low_data="on")
    assert inside.address == "/th/account/"
    thida.refresh_from_db()
    assert (thida.name, thida.language, thida.currency) == ("Thida", "th", "THB")
    assert (thida.time_zone, thida.low_data) == ("Asia/Bangkok", True)
    kept = {name: inside.client.cookies[name].value for name in ("language", "currency", "low_data")}
    assert kept == {"language": "th", "currency": "THB", "low_data": "1"}
    assert inside.page.find(role="status"), "it says that it was saved"


@pytest.mark.parametrize(
    ("field", "value"),
    [("language", "xx"), ("currency", "XAU"), ("time_zone", "Mars/Base"), ("name", "x" * 121)],
)
def test_what_is_not_offered_is_refused_by_its_field(
    field: str, value: str, inside: Visitor, thida: User
) -> None:
    inside.open("/my/account/")
    inside.send(**{"name": "Thida", field: value})
    assert inside.page.find(id=f"id_{field}_error")
    thida.refresh_from_db()
    assert thida.name == "သီတာ"


@pytest.mark.parametrize("page", ["", "email/", "password/change/", "2fa/", "2fa/totp/activate/"])
def test_an_own_page_asks_a_stranger_to_sign_in(page: str, client: Client, db: None) -> None:
    response = client.get(f"/vi/account/{page}")
    assert response.status_code == 302
    assert response["Location"].startswith("/vi/account/login/?next=")


def test_a_new_address_counts_once_it_is_confirmed(
    inside: Visitor, thida: User, link_in: LinkIn, mailoutbox: list[EmailMessage]
) -> None:
    inside.open("/my/account/email/")
    inside.send(action_add="", email="thida@new.example")
    thida.refresh_from_db()
    assert thida.email == "thida@example.com"
    assert mailoutbox[0].to == ["thida@new.example"]
    link = link_in(mailoutbox[0])
    assert link.startswith("/my/account/confirm-email/")

    inside.open(link)
    inside.send()
    thida.refresh_from_db()
    assert thida.email == "thida@new.example"
    assert [address.email for address in EmailAddress.objects.all()] == ["thida@new.example"]
    assert mailoutbox[-1].to == ["thida@example.com"], "the old address is told"
    assert "thida@new.example" in str(mailoutbox[-1].body)


def test_a_new_address_can_be_given_up(inside: Visitor) -> None:
    inside.open("/my/account/email/")
    inside.send(action_add="", email="thida@new.example")
    inside.send(action_remove="")
    assert [address.email for address in EmailAddress.objects.all()] == ["thida@example.com"]


def test_another_persons_address_is_not_taken_over(inside: Visitor, mailoutbox: list[EmailMessage]) -> None:
    create_person(email="somchai@example.com", password=PASSWORD)
    inside.open("/my/account/email/")
    inside.send(action_add="", email="somchai@example.com")
    assert not EmailAddress.objects.filter(email="somchai@example.com", verified=True).exclude(
        user__email="somchai@example.com"
    )


def test_ones_own_address_is_no_new_one(inside: Visitor) -> None:
    inside.open("/en/account/email/")
    inside.send(action_add="", email="thida@example.com")
    assert "already" in inside.errors()


def test_changing_the_password_needs_the_present_one(
    inside: Visitor, thida: User, mailoutbox: list[EmailMessage]
) -> None:
    new = {"password1": "a new one, quite long", "password2": "a new one, quite long"}
    inside.open("/en/account/password/change/")
    inside.send(oldpassword="guessed", **new)
    assert inside.page.find(id="id_oldpassword_error")
    inside.send(oldpassword=PASSWORD, **new)
    thida.refresh_from_db()
    assert thida.check_password("a new one, quite long")
    assert "_auth_user_id" in inside.client.session, "one stays signed in"
    assert [message.to for message in mailoutbox] == [["thida@example.com"]]


def test_an_account_without_a_password_sets_its_first(client: Client, visitor: Visitor) -> None:
    user = create_person(email="invited@example.com", password=None)
    visitor.client.force_login(user)
    visitor.open("/en/account/password/change/")
    assert visitor.address == "/en/account/password/set/"
    visitor.send(password1="a new one, quite long", password2="a new one, quite long")
    user.refresh_from_db()
    assert user.check_password("a new one, quite long")
