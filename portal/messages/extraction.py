"""Finds every text marked for translation, in Python and in templates, without xgettext."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation.template import templatize

KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
TEMPLATES = {".html", ".txt"}
ROOMS_OF_TEXT = ("catalog", "expo", "portal")


@dataclass(frozen=True)
class Found:
    """One text in one place."""

    msgid: str
    plural: str
    context: str
    comment: str
    place: str


def texts_in(path: Path, place: str) -> Iterator[Found]:
    """Yield the marked texts of one file; place is how a translator finds it again."""
    content = path.read_text(encoding="utf-8")
    if path.suffix in TEMPLATES:
        # templatize writes the tags as Python calls and blanks out everything else, but keeps the
        # indentation, which as Python would be wrong.
        content = "\n".join(line.lstrip() for line in templatize(content, str(path)).splitlines())
    source = BytesIO(content.encode())
    rows = extract(
        "python", source, keywords=KEYWORDS, comment_tags=["Translators"], options={"encoding": "utf-8"}
    )
    for _line, message, comments, context in rows:
        first, *rest = (message,) if isinstance(message, str) else [part for part in message if part]
        yield Found(first, rest[0] if rest else "", context or "", " ".join(comments), place)


def project_files(base: Path) -> Iterator[Path]:
    """Yield the project's Python files and templates in a stable order."""
    for room in ROOMS_OF_TEXT:
        for path in sorted((base / room).rglob("*")):
            template = path.suffix in TEMPLATES and "templates" in path.parts
            if (template or path.suffix == ".py") and "migrations" not in path.parts:
                yield path


def project_texts(base: Path) -> Iterator[Found]:
    """Yield every marked text of the project."""
    for path in project_files(base):
        yield from texts_in(path, path.relative_to(base).as_posix())


def merged(texts: Iterable[Found]) -> dict[tuple[str, str], list[Found]]:
    """Group by context and source. Raises ValueError where one source has two different plurals."""
    groups: dict[tuple[str, str], list[Found]] = {}
    for text in texts:
        group = groups.setdefault((text.context, text.msgid), [])
        plurals = {found.plural for found in [*group, text] if found.plural}
        if len(plurals) > 1:
            raise ValueError(f"{text.msgid!r} has two plurals: {', '.join(sorted(plurals))} ({text.place})")
        group.append(text)
    return groups
