"""What is the same on all cards of a language: the name of the site, and how cards are drawn."""

import hashlib
from dataclasses import replace

from portal.discovery.cards.drawing import edition
from portal.discovery.cards.words import CardWords
from portal.pages.selectors.site import site_name


def framed(words: CardWords, language: str) -> CardWords:
    """Return the card with the name of the site on it."""
    return replace(words, site=site_name(language))


def frame_digest(language: str) -> str:
    """Return the hash of what is the same on all cards of a language."""
    text = f"{edition()}\n{site_name(language)}"
    return hashlib.blake2s(text.encode(), digest_size=12).hexdigest()
