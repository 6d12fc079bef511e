"""Burmese typed in the Zawgyi font's encoding, brought to Unicode.

Zawgyi puts the letters in the order in which they are drawn and gives code points of Unicode other
meanings: U+1039 there silences a consonant, U+103A is the y below it. Which code point draws what is
the font's own table (Zawgyi-One 2008), written down by CLDR's transform Zawgyi-my (release 48, read
2026-11-26); the order of Unicode's letters is that of Unicode Technical Note 11, revision 4.

Nothing marks a text as one or the other. Here both readings are held to how a Burmese syllable is
built: what is a row of syllables in one reading alone is that; what is one in both is uncertain, and
whoever looks for words tries both.
"""

import re
from collections.abc import Iterator

_E, _ASAT, _DOT, _VISARGA, _AA = "\u1031", "\u103a", "\u1037", "\u1038", "\u102c"
_KINZI = "\u1004\u103a\u1039"
_STACKER = "\u1039"
_ORDER = "\u103b\u103c\u103d\u103e\u1031\u102d\u102e\u1032\u102f\u1030\u102b\u102c\u1036\u1037\u103a\u1038"

# Shapes of base letters that Zawgyi has beside the plain ones.
_BASES = {
    "\u106a": "\u1009", "\u106b": "\u100a", "\u108f": "\u1014", "\u1090": "\u101b", "\u1086": "\u103f",
    "\u106e": "\u100d\u1039\u100d", "\u106f": "\u100d\u1039\u100e", "\u1091": "\u100f\u1039\u100d",
    "\u1092": "\u100b\u1039\u100c", "\u1097": "\u100b\u1039\u100b", "\u104e": "\u104e\u1004\u103a\u1038",
}  # fmt: skip
# The r drawn round a letter, before it, in widths and heights.
_R_SHAPES = "\u103b\u107e-\u1084"
# Marks drawn after a letter, and what they are.
_MARKS = {
    "\u1039": _ASAT, "\u103a": "\u103b", "\u107d": "\u103b", "\u103c": "\u103d", "\u103d": "\u103e",
    "\u1087": "\u103e", "\u1088": "\u103e\u102f", "\u1089": "\u103e\u1030", "\u108a": "\u103d\u103e",
    "\u1033": "\u102f", "\u1034": "\u1030", "\u105a": "\u102b\u103a", "\u108e": "\u102d\u1036",
    "\u1094": _DOT, "\u1095": _DOT,
    **{mark: mark for mark in "\u102b\u102c\u102d\u102e\u102f\u1030\u1032\u1036\u1037\u1038"},
}  # fmt: skip
# A silenced ng drawn above the letter that follows it, alone and with what else stands there.
_KINZIS = {"\u1064": "", "\u108b": "\u102d", "\u108c": "\u102e", "\u108d": "\u1036"}
# Letters drawn below another one.
_BELOW = {
    "\u1060": "\u1000", "\u1061": "\u1001", "\u1062": "\u1002", "\u1063": "\u1003", "\u1065": "\u1005",
    "\u1066": "\u1006", "\u1067": "\u1006", "\u1068": "\u1007", "\u1069": "\u1008", "\u106c": "\u100b",
    "\u106d": "\u100c", "\u1070": "\u100f", "\u1071": "\u1010", "\u1072": "\u1010", "\u1073": "\u1011",
    "\u1074": "\u1011", "\u1075": "\u1012", "\u1076": "\u1013", "\u1077": "\u1014", "\u1078": "\u1015",
    "\u1079": "\u1016", "\u107a": "\u1017", "\u107b": "\u1018", "\u107c": "\u1019", "\u1085": "\u101c",
    "\u1093": "\u1018", "\u1096": "\u1010\u103d",
}  # fmt: skip

