"""What is searched for is counted by day and language; nobody's name, number or address is kept."""

import csv
import io
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

import pytest
from django.core.signals import request_finished
from django.db import DatabaseError, close_old_connections
from django.test import Client

from catalog.seams.machines import is_machine
from catalog.search import services
from catalog.search.editors import counting
from catalog.search.editors.counting import FEW, HELD, Held, add_to, kept_text, prune, write
from catalog.search.editors.counts import asked, lines, total
from catalog.search.models import AskedText
from tests.catalog.search.shelf import Shelf
from tests.harness.race import PROCESSES, ROUNDS, Outcome, Track

BROWSER = "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36"
TODAY = date(2026, 11, 26)


@pytest.fixture
def visitor(shelf: Shelf) -> Iterator[Client]:
    """A person's browser, on a day that is known."""
    shelf.put(1, {"en": "Blue widget", "th": "ทุเรียน"})
    services.rebuild()
    with patch("django.utils.timezone.now", return_value=datetime(2026, 11, 26, 23, 59, tzinfo=UTC)):
        yield Client(headers={"user-agent": BROWSER})


def kept() -> dict[tuple[str, str], tuple[int, int]]:
    write()
    return {(row.language, row.text): (row.times, row.in_vain) for row in AskedText.objects.all()}


def test_a_search_is_counted_once_written_after_the_answer(visitor: Client) -> None:
    visitor.get("/en/search/?q=Widget")
    visitor.get("/en/search/?q=%20widget%20")
    visitor.get("/en/search/?q=qqqzzzqqq")
    visitor.get("/en/search/?q=" + "ทุเรียน")
    assert not AskedText.objects.exists(), "no write while it answers"
    assert kept() == {("en", "widget"): (2, 0), ("en", "qqqzzzqqq"): (1, 1), ("th", "ทุเรียน"): (1, 0)}
    assert set(AskedText.objects.values_list("day", flat=True)) == {TODAY}


@pytest.mark.parametrize(
    "address",
    [
        "?q=widget&page=2",
        "?q=widget&country=CN",
        "?q=widget&kind=thing",
        "?q=widget&sort=newest",
        "?q=widget&literal=1",
        "?q=",
        "",
        "?q=%20%20",
        "?q=!!!",
    ],
)
def test_turning_a_page_or_narrowing_is_no_new_search(visitor: Client, address: str) -> None:
    visitor.get(f"/en/search/{address}")
    assert kept() == {}


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; Baiduspider/2.0)",
        "curl/8.5.0",
        "python-requests/2.32",
        "Mozilla/5.0 HeadlessChrome/120",
    ],
)
def test_programs_are_not_counted(visitor: Client, agent: str) -> None:
    assert is_machine(agent)
    visitor.get("/en/search/?q=widget", headers={"user-agent": agent})
    visitor.get("/en/search/?q=widget", headers={"sec-purpose": "prefetch;prerender"})
    assert kept() == {}


def test_people_are_people() -> None:
    assert not is_machine(BROWSER)
    assert not is_machine("Mozilla/5.0 (iPhone) MicroMessenger/8.0")


@pytest.mark.django_db
def test_without_an_index_nothing_is_said_to_be_missing(shelf: Shelf) -> None:
    Client(headers={"user-agent": BROWSER}).get("/en/search/?q=widget")
    assert kept() == {}


@pytest.mark.parametrize(
    "text",
    [
        "lan@example.com",
        "lan＠example.com",
        "+86 138 0013 8000",
        "0812-345-678",
        "๐๘๑๒๓๔๕๖๗๘",
        "450103 19900101 1234",
        "passport E12345678",
        "6901234567892",
        "https://example.com/me",
        "www.example.com",
        "my chat t.me/lan",
        "x" * 81,
        "!!!",
        "",
    ],
)
def test_what_looks_like_somebodys_is_never_kept(text: str) -> None:
    assert kept_text(text) == ""
    held = Held()
    held.add(text, "en", in_vain=True)
    assert held.take() == {}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Dried  MANGO", "dried mango"),
        ("榴蓮", "榴莲"),
        ("HS 0902.10", "hs 0902.10"),
        ("M-16", "m-16"),
        ("cà phê", "cà phê"),
        ("ทุเรียน\u200b", "ทุเรียน"),
        ("ေကာ္ဖီ", "ကော်ဖီ"),
        ("a\ud800b", "a b"),
    ],
)
def test_other_texts_are_kept_in_one_spelling(text: str, kept: str) -> None:
    assert kept_text(text) == kept


@pytest.fixture
def finish() -> Iterator[Callable[[], object]]:
    """Say that a request is over, without closing the test's own connection."""
    request_finished.disconnect(close_old_connections)
    yield lambda: request_finished.send(sender=None)
    request_finished.connect(close_old_connections)


