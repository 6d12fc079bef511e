"""Who may read a private file: each kind of file brings its own rule from the room that keeps it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from catalog.files.models import PrivateFile
from catalog.seams.registry import Registry

Reader = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True)
class PrivateKind:
    """One kind of private file.

    ``may_read`` gets the reader and the file's row (whose ``subject`` it understands) and answers for
    every request anew. ``accepts`` lists media types as ``sniffing.content_type`` names them;
    ``most_bytes`` is the largest file taken.
    """

    name: str
    may_read: Callable[[Reader, PrivateFile], bool]
    accepts: frozenset[str]
    most_bytes: int = 20_000_000


KINDS: Registry[PrivateKind] = Registry("kind of private file")


def register(kind: PrivateKind) -> None:
    """Add a kind while the site starts."""
    KINDS.register(kind)


def may_read(reader: Reader, file: PrivateFile) -> bool:
    """Say whether a person may read a file; nobody may where its kind is no longer known."""
    return file.kind in KINDS and KINDS.get(file.kind).may_read(reader, file)
