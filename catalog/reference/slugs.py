"""Slugs: one address per thing in all ten languages, made by romanising its name."""

import re
import unicodedata
from collections.abc import Callable, Container
from itertools import count

from anyascii import anyascii

LONGEST = 60
WRITTEN = r"[a-z0-9]+(?:-[a-z0-9]+)*"
# Words that are, or may become, part of an address of the portal itself: a thing named like one
# would be shadowed by a page or look like one.
RESERVED_WORDS = (
    # segments of the portal's addresses
    "about account admin api booth brand cart contact country currency desk editors entry-rules fair gi",
    "goods hall health help home images inquiry join journeys language login logout media meetings orders",
    "place policy privacy product programme robots rules search settings sign-in sign-out sign-up sitemap",
    "static storefront storefronts style tour unsubscribe users webhooks",
    # what is done to a thing, or stands for none
    "all archive category compare delete draft edit export import new next none null page preview",
    "previous undefined",
    # languages
    "zh-hans en vi th id ms fil km lo my",
)
RESERVED = frozenset(word for line in RESERVED_WORDS for word in line.split())


class SlugRefused(ValueError):
    """Raised for a slug a person chose that cannot be used; the message says why."""


def make_slug(text: str, taken: Container[str] | Callable[[str], bool] = (), fallback: str = "item") -> str:
    """Return a slug of lower-case ASCII letters, digits and hyphens that is neither reserved nor taken.

    ``taken`` holds or recognises the slugs in use. A collision gets a short number: nanning, nanning-2.
    Text without a letter or digit becomes the fallback. Two writers may still choose the same slug
    at once: the column's unique key decides, and the loser calls again.
    """
    is_taken = taken if callable(taken) else taken.__contains__
    stem = _romanise(text) or fallback
    if stem not in RESERVED and not is_taken(stem):
        return stem
    for number in count(2):
        suffix = f"-{number}"
        slug = stem[: LONGEST - len(suffix)].rstrip("-") + suffix
        if not is_taken(slug):
            break
    return slug


def plain_slug(text: str) -> str:
    """Return how a slug somebody typed or pasted is written here; empty where nothing is left of it.

    Marks pasted apart from their letters, capitals and other scripts come out as ``make_slug`` writes them.
    """
    return _romanise(text)


def check_slug(slug: str) -> str:
    """Return the slug a person chose. Raises SlugRefused when it is reserved or not written like a slug."""
    if slug in RESERVED:
        raise SlugRefused(f"{slug!r} is reserved for the portal's own addresses.")
    if len(slug) > LONGEST or not re.fullmatch(WRITTEN, slug):
        raise SlugRefused(
            f"{slug!r} is not up to {LONGEST} lower-case letters a to z and digits, joined by hyphens."
        )
    return slug


def _romanise(text: str) -> str:
    # Composed first: anyascii romanises Vietnamese and Burmese by whole letters, and a name typed
    # on a phone that decomposes must give the same address. Pictures become words (":durian:")
    # nobody wrote, so symbols are dropped before.
    composed = unicodedata.normalize("NFC", text)
    spoken = "".join(sign if unicodedata.category(sign)[0] != "S" else " " for sign in composed)
    words = re.findall(r"[a-z0-9]+", anyascii(spoken).lower().replace("'", ""))
    slug = "-".join(words)
    if len(slug) <= LONGEST:
        return slug
    head, _, _ = slug[: LONGEST + 1].rpartition("-")
    return head if len(head) > LONGEST // 2 else slug[:LONGEST]
