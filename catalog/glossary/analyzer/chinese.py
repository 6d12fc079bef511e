"""Traditional Chinese read as simplified, one character for one, so that offsets stay true.

The tables are OpenCC's, by way of the kept package; only its data is used, because its converter
spends most of its time on text that has no traditional character in it.
"""

from functools import cache
from importlib.resources import files


def _table(name: str) -> dict[str, str]:
    lines = (files("opencc") / "dictionary" / name).read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if "\t" in line)
    return {key: value.split(" ")[0] for key, value in pairs}


@cache
def _characters() -> dict[str, str]:
    return {key: value for key, value in _table("TSCharacters.txt").items() if len(key) == len(value) == 1}


@cache
def _phrases() -> tuple[dict[str, str], int]:
    kept = {key: value for key, value in _table("TSPhrases.txt").items() if len(key) == len(value)}
    return kept, max(map(len, kept))


def simplified(text: str) -> str:
    """Return the text in simplified characters; the result has the same length."""
    characters = _characters()
    if not any(char in characters for char in text):
        return text
    phrases, longest = _phrases()
    kept: list[str] = []
    position = 0
    while position < len(text):
        for length in range(min(longest, len(text) - position), 1, -1):
            phrase = phrases.get(text[position : position + length])
            if phrase is not None:
                kept.append(phrase)
                position += length
                break
        else:
            kept.append(characters.get(text[position], text[position]))
            position += 1
    return "".join(kept)
