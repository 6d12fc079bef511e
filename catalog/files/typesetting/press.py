"""typst as a function: a template of ours and the values it prints, to a picture.

Values reach the template as JSON in ``sys.inputs.values`` and are data there, whatever marks of typst's
own language they hold. A template reads files below ``root`` alone.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from catalog.files.typesetting.subsets import FOLDER

FAMILIES = (
    "Noto Sans",
    "Noto Sans CJK SC",
    "Noto Sans Thai",
    "Noto Sans Lao",
    "Noto Sans Khmer",
    "Noto Sans Myanmar",
)
POINT_A_PIXEL = 72  # pixels an inch
# Height of a line in sizes of its letters: as in static/css/tokens.css, for headings.
LEADING = {"zh-hans": 1.36, "vi": 1.34, "th": 1.5, "lo": 1.55, "km": 1.7, "my": 1.75}
PLAIN_LEADING = 1.22
_lock = Lock()  # a compiler serves one caller at a time


def type_of(language: str) -> dict[str, Any]:
    """Return how a text in a language is set: its tag, the families to try in turn, the height of a line."""
    first = ("Noto Sans CJK SC",) if language == "zh-hans" else ()
    return {
        "lang": language.partition("-")[0],
        "region": "CN" if language == "zh-hans" else None,
        "fonts": list(dict.fromkeys((*first, *FAMILIES))),
        "leading": LEADING.get(language, PLAIN_LEADING),
    }


@lru_cache(maxsize=8)
def _compiler(template: Path, root: Path) -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])
    return typst.Compiler(input=template, root=root, font_paths=fonts)


def png(template: Path, root: Path, values: Mapping[str, Any]) -> bytes:
    """Return the one page a template makes of these values as PNG, a pixel for each point.

    Raises typst.TypstError where the template is wrong.
    """
    with _lock:
        made = _compiler(template, root).compile(format="png", ppi=POINT_A_PIXEL, sys_inputs=inputs(values))
    if not isinstance(made, bytes):
        raise TypeError(f"{template.name} makes more than one page.")
    return made


def inputs(values: Mapping[str, Any]) -> dict[str, str]:
    """Return what a template is handed."""
    return {"values": json.dumps(values, ensure_ascii=False)}
