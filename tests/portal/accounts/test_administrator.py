"""The first administrator, made from the environment or at the terminal."""

import sys
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from catalog.audit.models import Entry
from portal.accounts.management.commands import create_administrator
from portal.accounts.models import User
from portal.accounts.selectors import administrator_exists
from portal.accounts.services import AccountExistsError, create_person
from tests.portal.accounts.visitor import Visitor

PASSWORD = "old wood, new tea leaves"


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ADMIN_EMAIL", "ADMIN_PASSWORD", "ADMIN_PASSWORD_FILE"):
        monkeypatch.delenv(name, raising=False)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("create_administrator", *arguments, stdout=out)
    return out.getvalue()


def given(monkeypatch: pytest.MonkeyPatch, email: str = "Boss@Example.com", password: str = PASSWORD) -> None:
    monkeypatch.setenv("ADMIN_EMAIL", email)
    monkeypatch.setenv("ADMIN_PASSWORD", password)


def typed(monkeypatch: pytest.MonkeyPatch, email: str, *passwords: str) -> None:
    answers = iter(passwords)

    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("builtins.input", lambda prompt: email)
    monkeypatch.setattr(create_administrator, "getpass", lambda prompt: next(answers))


def test_from_the_environment_straight_to_the_editors_area(
    monkeypatch: pytest.MonkeyPatch, visitor: Visitor
) -> None:
    given(monkeypatch)
    assert not administrator_exists()
    assert run("--at-start") == "boss@example.com may administer this portal.\n"
    assert administrator_exists()
    visitor.open("/editors/login/")
    visitor.send(login="boss@example.com", password=PASSWORD)
    assert visitor.address == "/editors/"
    assert Entry.objects.get().action == "person.administrator"


def test_at_every_start_the_same(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    given(monkeypatch)
    run("--at-start")
    user = User.objects.get()
    given(monkeypatch, password="quite another password")
    assert "keeps its password" in run("--at-start")
    assert User.objects.get().password == user.password
    assert Entry.objects.count() == 1


def test_an_account_anybody_may_have_made_loses_its_password(
    monkeypatch: pytest.MonkeyPatch, visitor: Visitor
) -> None:
    visitor.open("/en/account/signup/")
    visitor.send(email="boss@example.com", password1="known to a thief", password2="known to a thief")
    given(monkeypatch)
    run()
    user = User.objects.get()
    assert user.is_superuser
    assert user.check_password(PASSWORD)


def test_a_closed_account_is_opened_again(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    user = create_person(email="boss@example.com", password=PASSWORD)
    user.is_active = False
    user.save()
    given(monkeypatch)
    run()
    user.refresh_from_db()
    assert user.is_active
    assert user.is_superuser
    assert Entry.objects.get().before == {"is_staff": False, "is_superuser": False, "is_active": False}


def test_from_a_file_of_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Any, db: None) -> None:
    secret = tmp_path / "password"
    secret.write_text(f"{PASSWORD}\n")
    monkeypatch.setenv("ADMIN_EMAIL", "boss@example.com")
    monkeypatch.setenv("ADMIN_PASSWORD_FILE", str(secret))
    run()
    assert User.objects.get().check_password(PASSWORD)


def test_at_the_terminal(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    typed(monkeypatch, "boss@example.com", PASSWORD, PASSWORD)
    run()
    assert User.objects.get().is_superuser


@pytest.mark.parametrize(
    ("email", "passwords", "said"),
    [
        ("boss@example.com", (PASSWORD, "mistyped"), "not the same"),
        ("boss", (PASSWORD, PASSWORD), "valid email"),
        ("boss@example.com", ("short", "short"), "too short"),
        ("boss@example.com", ("password", "password"), "too common"),
    ],
)
def test_a_mistake_changes_nothing(
    email: str, passwords: tuple[str, str], said: str, monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    typed(monkeypatch, email, *passwords)
    with pytest.raises(CommandError, match=said):
        run()
    assert not User.objects.exists()


def test_half_of_the_environment_is_an_error(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setenv("ADMIN_EMAIL", "boss@example.com")
    with pytest.raises(CommandError, match="Set both"):
        run("--at-start")


def test_without_a_terminal_it_says_what_to_set(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr("sys.stdin", StringIO())
    with pytest.raises(CommandError, match="ADMIN_EMAIL"):
        run()


def test_the_start_says_what_to_do_as_long_as_nobody_administers(db: None) -> None:
    said = run("--at-start")
    assert f"DATA_DIR={settings.DATA_DIR} {sys.executable} " in said
    assert f"{settings.BASE_DIR}/manage.py create_administrator\n" in said
    create_person(email="boss@example.com", password=PASSWORD)
    assert run("--at-start"), "an ordinary account does not count"
    User.objects.update(is_superuser=True)
    assert run("--at-start") == ""


def test_one_address_one_account(db: None) -> None:
    create_person(email="Boss@example.com", password=PASSWORD)
    with pytest.raises(AccountExistsError):
        create_person(email="boss@EXAMPLE.com ", password=PASSWORD)
