"""Which servers search uses, read strictly: a half-given way in would only show when a visitor searches."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from portal import environment as env


def engine(hosts: list[str]) -> str:
    """Return the engine's name: Elasticsearch as soon as its address is given, unless told otherwise."""
    default = "elasticsearch" if hosts else "embedded"
    chosen = env.choice("SEARCH_ENGINE", ["embedded", "elasticsearch"], default)
    if chosen == "elasticsearch" and not hosts:
        raise ImproperlyConfigured("SEARCH_ENGINE=elasticsearch needs ELASTICSEARCH_URL: where does it run?")
    return chosen


def servers(hosts: list[str]) -> dict[str, Any]:
    """Return the fields of `catalog.search.elastic.Servers`. Raises ImproperlyConfigured."""
    for host in hosts:
        _check_address(host)
    return {"hosts": tuple(dict.fromkeys(hosts)), **_access(), **_place()}


def _check_address(host: str) -> None:
    try:
        parts = urlsplit(host)
        fine = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        fine = False
    if not fine:
        raise ImproperlyConfigured(
            f"ELASTICSEARCH_URL={host!r} is not understood. Accepted: one or more of http://host:9200 or "
            "https://host:9200, separated by spaces."
        )
    if parts.username or parts.password:
        raise ImproperlyConfigured(
            "ELASTICSEARCH_URL holds a password, which ends up in logs: "
            "give it as ELASTICSEARCH_USER and ELASTICSEARCH_PASSWORD."
        )


def _access() -> dict[str, object]:
    user, password = env.text("ELASTICSEARCH_USER"), env.secret("ELASTICSEARCH_PASSWORD")
    key = env.secret("ELASTICSEARCH_API_KEY")
    if bool(user) != bool(password):
        raise ImproperlyConfigured(
            "ELASTICSEARCH_USER and ELASTICSEARCH_PASSWORD belong together: give both."
        )
    if user and key:
        raise ImproperlyConfigured("Give either ELASTICSEARCH_USER or ELASTICSEARCH_API_KEY, not both.")
    ca_file = env.text("ELASTICSEARCH_CA_FILE")
    if ca_file and not Path(ca_file).is_file():
        raise ImproperlyConfigured(f"ELASTICSEARCH_CA_FILE={ca_file!r} is no file that can be read.")
    return {"user": user, "password": password, "api_key": key, "ca_file": ca_file}


def _place() -> dict[str, object]:
    prefix = env.text("ELASTICSEARCH_PREFIX", "portal-search")
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", prefix):
        raise ImproperlyConfigured(
            f"ELASTICSEARCH_PREFIX={prefix!r} is not understood. Accepted: small letters, digits and hyphens."
        )
    return {"prefix": prefix, "shards": env.number("ELASTICSEARCH_SHARDS", default=1, least=1, most=64)}
