"""In which order words of a title stand, and the few small words that are no content.

Green tea from Guangxi is "广西 绿茶" where the thing named comes last, and "trà xanh Quảng Tây" where it
comes first. That, turned round phrase by phrase, is all the grammar here: what is more than a chain of
names is left to people.
"""

from collections.abc import Sequence

from catalog.glossary.analyzer import UNSPACED, script_of

# The thing first, what qualifies it after it.
THING_FIRST = frozenset({"vi", "th", "id", "ms", "km", "lo"})

# Small words that a chain of names does without.
LEFT_OUT = {
    "zh-hans": {"的", "之"},
    "en": {"a", "an", "the"},
    "vi": {"của"},
    "th": {"ของ"},
    "id": {"dari"},
    "ms": {"dari"},
    "fil": {"na", "ng", "ang"},
    "km": {"នៃ", "របស់"},
    "lo": {"ຂອງ"},
    "my": {"၏", "ရဲ့"},
}
# Small words after which the qualifying part comes, in languages where it otherwise comes first.
TURNING = {"en": {"of", "from"}, "fil": {"mula", "sa"}}

AND = {
    "zh-hans": ("和", "与", "及"),
    "en": ("and",),
    "vi": ("và",),
    "th": ("และ",),
    "id": ("dan",),
    "ms": ("dan",),
    "fil": ("at",),
    "km": ("និង",),
    "lo": ("ແລະ",),
    "my": ("နှင့်", "နဲ့"),
}

# Measures, each by its sign, as words of languages that do not write the sign.
MEASURES = {
    **dict.fromkeys(("克", "กรัม", "ក្រាម", "ກຣາມ", "ກຼາມ", "ဂရမ်"), "g"),
    **dict.fromkeys(("公斤", "千克", "กิโลกรัม", "គីឡូក្រាម", "ກິໂລກຣາມ", "ကီလိုဂရမ်"), "kg"),
    **dict.fromkeys(("毫升", "มิลลิลิตร", "មីលីលីត្រ"), "ml"),
    **dict.fromkeys(("升", "ลิตร", "លីត្រ", "ລິດ", "လီတာ"), "l"),
    **dict.fromkeys(("gram", "grams"), "g"),
    **dict.fromkeys(("kilogram", "kilograms"), "kg"),
    **{sign: sign for sign in ("g", "kg", "mg", "ml", "l", "mm", "cm", "m")},
}

_FULL_WIDTH = str.maketrans(
    {"、": ", ", "，": ", ", "；": "; ", "：": ": ", "（": " (", "）": ") ", "。": ". "}
)


def turned(groups: Sequence[Sequence[str]], source: str, target: str) -> list[str]:
    """Return the names of one phrase in the order of the target language.

    ``groups`` are the names in the order of the source, parted where a turning word stood.
    """
    ordered = [name for group in reversed(groups) for name in group]
    if (source in THING_FIRST) != (target in THING_FIRST):
        ordered.reverse()
    return ordered


def marks(written: str, target: str) -> str:
    """Return what stands between words as the target language writes it."""
    return written if target == "zh-hans" else written.translate(_FULL_WIDTH)


def needs_space(before: str, after: str) -> bool:
    """Say whether a space stands between two words: not between two of a script written without."""
    return not (script_of(before[-1]) in UNSPACED and script_of(after[0]) in UNSPACED)
