"""What several tests of the reference room start from."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from catalog.reference.currencies import currency_table
from catalog.reference.loading import load_reference
from catalog.reference.models import Currency, HSHeading, Source
from catalog.reference.services import QuotedRate, import_rates

MORNING = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@pytest.fixture
def reference_data(db: None) -> None:
    """All reference data; the snapshot most tests start from holds it already."""
    if not HSHeading.objects.exists():
        load_reference()


@pytest.fixture
def currencies(db: None) -> None:
    """The currency rows alone: quicker than all reference data."""
    source, _ = Source.objects.get_or_create(slug="iso-4217", defaults={"title": "ISO 4217"})
    known = set(Currency.objects.values_list("code", flat=True))
    Currency.objects.bulk_create(
        Currency(
            code=facts.code,
            exponent=facts.exponent,
            gateway_exponent=facts.gateway_exponent,
            rank=facts.rank,
            source=source,
        )
        for facts in currency_table().values()
        if facts.code not in known
    )


@pytest.fixture
def morning_rates(currencies: None) -> None:
    """Three real rates against the yuan, as of the morning of 24 November 2026 in Nanning."""
    import_rates(
        rates=[
            QuotedRate("CNY", "THB", Decimal("4.5")),
            QuotedRate("CNY", "VND", Decimal(3660)),
            QuotedRate("USD", "CNY", Decimal("7.1")),
        ],
        as_of=MORNING,
        source_title="Bank of Nanning",
        source_address="https://bank.example/rates",
    )
