"""Two operators, or one scheduler run twice, bring the same rates at the same moment."""

from datetime import timedelta
from decimal import Decimal

from catalog.reference.models import ExchangeRate, RateSnapshot, Source
from catalog.reference.services import QuotedRate, import_rates
from tests.catalog.reference.conftest import MORNING
from tests.harness.race import Outcome, Track

RATES = [QuotedRate("CNY", "THB", Decimal("4.5")), QuotedRate("CNY", "VND", Decimal(3660))]


def bring_rates(stage: None, turn: int, seat: int) -> bool:
    imported = import_rates(rates=RATES, as_of=MORNING - timedelta(days=turn), source_title=f"Bank {turn}")
    return not imported.already_there


def look_then_bring(stage: None, turn: int, seat: int) -> bool:
    """The control: asks whether the snapshot is there, then writes it."""
    as_of = MORNING - timedelta(days=turn)
    source, _ = Source.objects.get_or_create(slug="rates-bank", defaults={"title": "Bank"})
    if RateSnapshot.objects.filter(source=source, as_of=as_of).exists():
        return False
    RateSnapshot.objects.create(source=source, as_of=as_of)
    return True


def what_is_kept(stage: None) -> tuple[int, int, int]:
    return (
        RateSnapshot.objects.count(),
        ExchangeRate.objects.count(),
        Source.objects.filter(slug__startswith="rates-").count(),
    )


def test_one_of_them_keeps_the_rates_and_the_others_find_them(track: Track) -> None:
    outcome = track.run(bring_rates, verdict=what_is_kept, processes=5, rounds=6)
    assert not outcome.errors
    assert [sum(values) for values in outcome.by_round().values()] == [1] * 6
    assert outcome.verdict == (6, 12, 6)


def test_without_the_guard_somebody_fails(track: Track) -> None:
    def breaks(outcome: Outcome) -> bool:
        return bool(outcome.errors)

    outcome = track.control(look_then_bring, breaks=breaks, processes=5, rounds=6)
    assert all("IntegrityError" in error or "UniqueViolation" in error for error in outcome.errors)
