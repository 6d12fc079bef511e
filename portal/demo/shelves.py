"""Keeps the list of what the demonstration made, kind by kind, and says what became of each entry."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db import models

from portal.demo.models import Exhibit

Row = TypeVar("Row", bound=models.Model)


def digest_of(stated: Any) -> str:
    """Return a digest of what an entry says, as far as JSON can say it."""
    said = json.dumps(stated, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(said.encode()).hexdigest()


@dataclass
class Tally:
    """How many entries of a kind were brought new, brought up to date, or left as they were."""

    label: str
    new: int = 0
    changed: int = 0
    same: int = 0

    def __str__(self) -> str:
        return f"{self.label}: {self.new} new, {self.changed} changed, {self.same} as before"


@dataclass
class Shelf(Generic[Row]):
    """The exhibits of one kind and the rows they became."""

    kind: Exhibit.Kind
    model: type[Row]
    tally: Tally
    _known: dict[str, Exhibit] = field(default_factory=dict)
    _rows: dict[int, Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._known = {exhibit.key: exhibit for exhibit in Exhibit.objects.filter(kind=self.kind)}
        rows = self.model._default_manager.in_bulk([exhibit.object_id for exhibit in self._known.values()])
        self._rows = dict(rows)

    def row(self, key: str) -> Row | None:
        """Return the row an entry became, or None where there is none (any more)."""
        known = self._known.get(key)
        return self._rows.get(known.object_id) if known else None

    def entries(self) -> list[str]:
        """Return the keys of all entries that were brought, whether or not their rows are there still."""
        return list(self._known)

    def stands(self, key: str, stated: Any) -> bool:
        """Say whether an entry is there and still says the same; counts it if so."""
        known = self._known.get(key)
        same = known is not None and known.object_id in self._rows and known.digest == digest_of(stated)
        self.tally.same += same
        return same

    def put(self, key: str, stated: Any, row: Row) -> Row:
        """Note the row that an entry became, in the transaction that made the row where there is one."""
        if self.row(key) is None:
            self.tally.new += 1
        else:
            self.tally.changed += 1
        exhibit, _created = Exhibit.objects.update_or_create(
            kind=self.kind, key=key, defaults={"object_id": row.pk, "digest": digest_of(stated)}
        )
        self._known[key], self._rows[row.pk] = exhibit, row
        return row
