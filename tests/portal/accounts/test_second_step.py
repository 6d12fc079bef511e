"""The second step of signing in: an app on the phone, or a recovery code."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.mail import EmailMessage
from django.test import Client

from portal.accounts.models import User
from portal.accounts.services import create_person
from tests.portal.accounts.visitor import Clock, Visitor

PASSWORD = "old wood, new tea leaves"


@pytest.fixture
def thida(db: None) -> User:
    """A buyer who reads Burmese."""
    return create_person(email="thida@example.com", password=PASSWORD, language="my")


def code_for(secret: str, steps: int = 0) -> str:
    """Return what the app shows now, or so many steps of half a minute from now."""
    counter = list(yield_hotp_counters_from_time())[1]
    return str(format_hotp_value(hotp_value(secret, counter + steps)))


def sign_in(visitor: Visitor) -> None:
    visitor.open("/my/account/login/")
    visitor.send(login="thida@example.com", password=PASSWORD)


def begin(visitor: Visitor) -> None:
    """Go to where the second step is switched on; on the way the password is asked once more."""
    visitor.open("/my/account/2fa/totp/activate/")
    if visitor.address == "/my/account/reauthenticate/":
        visitor.send(password=PASSWORD)
    assert visitor.address == "/my/account/2fa/totp/activate/"


def switch_on(visitor: Visitor) -> str:
    """Switch the second step on and return its secret."""
    begin(visitor)
    page = visitor.page
    assert page.code is not None
    secret = page.code.get_text()
    visitor.send(code=code_for(secret))
    return secret


@pytest.mark.django_db(transaction=True)  # the mail goes out once the change is committed
def test_switching_on_leads_to_the_recovery_codes(
    thida: User, visitor: Visitor, mailoutbox: list[EmailMessage]
) -> None:
    sign_in(visitor)
    switch_on(visitor)
    assert visitor.address == "/my/account/2fa/recovery-codes/"
    assert visitor.page.main is not None
    assert len(visitor.page.main.find_all("code")) == 10
    assert Authenticator.objects.filter(user=thida).count() == 2
    assert [message.to for message in mailoutbox] == [["thida@example.com"]]


def test_a_wrong_code_switches_nothing_on(thida: User, visitor: Visitor) -> None:
    sign_in(visitor)
    begin(visitor)
    visitor.send(code="000000")
    assert visitor.page.find(id="id_code_error")
    assert not Authenticator.objects.exists()


def test_the_password_alone_then_no_longer_opens(thida: User, visitor: Visitor, clock: Clock) -> None:
    sign_in(visitor)
    secret = switch_on(visitor)
    phone = Visitor(Client(), clock)
    sign_in(phone)
    assert phone.address == "/my/account/2fa/authenticate/"
    assert "_auth_user_id" not in phone.client.session
    phone.send(code="000000")
    assert phone.page.find(id="id_code_error")
    assert "_auth_user_id" not in phone.client.session
    phone.send(code=code_for(secret, steps=1))
    assert phone.address == "/my/"
    assert int(phone.client.session["_auth_user_id"]) == thida.pk


def test_a_recovery_code_opens_once(thida: User, visitor: Visitor, clock: Clock) -> None:
    sign_in(visitor)
    switch_on(visitor)
    assert visitor.page.main is not None
    recovery = visitor.page.main.find_all("code")[0].get_text()
    opened = []
    for _ in range(2):
        phone = Visitor(Client(), clock)
        sign_in(phone)
        phone.send(code=recovery)
        opened.append("_auth_user_id" in phone.client.session)
    assert opened == [True, False]


def test_recovery_codes_can_be_kept_as_a_file_and_made_anew(thida: User, visitor: Visitor) -> None:
    sign_in(visitor)
    switch_on(visitor)
    assert visitor.page.main is not None
    shown = [code.get_text() for code in visitor.page.main.find_all("code")]
    download = visitor.client.get("/my/account/2fa/recovery-codes/download/")
    assert download["Content-Type"].startswith("text/plain")
    assert download.text.split() == shown
    visitor.open("/my/account/2fa/recovery-codes/generate/")
    visitor.send()
    assert visitor.page.main is not None
    anew = [code.get_text() for code in visitor.page.main.find_all("code")]
    assert len(anew) == 10
    assert not set(anew) & set(shown)


def test_switching_off_after_a_while_asks_who_is_there(
    thida: User, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(visitor)
    switch_on(visitor)
    session = visitor.client.session
    session["account_authentication_methods"] = [
        {**method, "at": method["at"] - 3600} for method in session["account_authentication_methods"]
    ]
    session.save()
    visitor.open("/my/account/2fa/totp/deactivate/")
    assert visitor.address == "/my/account/reauthenticate/"
    assert visitor.page.select_one("main a[href^='/my/account/2fa/reauthenticate/']")
    visitor.send(password="guessed")
    assert visitor.page.find(id="id_password_error")
    visitor.send(password=PASSWORD)
    assert visitor.address == "/my/account/2fa/totp/deactivate/"
    visitor.send()
    assert visitor.address == "/my/account/2fa/"
    assert not Authenticator.objects.exists()


def test_the_page_says_whether_it_is_on(thida: User, visitor: Visitor) -> None:
    sign_in(visitor)
    visitor.open("/my/account/2fa/")
    assert visitor.page.select_one("main a[href='/my/account/2fa/totp/activate/']")
    switch_on(visitor)
    visitor.open("/my/account/2fa/")
    assert visitor.page.select_one("main a[href='/my/account/2fa/totp/deactivate/']")
    assert visitor.page.select_one("main a[href='/my/account/2fa/recovery-codes/']")
    assert not visitor.page.select_one("main a[href='/my/account/2fa/totp/activate/']")


def test_guessing_codes_is_stopped(thida: User, visitor: Visitor, clock: Clock) -> None:
    sign_in(visitor)
    secret = switch_on(visitor)
    phone = Visitor(Client(), clock)
    sign_in(phone)
    for _ in range(6):
        phone.send(code="000000")
    phone.send(code=code_for(secret, steps=1))
    assert "_auth_user_id" not in phone.client.session
