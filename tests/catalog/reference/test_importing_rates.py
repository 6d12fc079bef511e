"""The operator brings rates in; what cannot be right is refused whole, by line."""

from datetime import timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from catalog.reference.currencies import currency_table
from catalog.reference.models import ExchangeRate, RateSnapshot, Source
from catalog.reference.selectors import current_rate, rate_table
from catalog.reference.services import (
    QuotedRate,
    RatesRefused,
    import_rates,
    load_demonstration_rates,
    read_rates,
    remove_demonstration_rates,
)
from catalog.reference.signals import reference_changed
from catalog.seams import freshness
from tests.catalog.reference.conftest import MORNING


def run(path: Path, source: str = "Bank of Nanning", as_of: str = "2026-11-24T09:00+08:00") -> str:
    out = StringIO()
    call_command("import_rates", str(path), "--source", source, "--as-of", as_of, stdout=out)
    return out.getvalue()


@pytest.fixture
def rates_file(tmp_path: Path) -> Path:
    path = tmp_path / "rates.csv"
    path.write_text("base,quote,rate\nCNY,THB,4.5\nUSD,CNY,7.10\n", encoding="utf-8")
    return path


def test_a_file_becomes_a_snapshot(currencies: None, rates_file: Path) -> None:
    assert run(rates_file) == "2 rates of Bank of Nanning kept, as of 2026-11-24 01:00 UTC.\n"
    rate = current_rate("USD", "CNY")
    assert rate is not None
    assert (rate.value, rate.as_of, rate.source) == (Decimal("7.1"), MORNING, "Bank of Nanning")
    assert Source.objects.get(title="Bank of Nanning").checked_on == timezone.now().date()


def test_the_same_file_again_changes_nothing(currencies: None, rates_file: Path) -> None:
    run(rates_file)
    assert run(rates_file) == "These rates are there already; nothing changed.\n"
    assert RateSnapshot.objects.count() == 1
    assert ExchangeRate.objects.count() == 2


def test_a_moment_without_offset_is_utc(currencies: None, rates_file: Path) -> None:
    run(rates_file, as_of="2026-11-24T01:00")
    assert RateSnapshot.objects.get().as_of == MORNING


def test_a_spreadsheet_s_byte_order_mark_is_no_obstacle(currencies: None, tmp_path: Path) -> None:
    path = tmp_path / "rates.csv"
    path.write_text("base,quote,rate\nCNY,THB,4.5\n", encoding="utf-8-sig")
    assert run(path).startswith("1 rates of")


def test_a_snapshot_is_never_altered(morning_rates: None) -> None:
    with pytest.raises(
        RatesRefused, match="Bank of Nanning has already given other rates for 2026-11-24 01:00 UTC"
    ):
        import_rates(
            rates=[QuotedRate("CNY", "THB", Decimal("4.7"))], as_of=MORNING, source_title="Bank of Nanning"
        )
    rate = current_rate("CNY", "THB")
    assert rate is not None
    assert rate.value == Decimal("4.5")


def test_two_sources_may_speak_of_the_same_moment(morning_rates: None) -> None:
    import_rates(rates=[QuotedRate("CNY", "THB", Decimal("4.7"))], as_of=MORNING, source_title="南宁银行")
    import_rates(
        rates=[QuotedRate("CNY", "THB", Decimal("4.8"))], as_of=MORNING, source_title="NanNing YinXing"
    )
    assert RateSnapshot.objects.filter(as_of=MORNING).count() == 3
    assert Source.objects.filter(title="南宁银行").get().slug == "rates-nanningyinxing"


def test_a_source_is_kept_once_and_up_to_date(morning_rates: None) -> None:
    import_rates(
        rates=[QuotedRate("CNY", "THB", Decimal("4.7"))],
        as_of=MORNING + timedelta(days=1),
        source_title="Bank of Nanning",
        source_address="https://bank.example/new",
    )
    assert Source.objects.get(title="Bank of Nanning").address == "https://bank.example/new"


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("CNY,THB,much", "Line 2: 'much' is not a number."),
        ("CNY,THB,0", "Line 2: 0 is not a rate above zero."),
        ("CNY,THB,-4.5", "Line 2: -4.5 is not a rate above zero."),
        ("CNY,THB,NaN", "Line 2: NaN is not a rate above zero."),
        ("CNY,THB,1e13", "Line 2: 1e13 is not a rate above zero."),
        ("CNY,THB,0.1234567890123", "Line 2: 0.1234567890123 has more than 12 decimals."),
        ("CNY,CNY,1", "Line 2: CNY against itself is no rate."),
        ("CNY,XXX,1", "Line 2: 'XXX' is not a currency this portal counts in."),
        ("cny,THB,4.5", "Line 2: 'cny' is not a currency this portal counts in."),
        ("CNY,THB,4.5\nCNY,THB,4.6", "Line 3: CNY to THB stands there twice."),
        ("CNY,THB", "Line 2: '' is not a number."),
        ("", "The file holds no rate."),
    ],
)
def test_a_bad_line_is_named(lines: str, problem: str) -> None:
    with pytest.raises(RatesRefused) as refused:
        read_rates(f"base,quote,rate\n{lines}".splitlines())
    assert refused.value.problems == [problem]
    assert str(refused.value) == f"No rate was kept. {problem}"


