"""Writes of exchange rates. Everything else here is loaded from the project's data: see ``loading``."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Context, Decimal, InvalidOperation

from django.db import transaction

from catalog.reference.currencies import DATA, is_currency
from catalog.reference.models import ExchangeRate, RateSnapshot, Source
from catalog.reference.signals import reference_changed
from catalog.reference.slugs import make_slug

COLUMNS = ("base", "quote", "rate")
DECIMALS = 12
# As many significant digits as SQLite keeps: what is read back is what was written.
KEPT = Context(prec=15)
DEMONSTRATION_AS_OF = datetime(2026, 11, 1, tzinfo=UTC)


class RatesRefused(ValueError):
    """Raised when rates cannot be taken; nothing of them was kept. ``problems`` names each line and why."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("No rate was kept. " + " ".join(problems))
        self.problems = list(problems)


@dataclass(frozen=True, slots=True)
class QuotedRate:
    """One line: one major unit of ``base`` buys ``rate`` major units of ``quote``."""

    base: str
    quote: str
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: ``rates`` written, or an identical snapshot was there already."""

    rates: int
    already_there: bool


def read_rates(lines: Iterable[str]) -> list[QuotedRate]:
    """Return the rates of a CSV with columns base, quote, rate. Raises RatesRefused for bad lines.

    Rates are rounded to fifteen significant digits.
    """
    rows = csv.DictReader(lines)
    if missing := [name for name in COLUMNS if name not in (rows.fieldnames or [])]:
        raise RatesRefused(
            [f"The first line must name the columns base, quote, rate; missing: {', '.join(missing)}."]
        )
    quoted: list[QuotedRate] = []
    problems: list[str] = []
    seen: set[tuple[str, str]] = set()
    for row in rows:
        base, quote, rate = (str(row[name] or "").strip() for name in COLUMNS)
        problem = _problem(base, quote, rate, seen)
        if problem:
            problems.append(f"Line {rows.line_num}: {problem}.")
            continue
        seen.add((base, quote))
        quoted.append(QuotedRate(base, quote, KEPT.create_decimal(rate)))
    if not quoted and not problems:
        problems.append("The file holds no rate.")
    if problems:
        raise RatesRefused(problems)
    return quoted


def _problem(base: str, quote: str, rate: str, seen: set[tuple[str, str]]) -> str:
    """Return why a line cannot be taken, or nothing."""
    for code in (base, quote):
        if not is_currency(code):
            return f"{code!r} is not a currency this portal counts in"
    if base == quote:
        return f"{base} against itself is no rate"
    if (base, quote) in seen:
        return f"{base} to {quote} stands there twice"
    try:
        value = Decimal(rate)
    except InvalidOperation:
        return f"{rate!r} is not a number"
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or not Decimal(0) < KEPT.plus(value) < Decimal(10) ** DECIMALS:
        return f"{rate} is not a rate above zero"
    if exponent < -DECIMALS:
        return f"{rate} has more than {DECIMALS} decimals"
    return ""


@transaction.atomic
def import_rates(
    *,
    rates: Sequence[QuotedRate],
    as_of: datetime,
    source_title: str,
    source_address: str = "",
    checked_on: date | None = None,
    demonstration: bool = False,
) -> Imported:
    """Keep rates as one snapshot of a source at a moment.

    The same snapshot again changes nothing. Raises RatesRefused when the source already said
    something else for that moment: a snapshot that quotes refer to is never altered.
    """
    source = _source(source_title, source_address, checked_on)
    snapshot, created = RateSnapshot.objects.get_or_create(
        source=source, as_of=as_of, defaults={"demonstration": demonstration}
    )
    if not created:
        return _same_again(snapshot, rates)
    ExchangeRate.objects.bulk_create(
        ExchangeRate(snapshot=snapshot, base_id=rate.base, quote_id=rate.quote, rate=rate.rate)
        for rate in rates
    )
    reference_changed.send(sender=RateSnapshot)
    return Imported(len(rates), already_there=False)


def _source(title: str, address: str, checked_on: date | None) -> Source:
    """Return the source of rates with this title, as it now stands; titles tell sources apart."""
    source = Source.objects.filter(slug__startswith="rates-", title=title).first()
    if source is None:
        # Another process may bring the first rates of the same source right now: a slug is taken only
        # by another title, and the row may appear between this line and the next.
        others = Source.objects.exclude(title=title)
        slug = make_slug(f"rates {title}", taken=lambda slug: others.filter(pk=slug).exists())
        source, _ = Source.objects.get_or_create(slug=slug, defaults={"title": title})
    source.address, source.checked_on = address, checked_on
    source.save(update_fields=["address", "checked_on"])
    return source


def _same_again(snapshot: RateSnapshot, rates: Sequence[QuotedRate]) -> Imported:
    kept = {(rate.base_id, rate.quote_id): rate.rate for rate in snapshot.rates.all()}
    if kept != {(rate.base, rate.quote): rate.rate for rate in rates}:
        moment = f"{snapshot.as_of:%Y-%m-%d %H:%M} UTC"
        raise RatesRefused([f"{snapshot.source.title} has already given other rates for {moment}."])
    return Imported(0, already_there=True)


def load_demonstration_rates() -> Imported:
    """Keep the project's own demonstration rates: round figures, not for settlement, not from any bank."""
    with (DATA / "demonstration_rates.csv").open(encoding="utf-8", newline="") as lines:
        rates = read_rates(lines)
    return import_rates(
        rates=rates,
        as_of=DEMONSTRATION_AS_OF,
        source_title="Demonstration rates, not for settlement",
        demonstration=True,
    )


@transaction.atomic
def remove_demonstration_rates() -> int:
    """Remove every snapshot of the demonstration, and nothing else. Returns how many there were."""
    snapshots = RateSnapshot.objects.filter(demonstration=True)
    sources = set(snapshots.values_list("source_id", flat=True))
    count = snapshots.count()
    snapshots.delete()
    Source.objects.filter(pk__in=sources, rate_snapshots__isnull=True).delete()
    if count:
        reference_changed.send(sender=RateSnapshot)
    return count
