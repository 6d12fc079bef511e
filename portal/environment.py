"""Strict reading of environment variables: a value nobody can use stops the start and names what can.

Every reader takes the variable's name and a default. A secret may also be kept in a file whose
path is given by ``<NAME>_FILE``, as container platforms hand secrets over.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    """Return the variable, or the default where it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def secret(name: str, default: str = "") -> str:
    """Return a secret from ``name`` or from the file named by ``name_FILE``.

    Raises ImproperlyConfigured when the file cannot be read or both are given.
    """
    path = text(f"{name}_FILE")
    if not path:
        return text(name, default)
    if text(name):
        raise ImproperlyConfigured(f"Set either {name} or {name}_FILE, not both.")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE names {path}, which cannot be read: {error}") from error


def boolean(name: str, *, default: bool) -> bool:
    """Return a switch. Raises ImproperlyConfigured for a word that is neither yes nor no."""
    value = text(name).lower()
    if not value:
        return default
    if value in YES | NO:
        return value in YES
    accepted = ", ".join(sorted(YES | NO))
    raise ImproperlyConfigured(f"{name}={value!r} is not understood. Accepted: {accepted}.")


def choice(name: str, accepted: Sequence[str], default: str) -> str:
    """Return one of the accepted words. Raises ImproperlyConfigured naming them otherwise."""
    value = text(name, default)
    if value in accepted:
        return value
    raise ImproperlyConfigured(f"{name}={value!r} is not understood. Accepted: {', '.join(accepted)}.")


def number(name: str, *, default: int, least: int, most: int) -> int:
    """Return a whole number within bounds. Raises ImproperlyConfigured naming the bounds otherwise."""
    value = text(name, str(default))
    try:
        result = int(value)
    except ValueError:
        result = least - 1
    if least <= result <= most:
        return result
    raise ImproperlyConfigured(
        f"{name}={value!r} is not understood. Accepted: a whole number from {least} to {most}."
    )


def words(name: str, default: Sequence[str] = ()) -> list[str]:
    """Return a list separated by commas or spaces."""
    return text(name).replace(",", " ").split() or list(default)


def address(name: str, *, default: str, accepted: Sequence[str], path: bool = False) -> str:
    """Return an address of one of the accepted kinds, without a slash at its end.

    Raises ImproperlyConfigured naming them otherwise, without showing a password that may be in it, and
    for one that names more than a server where no path is wanted.
    """
    value = secret(name, default).rstrip("/")
    kinds = {urlsplit(one).scheme for one in accepted}
    try:
        parts = urlsplit(value)
        fine = parts.scheme in kinds and parts.hostname and parts.port != 0
    except ValueError:  # a port that is no number, a bracket that is not closed
        fine = False
    if value and not (fine and (path or value == f"{parts.scheme}://{parts.netloc}")):
        raise ImproperlyConfigured(f"{name} is not understood. Accepted: such as {' or '.join(accepted)}.")
    return value


def database(name: str, *, sqlite: Path) -> dict[str, object]:
    """Return Django's entry for ``postgresql://user:password@host:port/name``, or SQLite where unset.

    SQLite takes its write lock when a transaction begins: otherwise two writers that both read
    first fail with "database is locked" instead of waiting for each other.
    """
    address = secret(name)
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(sqlite),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;"
                ),
            },
        }
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:  # a port that is no number, a bracket that is not closed
        parts, port = urlsplit(""), None
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            f"{name} is not understood. "
            "Accepted: postgresql://user:password@host:port/database, or unset for SQLite."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
