"""Rates as spreadsheets compute them: what is kept is what is read back, on every database."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from catalog.reference.models import ExchangeRate, RateSnapshot
from catalog.reference.selectors import rate_table
from catalog.reference.services import QuotedRate, RatesRefused, import_rates, read_rates

MOMENT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def read(rate: str) -> list[QuotedRate]:
    return read_rates(["base,quote,rate", f"USD,VND,{rate}"])


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("26123.123456789012", "26123.123456789"),
        ("26123.999999999999", "26124"),
        ("99999.123456789012", "99999.123456789"),
        ("0.123456789012", "0.123456789012"),
        ("0.000000000001", "0.000000000001"),
        ("999999999999", "999999999999"),
        ("999999999999.123", "999999999999.123"),
        ("1.5e3", "1500"),
        (" 4.50 ", "4.5"),
    ],
)
def test_a_rate_is_kept_with_fifteen_digits_and_the_same_file_again_changes_nothing(
    currencies: None, written: str, kept: str
) -> None:
    for already_there in (False, True):
        done = import_rates(rates=read(written), as_of=MOMENT, source_title="Bank of Nanning")
        assert done.already_there is already_there
    assert ExchangeRate.objects.get().rate == Decimal(kept)
    table = rate_table()
    assert table is not None
    assert table.pairs == {("USD", "VND"): Decimal(kept)}


@pytest.mark.parametrize("rate", ["1000000000000", "999999999999.999999999999", "1e12", "Infinity", "0e5"])
def test_a_rate_that_no_column_holds_is_refused_before_a_page_meets_it(currencies: None, rate: str) -> None:
    with pytest.raises(RatesRefused, match=r"^No rate was kept\. Line 2: "):
        read(rate)
    assert not RateSnapshot.objects.exists()
