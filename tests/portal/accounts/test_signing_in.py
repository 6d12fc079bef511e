"""Coming back: sign-in, sign-out, a forgotten password, and limits for those who guess."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.mail import EmailMessage

from portal.accounts.models import User
from portal.accounts.services import create_person
from tests.portal.accounts.visitor import Visitor

PASSWORD = "old wood, new tea leaves"
LinkIn = Callable[[EmailMessage], str]


@pytest.fixture
def thida(db: None) -> User:
    """A buyer who reads Burmese."""
    return create_person(email="thida@example.com", password=PASSWORD, name="သီတာ", language="my")


def sign_in(visitor: Visitor, address: str = "/en/account/login/", **typed: str) -> None:
    visitor.open(address)
    visitor.send(**({"login": "thida@example.com", "password": PASSWORD} | typed))


def test_signing_in_leads_home_in_the_language_of_the_account(thida: User, visitor: Visitor) -> None:
    sign_in(visitor)
    assert visitor.address == "/my/"
    assert int(visitor.client.session["_auth_user_id"]) == thida.pk


def test_who_has_no_language_stays_in_the_one_of_the_page(visitor: Visitor) -> None:
    create_person(email="thida@example.com", password=PASSWORD)
    sign_in(visitor, "/vi/account/login/")
    assert visitor.address == "/vi/"


def test_capital_letters_and_spaces_in_the_address_do_not_matter(thida: User, visitor: Visitor) -> None:
    sign_in(visitor, login="  Thida@EXAMPLE.com ")
    assert visitor.address == "/my/"


def test_one_comes_back_to_the_page_one_wanted(thida: User, visitor: Visitor) -> None:
    visitor.open("/th/account/")
    assert visitor.address == "/th/account/login/"
    visitor.send(login="thida@example.com", password=PASSWORD)
    assert visitor.address == "/th/account/"


def test_who_posted_after_the_session_ended_comes_to_the_page_of_the_form(
    thida: User, visitor: Visitor
) -> None:
    late = visitor.client.post("/my/account/notices/read/")
    sign_in(visitor, late["Location"])
    assert (visitor.status, visitor.address) == (200, "/my/account/notices/")


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_never_leads_to_another_site(elsewhere: str, thida: User, visitor: Visitor) -> None:
    sign_in(visitor, f"/en/account/login/?next={elsewhere}")
    assert visitor.address == "/my/"


@pytest.mark.parametrize("ticked", [True, False])
def test_the_session_lasts_as_long_as_was_asked(ticked: bool, thida: User, visitor: Visitor) -> None:
    sign_in(visitor, **({"remember": "on"} if ticked else {}))
    assert visitor.client.session.get_expire_at_browser_close() is not ticked
    if ticked:
        assert visitor.client.session.get_expiry_age() == settings.SESSION_COOKIE_AGE


def test_a_wrong_password_and_an_unknown_address_look_the_same(thida: User, visitor: Visitor) -> None:
    sign_in(visitor, password="guessed")
    wrong = visitor.errors()
    sign_in(visitor, login="nobody@example.com")
    assert visitor.errors() == wrong != ""


def test_what_was_typed_is_kept_except_the_password(thida: User, visitor: Visitor) -> None:
    sign_in(visitor, password="guessed")
    values = visitor.values(visitor.form())
    assert values["login"] == "thida@example.com"
    assert values["password"] == ""


def test_a_closed_account_is_told_so(thida: User, visitor: Visitor) -> None:
    thida.is_active = False
    thida.save()
    sign_in(visitor)
    assert visitor.address == "/en/account/inactive/"
    assert "_auth_user_id" not in visitor.client.session


def test_signing_out_asks_first_and_leads_home(thida: User, visitor: Visitor) -> None:
    visitor.client.force_login(thida)
    visitor.open("/id/account/logout/")
    assert "_auth_user_id" in visitor.client.session
    visitor.send()
    assert visitor.address == "/id/"
    assert "_auth_user_id" not in visitor.client.session


@pytest.mark.parametrize("language", ["zh-hans", "th", "fil"])
def test_a_forgotten_password(
    language: str, visitor: Visitor, link_in: LinkIn, mailoutbox: list[EmailMessage]
) -> None:
    user = create_person(email="thida@example.com", password=PASSWORD, language=language)
    visitor.open("/en/account/password/reset/")
    visitor.send(email="thida@example.com")
    assert visitor.address == "/en/account/password/reset/done/"

    link = link_in(mailoutbox[0])
    assert link.startswith(f"/{language}/account/password/reset/key/"), (
        "mail and link are in the person's language"
    )
    visitor.open(link)
    assert visitor.address.endswith("-set-password/"), "the key must not stay in the address bar"
    visitor.send(password1="a new one, quite long", password2="a new one, quite long")
    assert visitor.address == f"/{language}/account/password/reset/key/done/"
    user.refresh_from_db()
    assert user.check_password("a new one, quite long")
    assert mailoutbox[-1].to == ["thida@example.com"], "the person is told that it was changed"

    visitor.open(link)
    assert visitor.page.select_one(f"main a[href='/{language}/account/password/reset/']"), (
        "used: ask for another"
    )


def test_a_reset_for_an_unknown_address_tells_the_page_nothing(
    visitor: Visitor, link_in: LinkIn, mailoutbox: list[EmailMessage]
) -> None:
    visitor.open("/km/account/password/reset/")
    visitor.send(email="nobody@example.com")
    assert visitor.address == "/km/account/password/reset/done/"
    assert link_in(mailoutbox[0]) == "/km/account/signup/"


def test_guessing_one_password_is_stopped(thida: User, visitor: Visitor) -> None:
    for _ in range(6):
        visitor.open("/en/account/login/")
        visitor.send(
            login="thida@example.com", password="guessed", **(visitor.answer() if visitor.is_asked() else {})
        )
    stopped = visitor.errors()
    visitor.open("/en/account/login/")
    visitor.send(login="thida@example.com", password=PASSWORD, **visitor.answer())
    assert visitor.errors() == stopped
    assert "few minutes" in stopped
    assert "_auth_user_id" not in visitor.client.session


def test_a_mailbox_is_not_filled_with_links(
    thida: User, visitor: Visitor, mailoutbox: list[EmailMessage]
) -> None:
    for _ in range(7):
        visitor.open("/en/account/password/reset/")
        visitor.send(email="thida@example.com")
    assert visitor.status == 429
    assert len(mailoutbox) == 5


@pytest.mark.parametrize("language", ["zh-hans", "lo"])
def test_too_many_requests_have_a_page_in_the_readers_language(language: str, visitor: Visitor) -> None:
    for _ in range(31):
        response = visitor.client.post(f"/{language}/account/login/", {"login": "x"})
    assert response.status_code == 429
    assert f'<html lang="{"zh-Hans" if language == "zh-hans" else language}"' in response.text
    assert response["Retry-After"] == "300"
    assert response["Cache-Control"] == "no-store"
    assert f'href="/{language}/"' in response.text


def test_another_network_is_not_held_back(thida: User, visitor: Visitor) -> None:
    for _ in range(31):
        visitor.client.post("/en/account/login/", {"login": "x"})
    visitor.client.defaults["REMOTE_ADDR"] = "198.51.100.7"
    sign_in(visitor)
    assert visitor.address == "/my/"


def test_editors_come_in_by_the_same_door(thida: User, visitor: Visitor) -> None:
    thida.is_staff = thida.is_superuser = True
    thida.save()
    response = visitor.client.get("/editors/login/?next=/editors/pages/")
    assert response["Location"] == "/en/account/login/?next=%2Feditors%2Fpages%2F"
    visitor.open("/editors/login/")
    visitor.send(login="thida@example.com", password=PASSWORD)
    assert visitor.address == "/editors/"


def test_editors_have_no_second_way_to_reset_a_password(visitor: Visitor) -> None:
    assert visitor.client.get("/editors/password_reset/").status_code == 404
