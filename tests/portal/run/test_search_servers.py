"""Where search runs, as the environment says it: understood as a whole, or refused with what would do."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from catalog.search.elastic import Servers
from portal import search_servers

ONE = ["http://search:9200"]


def test_without_an_address_the_embedded_engine_is_used() -> None:
    assert search_servers.engine([]) == "embedded"
    assert Servers(**search_servers.servers([])).hosts == ()


def test_an_address_is_enough_to_use_it() -> None:
    assert search_servers.engine(ONE) == "elasticsearch"
    assert Servers(**search_servers.servers(ONE)) == Servers(("http://search:9200",))


def test_an_operator_may_prepare_a_cluster_before_using_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEARCH_ENGINE", "embedded")
    assert search_servers.engine(ONE) == "embedded"


def test_all_that_may_be_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    authority, password = tmp_path / "ca.pem", tmp_path / "password"
    authority.touch()
    password.write_text("kept in a file\n")
    monkeypatch.setenv("ELASTICSEARCH_USER", "portal")
    monkeypatch.setenv("ELASTICSEARCH_PASSWORD_FILE", str(password))
    monkeypatch.setenv("ELASTICSEARCH_CA_FILE", str(authority))
    monkeypatch.setenv("ELASTICSEARCH_PREFIX", "fair-2026")
    monkeypatch.setenv("ELASTICSEARCH_SHARDS", "3")
    found = Servers(**search_servers.servers(["https://one:9200", "https://two:9200", "https://one:9200"]))
    assert found == Servers(
        ("https://one:9200", "https://two:9200"),
        user="portal",
        password="kept in a file",
        ca_file=str(authority),
        prefix="fair-2026",
        shards=3,
    )


@pytest.mark.parametrize(
    "host", ["search:9200", "ftp://search", "http://", "http://x:port", "//search", "http://x:0"]
)
def test_an_address_that_is_none_is_refused_with_one_that_is(host: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="Accepted: one or more of http://host:9200"):
        search_servers.servers([host])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"SEARCH_ENGINE": "elasticsearch"}, "needs ELASTICSEARCH_URL"),
        ({"SEARCH_ENGINE": "guess"}, "Accepted: embedded, elasticsearch"),
        ({"ELASTICSEARCH_USER": "portal"}, "belong together"),
        ({"ELASTICSEARCH_PASSWORD": "secret"}, "belong together"),
        (
            {"ELASTICSEARCH_USER": "a", "ELASTICSEARCH_PASSWORD": "b", "ELASTICSEARCH_API_KEY": "c"},
            "not both",
        ),
        ({"ELASTICSEARCH_CA_FILE": "/no/such/file"}, "no file that can be read"),
        ({"ELASTICSEARCH_PREFIX": "Fair"}, "small letters, digits and hyphens"),
        ({"ELASTICSEARCH_PREFIX": "-fair"}, "small letters, digits and hyphens"),
        ({"ELASTICSEARCH_SHARDS": "0"}, "a whole number from 1 to 64"),
    ],
)
def test_what_does_not_fit_together_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], said: str
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=said):
        (search_servers.engine([]), search_servers.servers([]))


def test_a_password_does_not_belong_into_an_address() -> None:
    with pytest.raises(ImproperlyConfigured, match="ends up in logs") as refused:
        search_servers.servers(["https://portal:secret@search:9200"])
    assert "secret" not in str(refused.value)
