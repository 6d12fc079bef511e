"""A half-given way to the search servers stops the start, in words that say what is missing."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal import search_servers

HOSTS = ["https://one.example:9200"]
VARIABLES = ("USER", "PASSWORD", "PASSWORD_FILE", "API_KEY", "API_KEY_FILE", "CA_FILE", "PREFIX", "SHARDS")


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SEARCH_ENGINE", raising=False)
    for name in VARIABLES:
        monkeypatch.delenv(f"ELASTICSEARCH_{name}", raising=False)


def given(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(f"ELASTICSEARCH_{name}", value)


@pytest.mark.parametrize(("hosts", "engine"), [([], "embedded"), (HOSTS, "elasticsearch")])
def test_an_address_alone_chooses_the_engine(hosts: list[str], engine: str) -> None:
    assert search_servers.engine(hosts) == engine


def test_the_embedded_engine_may_be_kept_beside_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEARCH_ENGINE", "embedded")
    assert search_servers.engine(HOSTS) == "embedded"


def test_a_server_without_an_address_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEARCH_ENGINE", "elasticsearch")
    with pytest.raises(ImproperlyConfigured, match="needs ELASTICSEARCH_URL"):
        search_servers.engine([])


def test_without_any_variable_everything_has_its_default() -> None:
    assert search_servers.servers(HOSTS) == {
        "hosts": ("https://one.example:9200",),
        "user": "",
        "password": "",
        "api_key": "",
        "ca_file": "",
        "prefix": "portal-search",
        "shards": 1,
    }


@pytest.mark.parametrize(
    "hosts", [["http://one:9200", "http://two:9200"], ["https://[::1]:9200"], ["http://one"], []]
)
def test_good_addresses_are_taken(hosts: list[str]) -> None:
    assert search_servers.servers(hosts)["hosts"] == tuple(hosts)


@pytest.mark.parametrize(
    "host",
    ["one:9200", "ftp://one:9200", "http://", "http://one:port", "http://one:99999", "http://[::1", "one"],
)
def test_an_address_nobody_can_reach_names_the_accepted_form(host: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"ELASTICSEARCH_URL=.* Accepted: .*http://host:9200"):
        search_servers.servers([*HOSTS, host])


@pytest.mark.parametrize("host", ["http://user:secret@one:9200", "http://user@one:9200"])
def test_a_password_in_an_address_is_refused_and_not_repeated(host: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="ends up in logs") as refused:
        search_servers.servers([host])
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("alone", [{"USER": "portal"}, {"PASSWORD": "secret"}])
def test_name_and_password_belong_together(monkeypatch: pytest.MonkeyPatch, alone: dict[str, str]) -> None:
    given(monkeypatch, **alone)
    with pytest.raises(ImproperlyConfigured, match="give both"):
        search_servers.servers(HOSTS)


def test_one_way_in_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, USER="portal", PASSWORD="secret")
    assert search_servers.servers(HOSTS)["user"] == "portal"
    given(monkeypatch, API_KEY="key")
    with pytest.raises(ImproperlyConfigured, match="not both"):
        search_servers.servers(HOSTS)
    given(monkeypatch, USER="", PASSWORD="")
    assert search_servers.servers(HOSTS)["api_key"] == "key"


def test_secrets_may_come_from_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("from a file\n", encoding="utf-8")
    given(monkeypatch, USER="portal", PASSWORD_FILE=str(tmp_path / "password"))
    assert search_servers.servers(HOSTS)["password"] == "from a file"


def test_a_certificate_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given(monkeypatch, CA_FILE=str(tmp_path / "ca.pem"))
    with pytest.raises(ImproperlyConfigured, match=r"ca\.pem' is no file"):
        search_servers.servers(HOSTS)
    (tmp_path / "ca.pem").touch()
    assert search_servers.servers(HOSTS)["ca_file"].endswith("ca.pem")


@pytest.mark.parametrize("prefix", ["portal", "portal-2", "2nd", "p", "portal-"])
def test_a_prefix_an_index_can_have_is_taken(monkeypatch: pytest.MonkeyPatch, prefix: str) -> None:
    given(monkeypatch, PREFIX=prefix)
    assert search_servers.servers(HOSTS)["prefix"] == prefix


@pytest.mark.parametrize("prefix", ["Portal", "-portal", "a_b", "a.b", "*", "a b", "é", "茶", "٣"])
def test_a_prefix_no_index_can_have_is_refused(monkeypatch: pytest.MonkeyPatch, prefix: str) -> None:
    given(monkeypatch, PREFIX=prefix)
    with pytest.raises(ImproperlyConfigured, match="small letters, digits and hyphens"):
        search_servers.servers(HOSTS)


@pytest.mark.parametrize("shards", ["0", "65", "many"])
def test_shards_are_counted_within_bounds(monkeypatch: pytest.MonkeyPatch, shards: str) -> None:
    given(monkeypatch, SHARDS=shards)
    with pytest.raises(ImproperlyConfigured, match="from 1 to 64"):
        search_servers.servers(HOSTS)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://a:b@host:port/fair",
        "postgresql://a:b@host:99999/fair",
        "postgresql://a:b@[::1/fair",
        "//",
    ],
)
def test_a_database_address_that_cannot_be_taken_apart_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str
) -> None:
    from portal import environment

    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(ImproperlyConfigured, match="Accepted: postgresql://"):
        environment.database("DATABASE_URL", sqlite=tmp_path / "db")