def test_every_bad_line_is_named_at_once() -> None:
    with pytest.raises(RatesRefused) as refused:
        read_rates(["base,quote,rate", "CNY,THB,x", "CNY,VND,3660", "CNY,CNY,1"])
    assert [problem.partition(":")[0] for problem in refused.value.problems] == ["Line 2", "Line 4"]


def test_missing_columns_are_named() -> None:
    with pytest.raises(RatesRefused, match="missing: quote, rate"):
        read_rates(["base,to,value", "CNY,THB,4.5"])
    with pytest.raises(RatesRefused, match="missing: base, quote, rate"):
        read_rates([])


def test_one_bad_line_keeps_the_good_ones_out(currencies: None, tmp_path: Path) -> None:
    path = tmp_path / "rates.csv"
    path.write_text("base,quote,rate\nCNY,THB,4.5\nCNY,VND,?\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"No rate was kept\. Line 3"):
        run(path)
    assert not RateSnapshot.objects.exists()


def test_a_missing_file_and_a_picture_are_refused(currencies: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / "nowhere.csv")
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe")
    with pytest.raises(CommandError, match="cannot be read"):
        run(picture)


@pytest.mark.parametrize(
    ("as_of", "problem"), [("yesterday", "is not a moment"), ("2999-01-01", "lies in the future")]
)
def test_the_moment_must_be_one_of_the_past(
    currencies: None, rates_file: Path, as_of: str, problem: str
) -> None:
    with pytest.raises(CommandError, match=problem):
        run(rates_file, as_of=as_of)


def test_the_demonstration_joins_every_currency_and_says_what_it_is(currencies: None) -> None:
    assert not load_demonstration_rates().already_there
    assert load_demonstration_rates().already_there
    rates = rate_table()
    assert rates is not None
    assert rates.demonstration
    assert "not for settlement" in rates.source
    for base in currency_table():
        for quote in currency_table():
            assert base == quote or rates.rate(base, quote) is not None


def test_removing_the_demonstration_removes_nothing_else(morning_rates: None) -> None:
    load_demonstration_rates()
    assert remove_demonstration_rates() == 1
    assert remove_demonstration_rates() == 0
    assert RateSnapshot.objects.get().source.title == "Bank of Nanning"
    assert not Source.objects.filter(title__contains="Demonstration").exists()


def test_upper_rooms_hear_when_rates_change_and_only_then(currencies: None) -> None:
    heard: list[object] = []

    def listen(sender: object, **kwargs: object) -> None:
        heard.append(sender)

    reference_changed.connect(listen)
    try:
        load_demonstration_rates()
        assert heard == [RateSnapshot]
        load_demonstration_rates()
        assert heard == [RateSnapshot]
        remove_demonstration_rates()
        assert heard == [RateSnapshot, RateSnapshot]
        remove_demonstration_rates()
        assert heard == [RateSnapshot, RateSnapshot]
    finally:
        reference_changed.disconnect(listen)


def test_rates_nobody_may_hear_of_are_not_kept(currencies: None) -> None:
    """Where the cached pages cannot be marked old, the old rates must stay."""

    def refuse(sender: object, **kwargs: object) -> None:
        raise OSError("no room on the disk")

    reference_changed.connect(refuse)
    try:
        with pytest.raises(OSError, match="no room"):
            load_demonstration_rates()
    finally:
        reference_changed.disconnect(refuse)
    assert not RateSnapshot.objects.exists()


def test_pages_made_with_the_old_rates_are_not_served_again(morning_rates: None) -> None:
    before = freshness.generation("reference")
    goods = freshness.generation("goods")
    load_demonstration_rates()
    assert freshness.generation("reference") != before
    assert freshness.generation("goods") == goods
