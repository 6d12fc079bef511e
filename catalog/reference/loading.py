"""Brings the project's reference data into the database, as often as you like with the same result."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml
from django.conf import settings
from django.db import models, transaction

from catalog.reference.currencies import DATA, currency_table
from catalog.reference.hs import parent_of
from catalog.reference.models import City, Country, Currency, HSHeading, Incoterm, Source
from catalog.reference.signals import reference_changed
from catalog.reference.trade_terms import EDITION, TRADE_TERMS

BATCH = 500


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did to one kind of row. Rows no longer in the data are kept: others may point to them."""

    kind: str
    added: int
    changed: int
    unchanged: int


@transaction.atomic
def load_reference() -> list[Loaded]:
    """Add and correct every row of reference data. Exchange rates are no part of it."""
    steps: Iterable[tuple[type[models.Model], Iterable[models.Model]]] = (
        (Source, _sources()),
        (Currency, _currencies()),
        (Country, _countries()),
        (City, _cities()),
        (Incoterm, _incoterms()),
        (HSHeading, _hs_headings()),
    )
    loaded = [_bring(model, list(rows)) for model, rows in steps]
    if any(row.added or row.changed for row in loaded):
        reference_changed.send(sender=Source)
    return loaded


def _bring(model: type[models.Model], rows: Sequence[models.Model]) -> Loaded:
    fields = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    known = {row["pk"]: row for row in model._default_manager.values("pk", *fields)}
    new = [row for row in rows if row.pk not in known]
    changed = [
        row for row in rows if row.pk in known and any(known[row.pk][f] != getattr(row, f) for f in fields)
    ]
    model._default_manager.bulk_create(new, batch_size=BATCH)
    model._default_manager.bulk_update(changed, fields, batch_size=BATCH)
    return Loaded(
        str(model._meta.verbose_name_plural), len(new), len(changed), len(rows) - len(new) - len(changed)
    )


def _yaml(name: str) -> Any:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


def _sources() -> Iterator[Source]:
    for row in _yaml("sources.yaml"):
        yield Source(**row)


def _currencies() -> Iterator[Currency]:
    for facts in currency_table().values():
        yield Currency(
            code=facts.code,
            exponent=facts.exponent,
            gateway_exponent=facts.gateway_exponent,
            rank=facts.rank,
            source_id="iso-4217",
        )


def _countries() -> Iterator[Country]:
    region: dict[str, tuple[int, dict[str, Any]]] = {
        row["code"]: (rank, row) for rank, row in enumerate(_yaml("region.yaml"), start=1)
    }
    with (DATA / "countries.csv").open(encoding="utf-8", newline="") as lines:
        for codes in csv.DictReader(lines):
            rank, facts = region.get(codes["code"], (None, dict[str, Any]()))
            yield Country(
                **codes,
                rank=rank,
                currency_id=facts.get("currency"),
                time_zones=facts.get("time_zones", []),
                languages=facts.get("languages", []),
                asean_since=facts.get("asean_since"),
                source_id="region-facts" if facts else "iso-3166",
            )


def _cities() -> Iterator[City]:
    for rank, row in enumerate(_yaml("cities.yaml"), start=1):
        place, names = row["place"], row["names"]
        lat, lon = place["at"]
        yield City(
            slug=row["slug"],
            country_id=place["country"],
            region=place.get("region", ""),
            kind=place["kind"],
            rank=rank,
            lat=_degrees(lat),
            lon=_degrees(lon),
            gateways=place["gateways"],
            names={code: names.get(code, names["en"]) for code, _ in settings.LANGUAGES},
            source_id="places",
        )


def _degrees(value: float) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("0.00001"))


def _incoterms() -> Iterator[Incoterm]:
    for rank, code in enumerate(TRADE_TERMS, start=1):
        yield Incoterm(code=code, edition=EDITION, rank=rank, source_id="incoterms-2020")


def _hs_headings() -> Iterator[HSHeading]:
    with (DATA / "hs2022.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            code = row["code"]
            yield HSHeading(
                code=code, parent_id=parent_of(code), level=len(code), title=row["title"], source_id="hs-2022"
            )