_LETTER = "\u1000-\u1021"
_AFTER = "".join([*_MARKS, *_KINZIS, *_BELOW])
_DRAWN = re.compile(
    f"(?P<e>{_E}?)(?P<r>[{_R_SHAPES}]?)(?P<base>[{_LETTER}\u1040\u1047{''.join(_BASES)}])"
    f"(?P<after>[{_AFTER}]*)"
    # Vowels that stand for themselves, digits and stops are drawn as they are.
    f"|[\u1023-\u1027\u1029\u102a](?P<own>[{_AFTER}]*)|[\u1040-\u104f]"
)
_RUN = re.compile("[\u1000-\u109f]+")
_SYLLABLES = re.compile(
    f"(?:(?:{_KINZI})?[{_LETTER}\u103f\u1025\u1026\u1029](?:\u103a(?=[\u103b-\u103e]))?(?:{_STACKER}[{_LETTER}])?"
    # The y goes below these alone; the other signs have one place each and one order.
    "(?:(?<=[\u1000-\u1004\u1005\u1010\u1015-\u101a\u101c\u101e\u103a])\u103b)?\u103c?\u103d?\u103e?"
    "\u1031?[\u102d\u102e\u1032]?[\u102f\u1030]?[\u102b\u102c]?\u1036?\u1037?\u103a?\u1038?"
    "|[\u1023\u1024\u1027\u102a\u1040-\u104f]\u1037?\u103a?\u1038?)+"
)


def has_burmese(text: str) -> bool:
    """Say whether there is anything here to be read in two ways."""
    return _RUN.search(text) is not None


def rewritten(text: str, *, uncertain: bool) -> Iterator[tuple[int, int, str]]:
    """Yield the bounds of each drawn letter that Unicode writes otherwise, and how it writes it.

    Stretches that are Zawgyi and nothing else are rewritten; those that could be either follow the
    stretches of the same text that are certain, and without such ones they follow `uncertain`.
    """
    runs = [(run, _drawn(run[0], run.start())) for run in _RUN.finditer(text)]
    certain = {sure for run, parts in runs if (sure := _certain(run[0], parts)) is not None}
    decided = certain.pop() if len(certain) == 1 else uncertain
    for run, parts in runs:
        sure = _certain(run[0], parts)
        if decided if sure is None else sure:
            yield from ((start, end, new) for start, end, new in parts if text[start:end] != new)


def _certain(run: str, parts: list[tuple[int, int, str]]) -> bool | None:
    """Say whether a stretch of Burmese is Zawgyi; None where it could be either, or reads alike in both."""
    other = "".join(new for *_, new in parts)
    if other == run:
        return None
    as_unicode, as_zawgyi = _SYLLABLES.fullmatch(run), _SYLLABLES.fullmatch(other)
    return None if as_unicode and as_zawgyi else bool(as_zawgyi)


def _drawn(run: str, offset: int) -> list[tuple[int, int, str]]:
    """Return each drawn letter of a stretch read as Zawgyi, with its bounds in the text; [] if it is none."""
    parts: list[tuple[int, int, str]] = []
    position = 0
    while position < len(run):
        drawn = _DRAWN.match(run, position)
        if drawn is None:
            return []
        parts.append((offset + drawn.start(), offset + drawn.end(), _syllable(drawn)))
        position = drawn.end()
    return parts


def _syllable(drawn: re.Match[str]) -> str:
    """Return one drawn letter with its signs in the order in which Unicode has them."""
    if drawn["base"] is None:
        first, after = drawn[0][0], drawn["own"] or ""
        if first == "\u1025" and "\u102e" in after:
            return "\u1026" + after.replace("\u102e", "")
        if first == "\u1025" and after[:1] in {"\u1039", _AA}:
            first = "\u1009"
        return first + _signs(after)
    base = _BASES.get(drawn["base"], drawn["base"])
    above = next((mark for mark in drawn["after"] if mark in _KINZIS), "")
    below = "".join(_STACKER + _BELOW[mark] for mark in drawn["after"] if mark in _BELOW)
    signs = ("\u103c" if drawn["r"] else "") + drawn["e"] + _KINZIS.get(above, "")
    return (_KINZI if above else "") + base + below + _signs(drawn["after"], signs)


def _signs(after: str, others: str = "") -> str:
    """Return signs in Unicode's order, each once: fonts draw two of one as one."""
    found = set(others).union(*(_MARKS.get(mark, "") for mark in after))
    return "".join(sign for sign in _ORDER if sign in found)
