"""The stands of a hall as a text, one a line: what editors type, or what a table says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from catalog.products.models import Category
from catalog.reference.models import Country
from expo.fair.layout import Place
from expo.fair.models import Stand
from expo.fair.organizing.table import read
from expo.fair.services.halls import StandPlan

COLUMNS: dict[str, Promise] = {
    "number": gettext_lazy("Number"),
    "x": gettext_lazy("From the left"),
    "y": gettext_lazy("From the front"),
    "width": gettext_lazy("Width"),
    "depth": gettext_lazy("Depth"),
    "kind": gettext_lazy("Kind"),
    "price_class": gettext_lazy("Price class"),
    "zone": gettext_lazy("Zone"),
    "offered": gettext_lazy("Offered"),
}
LENGTHS = ("x", "y", "width", "depth")
NEEDED = ("number", *LENGTHS)
LONGEST_CODE, LONGEST_CLASS, FURTHEST = 20, 2, 1_000_000


@dataclass(frozen=True)
class Line:
    """One line: its number from 1, the stand it plans where it can be read, and what is wrong with it."""

    number: int
    plan: StandPlan | None
    faults: Sequence[str] = ()


def text_of(plans: Sequence[StandPlan]) -> str:
    """Return stands as the lines of which ``parse`` makes them again."""
    return "\n".join(", ".join(cells_of(plan)) for plan in plans)


def cells_of(plan: StandPlan) -> list[str]:
    """Return a stand in the order of COLUMNS."""
    place = plan.place
    lengths = [str(length) for length in (place.x, place.y, place.width, place.depth)]
    return [place.code, *lengths, plan.kind, plan.price_class, plan.zone, "yes" if plan.offered else "no"]


def plans_of(stands: Sequence[Stand]) -> list[StandPlan]:
    """Return stands as they are laid out now."""
    return [
        StandPlan(
            Place(stand.code, stand.x, stand.y, stand.width, stand.depth),
            kind=stand.kind,
            price_class=stand.price_class,
            zone=stand.zone,
            offered=stand.state != Stand.State.CLOSED,
        )
        for stand in stands
    ]


def text_from_table(file: BinaryIO) -> str:
    """Return the rows of a CSV or XLSX table as lines, faults and all.

    Raises ValidationError where it cannot be read, or has no column for a number, a place or a size.
    """
    _letters, rows = read(file, COLUMNS, NEEDED)
    return "\n".join(
        ", ".join(str(row.get(key, "")).replace(",", " ") for key in COLUMNS).rstrip(", ") for row in rows
    )


def parse(text: str) -> list[Line]:
    """Return the lines of a text that say anything: two queries, for the zones there can be."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    zones = set(Category.objects.values_list("slug", flat=True))
    zones |= set(Country.objects.values_list("code", flat=True))
    return [_read(number, line, zones) for number, line in lines]


def _read(number: int, line: str, zones: set[str]) -> Line:
    separator = next((mark for mark in "\t;," if mark in line), ",")
    cells = dict(zip(COLUMNS, (cell.strip() for cell in line.split(separator)), strict=False))
    zone = next((one for one in (cells.get("zone", ""), cells.get("zone", "").upper()) if one in zones), "")
    faults = [
        _("Line %(line)s, %(column)s: %(fault)s") % {"line": number, "column": COLUMNS[key], "fault": fault}
        for key, fault in _faults(cells, zone)
    ]
    if faults:
        return Line(number, None, faults)
    x, y, width, depth = (int(_whole(cells[key])) for key in LENGTHS)
    plan = StandPlan(
        Place(cells["number"], x, y, width, depth),
        kind=cells.get("kind", "").casefold() or Stand.Kind.STANDARD.value,
        price_class=cells.get("price_class", "").upper() or "B",
        zone=zone,
        offered=_answers()[cells.get("offered", "").casefold() or "yes"],
    )
    return Line(number, plan)


def _faults(cells: Mapping[str, str], zone: str) -> Iterator[tuple[str, str]]:
    code = cells.get("number", "")
    if not code:
        yield "number", _("Fill this in.")
    elif len(code) > LONGEST_CODE or not set(code).isdisjoint("/?#\\"):
        yield "number", _("At most %(most)s characters, without / ? # \\.") % {"most": LONGEST_CODE}
    for key in LENGTHS:
        length = _whole(cells.get(key, ""))
        if not length.removeprefix("-").isdecimal() or abs(int(length)) > FURTHEST:
            yield key, _("Write whole decimetres.")
    kind = cells.get("kind", "").casefold()
    if kind and kind not in Stand.Kind.values:
        yield "kind", _("Write one of these: %(choices)s.") % {"choices": ", ".join(Stand.Kind.values)}
    if len(cells.get("price_class", "")) > LONGEST_CLASS:
        yield "price_class", _("At most %(most)s characters.") % {"most": LONGEST_CLASS}
    if cells.get("zone") and not zone:
        yield "zone", _("There is no such category or country.")
    if cells.get("offered", "").casefold() not in {"", *_answers()}:
        yield "offered", _("Write one of these: %(choices)s.") % {"choices": f"{_('yes')}, {_('no')}"}


def _whole(length: str) -> str:
    return length.removesuffix(".0")


@cache
def _answers() -> dict[str, bool]:
    """Return how yes and no are written in the languages of the site."""
    found = {"yes": True, "no": False}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found |= {_("yes").casefold(): True, _("no").casefold(): False}
    return found
