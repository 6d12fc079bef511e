"""Generations: which state of an area of the site a rendered page was made from.

An area ("goods", "storefronts", "pages", "reference", "settings") has a generation, a token that
every process sees and that never returns to an earlier value. Whoever changes something of an area
says `changed("goods")`; whoever caches puts `generation("goods")` into the key. Tokens live in
files of the data directory, or in Redis where several machines serve (`REDIS_URL`).
"""

import os
import secrets
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol, cast

import redis
from django.conf import settings
from django.db import transaction

from catalog.seams.commits import after_commit, waiting

# All of them: what a page shows where any room may add to it.
AREAS = ("goods", "storefronts", "fair", "journeys", "pages", "reference", "settings")
TOKEN_BYTES = 8
REDIS_PREFIX = "generation:"
# A page must not wait for a Redis that does not answer; without an answer nothing is cached.
REDIS_PATIENCE_SECONDS = 0.5


class Store(Protocol):
    """Where tokens are kept; both calls are seen by every process once they return."""

    def read(self, areas: Sequence[str]) -> list[str]: ...

    def renew(self, areas: Sequence[str]) -> None: ...


class FileStore:
    """One small file per area, replaced as a whole: readers see the old token or the new one.

    Random tokens instead of a counter: two processes that renew at the same time need no lock,
    because neither can bring back a token that was ever read before. Every renewal ends with the
    token of `ANY`, so a reader that finds that one unchanged need not open the others.
    """

    ANY = "any"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: dict[tuple[str, ...], tuple[str, list[str]]] = {}

    def read(self, areas: Sequence[str]) -> list[str]:
        latest = self._read_one(self.ANY)
        known = self._seen.get(tuple(areas))
        if known and known[0] == latest:
            return known[1]
        # Read after `latest`: a renewal in between is seen next time, because its own `ANY` is newer.
        tokens = [self._read_one(area) for area in areas]
        self._seen[tuple(areas)] = (latest, tokens)
        return tokens

    def _read_one(self, area: str) -> str:
        try:
            return self._token(area)
        except FileNotFoundError:
            self._replace(area)
            return self._token(area)

    def _token(self, area: str) -> str:
        # os.open rather than Path.read_text: a third of the time, and every cached page pays it.
        descriptor = os.open(f"{self.folder}/{area}", os.O_RDONLY)
        try:
            return os.read(descriptor, TOKEN_BYTES * 2).decode("ascii")
        finally:
            os.close(descriptor)

    def renew(self, areas: Sequence[str]) -> None:
        for area in (*areas, self.ANY):
            self._replace(area)

    def _replace(self, area: str) -> None:
        token = secrets.token_hex(TOKEN_BYTES)
        fresh = f"{self.folder}/.{area}-{token}"
        try:
            self._write(fresh, token)
        except FileNotFoundError:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._write(fresh, token)
        os.replace(fresh, f"{self.folder}/{area}")  # noqa: PTH105 - by names, as in _token

    def _write(self, name: str, token: str) -> None:
        # By names and descriptors for the same reason: every saved record pays it, some twenty times.
        descriptor = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        try:
            os.write(descriptor, token.encode("ascii"))
        finally:
            os.close(descriptor)


class RedisStore:
    """One key per area. A key that Redis dropped comes back with a token nobody has seen."""

    def __init__(self, client: "redis.Redis") -> None:
        self.client = client

    def read(self, areas: Sequence[str]) -> list[str]:
        keys = [REDIS_PREFIX + area for area in areas]
        tokens = self._tokens(keys)
        missing = [key for key, token in zip(keys, tokens, strict=True) if not token]
        for key in missing:
            self.client.set(key, secrets.token_hex(TOKEN_BYTES), nx=True)
        return self._tokens(keys) if missing else tokens

    def _tokens(self, keys: Sequence[str]) -> list[str]:
        found = cast("list[bytes | None]", self.client.mget(keys))
        return [token.decode("ascii") if token else "" for token in found]

    def renew(self, areas: Sequence[str]) -> None:
        self.client.mset({REDIS_PREFIX + area: secrets.token_hex(TOKEN_BYTES) for area in areas})


@lru_cache(maxsize=4)
def _store(redis_url: str, data: Path) -> Store:
    if redis_url:
        return RedisStore(
            redis.Redis.from_url(
                redis_url,
                socket_timeout=REDIS_PATIENCE_SECONDS,
                socket_connect_timeout=REDIS_PATIENCE_SECONDS,
            )
        )
    return FileStore(data / "generations")


def store() -> Store:
    """Return the store this installation uses."""
    return _store(settings.REDIS_URL, settings.DATA_DIR)


def _renew(*areas: str) -> None:
    store().renew(areas)


def changed(*areas: str) -> None:
    """Say that something of these areas changes: their generation is renewed now and again after the commit.

    After the commit, because a page rendered while the transaction is open shows the old state.
    Now, because a process killed between commit and renewal must not leave in use what was cached
    before the change began. Raises OSError or redis.RedisError when the token cannot be kept: a
    change that other processes would not see is refused rather than half done.
    """
    _renew(*areas)
    if transaction.get_connection().in_atomic_block:
        after_commit(_renew, *areas)


def reference_shown_changed(sender: object, **kwargs: object) -> None:
    """Receive the reference room's signal: that room stands below this one and cannot call ``changed``."""
    changed("reference")


def generation(*areas: str) -> str:
    """Return one token for the present state of these areas.

    Where the store cannot be read the token is a new one each time: nothing is found in any cache
    and the page is made afresh, rather than a stale one served.
    """
    try:
        return "-".join(store().read(areas))
    except (OSError, redis.RedisError):
        return secrets.token_hex(TOKEN_BYTES)


def own_generation(*areas: str) -> str:
    """Return the generation under which a process may keep in memory what it reads of these areas itself.

    While this connection has changed one of them and not committed, it reads what nobody else does and
    what a rollback takes back. What it keeps then is found again only at the same point of the same
    transaction: the savepoints around us are part of the token.
    """
    token = generation(*areas)
    if any(not set(areas).isdisjoint(changed) for changed in waiting(_renew)):
        savepoints = transaction.get_connection().savepoint_ids
        return f"{token}+{'+'.join(map(str, savepoints))}"
    return token
