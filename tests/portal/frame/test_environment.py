"""A wrong value of an environment variable stops the start and names what may stand there."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal import environment as env
from portal.mail_encryption import mail_encryption


def test_a_switch_understands_yes_and_no(monkeypatch: pytest.MonkeyPatch) -> None:
    for word, meaning in (
        ("1", True),
        ("Yes", True),
        ("on", True),
        ("0", False),
        ("FALSE", False),
        ("off", False),
    ):
        monkeypatch.setenv("SWITCH", word)
        assert env.boolean("SWITCH", default=not meaning) is meaning


def test_an_unset_or_empty_switch_keeps_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SWITCH", raising=False)
    assert env.boolean("SWITCH", default=True) is True
    monkeypatch.setenv("SWITCH", "  ")
    assert env.boolean("SWITCH", default=False) is False


def test_an_unknown_switch_names_the_accepted_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SWITCH", "maybe")
    with pytest.raises(ImproperlyConfigured, match=r"SWITCH='maybe'.*no.*true.*yes"):
        env.boolean("SWITCH", default=True)


@pytest.mark.parametrize(
    ("port", "said", "encryption"),
    [
        (587, {}, (True, False)),
        (465, {}, (False, True)),
        (2465, {"EMAIL_USE_SSL": "1"}, (False, True)),
        (465, {"EMAIL_USE_TLS": "1"}, (True, False)),
        (25, {"EMAIL_USE_TLS": "0"}, (False, False)),
    ],
)
def test_mail_is_encrypted_as_its_port_wants_unless_said_otherwise(
    monkeypatch: pytest.MonkeyPatch, port: int, said: dict[str, str], encryption: tuple[bool, bool]
) -> None:
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    assert mail_encryption(port) == encryption


def test_mail_is_encrypted_in_one_way_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_USE_TLS", "1")
    monkeypatch.setenv("EMAIL_USE_SSL", "1")
    with pytest.raises(ImproperlyConfigured, match="either EMAIL_USE_SSL or EMAIL_USE_TLS"):
        mail_encryption(465)


def test_a_choice_names_the_accepted_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENGINE", "sphinx")
    with pytest.raises(ImproperlyConfigured, match=r"ENGINE='sphinx'.*embedded, elasticsearch"):
        env.choice("ENGINE", ["embedded", "elasticsearch"], "embedded")
    monkeypatch.setenv("ENGINE", "elasticsearch")
    assert env.choice("ENGINE", ["embedded", "elasticsearch"], "embedded") == "elasticsearch"


@pytest.mark.parametrize("value", ["abc", "0", "70000", "8000.5"])
def test_a_number_out_of_bounds_names_the_bounds(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("PORT", value)
    with pytest.raises(ImproperlyConfigured, match=r"PORT=.*from 1 to 65535"):
        env.number("PORT", default=8000, least=1, most=65535)


def test_a_list_splits_at_commas_and_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOSTS", "one.example, two.example three.example")
    assert env.words("HOSTS") == ["one.example", "two.example", "three.example"]
    monkeypatch.delenv("HOSTS")
    assert env.words("HOSTS", ["localhost"]) == ["localhost"]


def test_a_secret_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("from a file\n", encoding="utf-8")
    monkeypatch.delenv("KEY", raising=False)
    monkeypatch.setenv("KEY_FILE", str(path))
    assert env.secret("KEY") == "from a file"


def test_a_secret_given_twice_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KEY", "here")
    monkeypatch.setenv("KEY_FILE", str(tmp_path / "key"))
    with pytest.raises(ImproperlyConfigured, match="not both"):
        env.secret("KEY")


def test_a_secret_file_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("KEY", raising=False)
    monkeypatch.setenv("KEY_FILE", str(tmp_path / "absent"))
    with pytest.raises(ImproperlyConfigured, match="absent, which cannot be read"):
        env.secret("KEY")


def test_without_an_address_the_database_is_sqlite_with_immediate_transactions(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("DATABASE_URL_FILE", raising=False)
    entry = env.database("DATABASE_URL", sqlite=tmp_path / "db")
    assert entry["ENGINE"] == "django.db.backends.sqlite3"
    assert entry["OPTIONS"]["transaction_mode"] == "IMMEDIATE"  # type: ignore[index]


def test_a_postgresql_address_is_taken_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://ann:p%40ss@db.example:5433/fair")
    entry = env.database("DATABASE_URL", sqlite=tmp_path / "db")
    assert (entry["NAME"], entry["USER"], entry["PASSWORD"]) == ("fair", "ann", "p@ss")
    assert (entry["HOST"], entry["PORT"]) == ("db.example", "5433")


@pytest.mark.parametrize("address", ["mysql://a@b/c", "postgresql://host", "fair.sqlite3"])
def test_another_database_is_refused_with_the_accepted_form(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(ImproperlyConfigured, match="postgresql://user:password@host:port/database"):
        env.database("DATABASE_URL", sqlite=tmp_path / "db")


@pytest.mark.parametrize(
    "value", ["expo.example", "ftp://expo.example", "https://expo.example/en", "https://a:x"]
)
def test_an_address_of_another_kind_is_refused_with_the_accepted_ones(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("PLACE", value)
    with pytest.raises(ImproperlyConfigured, match=r"PLACE is not understood.*https://expo\.example\.org"):
        env.address("PLACE", default="", accepted=["https://expo.example.org"])


def test_an_address_loses_the_slash_at_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLACE", "https://expo.example:8443/")
    accepted = ["https://expo.example.org"]
    assert env.address("PLACE", default="", accepted=accepted) == "https://expo.example:8443"
    monkeypatch.setenv("PLACE", "redis://:secret@cache:6379/0")
    assert (
        env.address("PLACE", default="", accepted=["redis://c"], path=True) == "redis://:secret@cache:6379/0"
    )
    monkeypatch.delenv("PLACE")
    assert env.address("PLACE", default="", accepted=accepted) == ""