@pytest.mark.django_db
def test_it_is_written_when_it_is_time_and_not_before(
    monkeypatch: pytest.MonkeyPatch, finish: Callable[[], object]
) -> None:
    monkeypatch.setattr(counting, "EVERY_SECONDS", 5.0)
    HELD.add("tea", "en", in_vain=False)
    finish()
    assert not AskedText.objects.exists()
    monkeypatch.setattr(HELD, "_since", time.monotonic() - 6)
    finish()
    assert AskedText.objects.get().times == 1
    finish()
    assert AskedText.objects.get().times == 1


@pytest.mark.django_db
def test_many_held_numbers_are_written_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "_MOST_HELD", 3)
    for text in ("tea", "rice", "silk"):
        assert not HELD.due()
        HELD.add(text, "en", in_vain=False)
    assert HELD.due()


@pytest.mark.django_db
def test_numbers_that_cannot_be_written_are_held_on() -> None:
    HELD.add("tea", "en", in_vain=True)
    with patch("catalog.search.editors.counting.add_to", side_effect=DatabaseError("locked")):
        write()
    HELD.add("tea", "en", in_vain=False)
    assert kept() == {("en", "tea"): (2, 1)}


def day(back: int) -> date:
    return datetime.now(UTC).date() - timedelta(days=back)


@pytest.mark.django_db
def test_rare_texts_and_old_ones_are_pruned() -> None:
    add_to(
        {
            (day(0), "en", "new and rare"): [1, 1],
            (day(8), "en", "old and rare"): [FEW - 1, 0],
            (day(8), "en", "rare on each day"): [1, 0],
            (day(20), "en", "rare on each day"): [FEW - 1, 0],
            (day(8), "th", "old and rare"): [FEW, 0],
            (day(401), "en", "from another year"): [1000, 0],
        }
    )
    assert prune() == 2
    left = set(AskedText.objects.values_list("language", "text"))
    assert left == {("en", "new and rare"), ("en", "rare on each day"), ("th", "old and rare")}
    assert prune() == 0


@pytest.mark.django_db
def test_top_and_vain_texts_by_language_and_period() -> None:
    add_to(
        {
            (day(0), "en", "tea"): [5, 0],
            (day(3), "en", "tea"): [4, 1],
            (day(3), "en", "zwabber"): [6, 6],
            (day(40), "en", "rice"): [99, 0],
            (day(0), "th", "ชา"): [7, 2],
        }
    )
    everywhere = [(one.text, one.times, one.in_vain, one.days) for one in asked(days=7)]
    assert everywhere == [("tea", 9, 1, 2), ("ชา", 7, 2, 1), ("zwabber", 6, 6, 1)]
    assert [one.text for one in asked(days=1)] == ["ชา", "tea"]
    assert [one.text for one in asked(days=90, language="en")] == ["rice", "tea", "zwabber"]
    assert [one.text for one in asked(days=7, in_vain=True)] == ["zwabber", "ชา", "tea"]
    assert [one.text for one in asked(days=7, most=1)] == ["tea"]
    assert total(days=7) == (22, 9)
    assert total(days=7, language="th") == (7, 2)
    assert total(days=7, language="lo") == (0, 0)


@pytest.mark.django_db
def test_a_spreadsheet_takes_no_text_for_a_formula() -> None:
    add_to({(day(0), "en", "=1+1"): [3, 0], (day(0), "en", 'tea, "black"'): [2, 0]})
    written = io.StringIO()
    csv.writer(written).writerows(lines(asked(days=1), day(0)))
    head, first, second = csv.reader(io.StringIO(written.getvalue()))
    assert head == ["since", "language", "text", "times", "in_vain", "days"]
    assert first[2] == "'=1+1"
    assert second[2:4] == ['tea, "black"', "2"]


def count_tea(stage: None, turn: int, seat: int) -> None:
    add_to({(TODAY, "en", f"tea {turn}"): [1, seat % 2], (TODAY, "en", "all"): [2, 0]})


def count_after_looking(stage: None, turn: int, seat: int) -> None:
    """The control: reads, adds, writes."""
    row, _ = AskedText.objects.get_or_create(day=TODAY, language="en", text="all")
    time.sleep(0.001)
    AskedText.objects.filter(pk=row.pk).update(times=row.times + 2)


def numbers(stage: None) -> dict[str, tuple[int, int]]:
    return {row.text: (row.times, row.in_vain) for row in AskedText.objects.all()}


def test_processes_that_count_at_once_lose_nothing(track: Track) -> None:
    outcome = track.run(count_tea, verdict=numbers)
    assert not outcome.errors
    assert outcome.verdict.pop("all") == (2 * PROCESSES * ROUNDS, 0)
    assert outcome.verdict == {f"tea {turn}": (PROCESSES, PROCESSES // 2) for turn in range(ROUNDS)}


def test_without_adding_in_the_database_some_are_lost(track: Track) -> None:
    def breaks(outcome: Outcome) -> bool:
        return bool(outcome.errors) or outcome.verdict["all"][0] < 2 * PROCESSES * ROUNDS

    track.control(count_after_looking, breaks=breaks, verdict=numbers)
