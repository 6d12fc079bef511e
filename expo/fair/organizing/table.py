"""Reading a table of exhibitors: which column means what, and what is wrong with each row."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from catalog.products.bulk.places import column_letters
from catalog.products.bulk.reading import Table
from catalog.reference.models import Country
from expo.fair.models import Edition, Exhibitor, Stand

COLUMNS: dict[str, Promise] = {
    "name": gettext_lazy("Name"),
    "email": gettext_lazy("E-mail"),
    "language": gettext_lazy("Language"),
    "country": gettext_lazy("Country"),
    "hall": gettext_lazy("Hall"),
    "stand": gettext_lazy("Stand"),
}
NEEDED = ("name", "email", "language", "country")
LONGEST_NAME = 160
LONGEST_ADDRESS = 254  # as the column holds it; RFC 5321 allows no longer one


class Outcome(models.TextChoices):
    """What taking a row would do."""

    NEW = "new", gettext_lazy("New")
    CHANGED = "changed", gettext_lazy("Changed")
    SAME = "same", gettext_lazy("As it was")
    FAULT = "fault", gettext_lazy("Not taken")


@dataclass(frozen=True)
class RowFault:
    """What is wrong in one cell, in the reader's language."""

    cell: str
    text: str


@dataclass(frozen=True)
class Judged:
    """One row: its number in the file, its cells by column, what taking it would do, and why not."""

    number: int
    values: Mapping[str, str]
    outcome: str
    stand: Stand | None = None
    known: Exhibitor | None = None
    faults: Sequence[RowFault] = ()


def read(
    file: BinaryIO, columns: Mapping[str, Promise] = COLUMNS, needed: Sequence[str] = NEEDED
) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Return the letter of each column that is known, and the rows with their numbers.

    Raises ValidationError where the file cannot be read or lacks a column that is needed. Headings are
    the keys of the columns or what they are called in any language of the site.
    """
    table = Table(file)
    known = _headings(columns)
    at = {
        known[words.casefold()]: place
        for place, words in enumerate(table.header)
        if words.casefold() in known
    }
    missing = [f"{columns[key]}" for key in needed if key not in at]
    if missing:
        raise ValidationError(_("These columns are missing: %(columns)s.") % {"columns": ", ".join(missing)})
    rows = [
        {"number": row.number} | {key: _cell(row.values, place) for key, place in at.items()}
        for row in table.rows()
    ]
    return {key: column_letters(place) for key, place in at.items()}, rows


def _headings(columns: Mapping[str, Promise]) -> dict[str, str]:
    found = {key: key for key in columns}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found |= {f"{label}".casefold(): key for key, label in columns.items()}
    return found


def _cell(values: Sequence[Any], place: int) -> str:
    value = values[place] if place < len(values) else ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).replace("\0", "").strip()


def judge(edition: Edition, header: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> list[Judged]:
    """Say of every row what taking it would do: four queries, and nothing is written."""
    against = _Judge(edition, header, rows)
    return [against.judge(row) for row in rows]


class _Judge:
    """What rows are held against: countries, stands, and the exhibitors already listed."""

    def __init__(
        self, edition: Edition, header: Mapping[str, str], rows: Sequence[Mapping[str, Any]]
    ) -> None:
        self._header = header
        self._languages = dict(settings.LANGUAGES)
        self._countries = set(Country.objects.values_list("code", flat=True))
        stands = Stand.objects.filter(hall__edition=edition).select_related("hall")
        self._stands = {(stand.hall.slug, stand.code.casefold()): stand for stand in stands}
        listed = Exhibitor.objects.filter(edition=edition).select_related("booth")
        self._listed = {one.email: one for one in listed}
        self._addresses = Counter(row["email"].lower() for row in rows)
        self._places = Counter(self._place(row) for row in rows if row.get("stand"))

    @staticmethod
    def _place(row: Mapping[str, Any]) -> tuple[str, str]:
        return row.get("hall", "").lower(), row.get("stand", "").casefold()

    def judge(self, row: Mapping[str, Any]) -> Judged:
        values = {key: row.get(key, "") for key in COLUMNS}
        values |= {
            "email": values["email"].lower(),
            "language": values["language"].lower(),
            "country": values["country"].upper(),
        }
        known = self._listed.get(values["email"])
        faults = [
            RowFault(self._named(key, row["number"]), text) for key, text in self._faults(values, known)
        ]
        if faults:
            return Judged(row["number"], values, Outcome.FAULT, known=known, faults=faults)
        stand = self._stands.get(self._place(row)) if row.get("stand") else None
        return Judged(row["number"], values, _outcome(values, stand, known), stand=stand, known=known)

    def _named(self, key: str, number: int) -> str:
        return f"{self._header.get(key, '')}{number}"

    def _faults(self, values: Mapping[str, str], known: Exhibitor | None) -> Iterator[tuple[str, str]]:
        name = values["name"]
        if not name:
            yield "name", _("Fill this in.")
        elif len(name) > LONGEST_NAME:
            yield "name", _("At most %(most)s characters.") % {"most": LONGEST_NAME}
        yield from self._address_faults(values["email"])
        if values["language"] not in self._languages:
            codes = ", ".join(self._languages)
            yield "language", _("Write one of these: %(choices)s.") % {"choices": codes}
        if values["country"] not in self._countries:
            yield "country", _("Write the two letters of a country, CN for China.")
        yield from self._stand_faults(values, known)

    def _address_faults(self, email: str) -> Iterator[tuple[str, str]]:
        try:
            EmailValidator()(email)
        except ValidationError:
            yield "email", _("This is not a mail address.")
            return
        if len(email) > LONGEST_ADDRESS:
            yield "email", _("At most %(most)s characters.") % {"most": LONGEST_ADDRESS}
        if self._addresses[email] > 1:
            yield "email", _("This address stands in another row as well.")

    def _stand_faults(self, values: Mapping[str, str], known: Exhibitor | None) -> Iterator[tuple[str, str]]:
        if not values["stand"]:
            if values["hall"]:
                yield "stand", _("Give the number of a stand, or leave the hall empty too.")
            return
        place = self._place(values)
        stand = self._stands.get(place)
        if stand is None:
            yield "stand", _("There is no such stand in this hall.")
        elif self._places[place] > 1:
            yield "stand", _("This stand stands in another row as well.")
        elif has_stand(known, stand):
            return
        elif known is not None and known.state == Exhibitor.State.CLAIMED:
            yield "stand", _("This exhibitor has claimed its booth: move the booth on the plan instead.")
        elif stand.state != Stand.State.FREE:
            yield "stand", _("This stand is not free.")


def has_stand(known: Exhibitor | None, stand: Stand) -> bool:
    """Say whether a stand is the one of an exhibitor's booth, or kept for it."""
    return known is not None and _stand_of(known) == stand.pk


def _stand_of(known: Exhibitor) -> int | None:
    return known.booth.stand_id if known.booth is not None else known.stand_id


def _outcome(values: Mapping[str, str], stand: Stand | None, known: Exhibitor | None) -> str:
    if known is None:
        return Outcome.NEW
    same = (
        known.name == values["name"]
        and known.language == values["language"]
        and known.country_id == values["country"]
        and (stand is None or has_stand(known, stand))
    )
    return Outcome.SAME if same else Outcome.CHANGED
