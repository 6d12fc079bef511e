"""A sentence that counts things says one of them otherwise than many, in the languages that do."""

import re

import polib
import pytest
from django.conf import settings
from django.utils.translation import ngettext, override

# What stands in a sentence as the number of the things named after it.
COUNTS = "count|done|minutes|hours|days|rows|of|seats|times|searches|total|pages|goods|people|number"
COUNTED = re.compile(rf"(?<!most )(?<!up to )(?<!than )%\((?:{COUNTS})\)[sd] [a-z]{{2,}}s\b")
# Of these there are always many: limits of ours, and what is told from two on.
ALWAYS_MANY = {
    "It is held for you for %(minutes)s minutes while you apply. A stand you hold already is given back.",
    "You enter this country %(times)s times: the visa has to allow that.",
    "You own %(count)s organizations already. Write to us if you need more.",
    "“%(value)s” has to be %(count)s digits. Zeros in front of it may be lost.",
    # Sessions and meetings last several minutes.
    "%(count)s minutes",
    # Rows done of all rows: read as figures beside each other.
    "%(done)s of %(of)s rows",
}


def singular(language: str) -> set[str]:
    """Return the sentences of a catalogue that are said in one form alone."""
    path = settings.BASE_DIR / "locales" / language / "LC_MESSAGES" / "django.po"
    return {entry.msgid for entry in polib.pofile(str(path)) if not entry.msgid_plural and not entry.obsolete}


def test_every_sentence_that_counts_things_has_a_form_for_one() -> None:
    assert {text for text in singular("th") if COUNTED.search(text)} - ALWAYS_MANY == set()


def test_the_exceptions_are_sentences_there_are() -> None:
    assert singular("th") >= ALWAYS_MANY
    assert all(COUNTED.search(text) for text in ALWAYS_MANY)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("%(count)d seats are given away already.", True),
        ("%(count)s minutes", True),
        ("%(minutes)s minutes", True),
        ("At most %(count)d days at a time.", False),
        ("Give a reason of up to %(count)d letters.", False),
        ("Steps left: %(count)s", False),
        ("%(name)s asks for a meeting", False),
        ("%(count)s of them", False),
    ],
)
def test_the_walk_knows_what_counts(text: str, counts: bool) -> None:
    assert bool(COUNTED.search(text)) == counts


@pytest.mark.parametrize(("count", "told"), [(1, "1 seat is"), (2, "2 seats are"), (0, "0 seats are")])
def test_one_seat_is_and_two_are(count: int, told: str) -> None:
    with override("en"):
        text = ngettext(
            "%(count)d seat is given away already.", "%(count)d seats are given away already.", count
        )
    assert (text % {"count": count}).startswith(told)
