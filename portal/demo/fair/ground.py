"""The ground of an edition: the edition itself, its halls, and the stands on their plans."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from catalog.reference.cldr import country_name
from catalog.reference.languages import codes
from expo.fair.layout import Place
from expo.fair.models import Edition, Hall, Stand
from expo.fair.services.editions import make_current, move_edition, save_edition
from expo.fair.services.halls import StandPlan, lay_out, save_hall
from portal.demo.fair.schema import EditionEntry, HallEntry, RowEntry, WordsFile
from portal.demo.models import Exhibit
from portal.demo.schema import Texts
from portal.demo.shelves import Shelf, Tally

Kind = Exhibit.Kind
State = Edition.State
PROGRAMME_DAYS = 2
# One state after the other, as an organizer moves an edition.
TO_OPEN = (State.BOOKING, State.OPEN)
TO_ARCHIVE = (State.BOOKING, State.OPEN, State.AFTER, State.ARCHIVED)


class AddressTaken(ValueError):
    """Raised where an edition that is not the demonstration's stands at the address of one that is."""


def first_day(known: Edition | None, today: date) -> date:
    """Return the day on which the current edition begins.

    It stays while its programme goes on. Afterwards the fair begins anew on the day it is loaded: it
    never closes, and always has sessions to come.
    """
    if known is not None and today < known.begins_on + timedelta(days=PROGRAMME_DAYS):
        return known.begins_on
    return today


def bring_edition(entry: EditionEntry, shelf: Shelf[Edition], *, begins: date) -> Edition:
    """Bring an edition to what its entry says, beginning on that day; its state stays what it is.

    A new one is current only where there is no current one. Raises AddressTaken.
    """
    stated = asdict(entry) | {"begins": begins}
    known = shelf.row(entry.slug)
    if known is not None and shelf.stands(entry.slug, stated):
        return known
    with transaction.atomic():
        return shelf.put(entry.slug, stated, write_edition(entry, known, begins=begins))


def write_edition(entry: EditionEntry, known: Edition | None, *, begins: date) -> Edition:
    """Write what an entry says of its edition; ``known`` is the row it became before.

    One that was kept when the demonstration was removed is taken up again. Raises AddressTaken.
    """
    known = known or Edition.objects.filter(slug=entry.slug).first()
    if known is not None and not known.is_demo:
        raise AddressTaken(f"There is another edition at {entry.slug}. Rename it to load the demonstration.")
    return save_edition(
        slug=entry.slug,
        number=known.number if known else _free_number(entry.number),
        begins_on=begins,
        ends_on=begins + timedelta(days=entry.days - 1),
        texts={"name": entry.name, "theme": entry.theme},
        city=entry.city,
        country_of_honour=entry.honour or None,
        is_demo=True,
    )


def _free_number(wanted: int) -> int:
    """Return the number, or one above all others where an operator's own edition has it."""
    taken = set(Edition.objects.values_list("number", flat=True))
    return wanted if wanted not in taken else max(taken) + 1


def open_edition(edition: Edition) -> Edition:
    """Open a planned edition, and make it current where none is."""
    if edition.state == State.PLANNED:
        for state in TO_OPEN:
            edition = move_edition(edition=edition, to=state)
    if not Edition.objects.filter(is_current=True).exists():
        make_current(edition=edition)
    return edition


def bring_halls(edition: Edition, entries: Sequence[HallEntry], words: WordsFile) -> Tally:
    """Bring the halls of an edition with their stands."""
    shelf = Shelf(Kind.HALL, Hall, Tally("Halls"))
    for order, entry in enumerate(entries, start=1):
        parent = shelf.row(entry.parent) if entry.parent else None
        stated = _stated(edition, entry, words, parent, order)
        if shelf.stands(entry.slug, stated):
            continue
        with transaction.atomic():
            shelf.put(entry.slug, stated, build_hall(edition, entry, words, parent, order))
    return shelf.tally


def _stated(
    edition: Edition, entry: HallEntry, words: WordsFile, parent: Hall | None, order: int
) -> dict[str, Any]:
    above = parent.pk if parent else None
    return asdict(entry) | {
        "edition": edition.pk,
        "parent": above,
        "order": order,
        "texts": hall_texts(entry, words),
    }


def build_hall(edition: Edition, entry: HallEntry, words: WordsFile, parent: Hall | None, order: int) -> Hall:
    """Build a hall and lay it out."""
    hall = save_hall(
        edition=edition,
        slug=entry.slug,
        kind=entry.kind,
        texts=hall_texts(entry, words),
        parent=parent,
        country=entry.country or None,
        width=entry.width,
        depth=entry.depth,
        order=order * 10,
    )
    if entry.rows:
        lay_out(hall=hall, stands=[plan for row in entry.rows for plan in stands_of(row)])
    return hall


def hall_texts(entry: HallEntry, words: WordsFile) -> dict[str, Texts]:
    """Return the name and the introduction of a hall; one without a name of its own is its country's."""
    if entry.name:
        return {"name": entry.name, "intro": entry.intro}
    named = {code: country_name(entry.country, code) for code in codes()}
    return {
        field: {code: text.format(country=named[code]) for code, text in said.items()}
        for field, said in (("name", words.national), ("intro", words.national_intro))
    }


def stands_of(row: RowEntry) -> list[StandPlan]:
    """Return the stands of a row: side by side, standard ones at either end being corners."""
    plans = []
    for number in range(1, row.count + 1):
        at_end = number in {1, row.count} and row.kind == Stand.Kind.STANDARD
        place = Place(
            f"{row.prefix}{number:02d}", row.x + (number - 1) * row.width, row.y, row.width, row.depth
        )
        plans.append(
            StandPlan(
                place,
                kind=Stand.Kind.CORNER if at_end else row.kind,
                price_class="A" if at_end else row.price_class,
                zone=row.zone,
                offered=number not in row.closed,
            )
        )
    return plans
