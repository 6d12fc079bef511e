"""The same records and the same questions: both engines give the same answer, to the last point.

Hits and their order, scores, reasons, facets with counts, totals, recovery and suggestions.
"""

from collections.abc import Iterator
from dataclasses import asdict
from decimal import Decimal

import pytest
from django import conf
from pytest_django import Settings

from catalog.seams.preferences import Preferences
from catalog.search import selectors, services
from catalog.search.documents import DEAREST
from catalog.search.elastic import ElasticEngine
from catalog.search.engine import Found
from catalog.search.engines import engine
from catalog.search.measured import Comparison
from catalog.search.plan import BEST, SORTS, Plan
from catalog.search.selectors import Result
from catalog.search.suggesting import offers
from catalog.search.understanding import PriceBand, Query
from tests.catalog.glossary.from_files import file_lexicon
from tests.catalog.search.cluster import corner
from tests.catalog.search.conformance import goods
from tests.catalog.search.shelf import Shelf

pytestmark = pytest.mark.django_db

AS_BUYERS_TYPE = [
    ("I want to buy dried mango 5 kg", "en"),
    ("durain", "en"),
    ("sau rieng", "vi"),
    ("xoài sấy dẻo giá rẻ", "vi"),
    ("榴槤", "zh-hans"),
    ("六堡茶 2019", "zh-hans"),
    ("芒果干 批发", "zh-hans"),
    ("ทุเรียนหมอนทอง", "th"),
    ("กาแฟ อาราบิก้า", "th"),
    ("ម្រេចកំពត", "km"),
    ("ກາເຟ", "lo"),
    ("သရက်သီး", "my"),
    ("kopi luwak murah", "id"),
    ("mangga pinatuyo", "fil"),
    ("rice from Thailand", "en"),
    ("090240", "en"),
    ("0902.10", "en"),
    ("SKU-0007", "en"),
    ("pepper tea coffee durian rice silk", "en"),
    ("qqqqzzzz", "en"),
    ('"tea" OR (coffee) AND *', "en"),
    ("👍", "en"),
    ("", "en"),
]


class Both:
    """Asks one question through each engine."""

    def fill(self) -> None:
        """Make both indexes of what is on the shelf now: one rebuild does it."""
        self.use("elasticsearch")
        services.rebuild()

    def use(self, name: str) -> None:
        # Past the fixture, which would pile up hundreds of layers; it has made the layer written to.
        conf.settings.SEARCH_ENGINE = name

    def ask(self, query: Query) -> tuple[dict[str, object], dict[str, object]]:
        answers = []
        for name in ("embedded", "elasticsearch"):
            self.use(name)
            answers.append(told(selectors.search(query, Preferences(query.language))))
        return answers[0], answers[1]


def told(result: Result) -> dict[str, object]:
    """Return all that a visitor is told."""
    return {
        "hits": [(hit.key, hit.score, hit.shown) for hit in result.hits],
        "total": result.total,
        "facets": {name: dict(counts) for name, counts in result.facets.items()},
        "page": (result.page, result.pages),
        "step": (result.step, result.corrected),
        "offers": [(offer.kept, tuple(offer.dropped), offer.total) for offer in result.proposals],
        "popular": [hit.key for hit in result.popular],
        "compared": result.compared,
    }


@pytest.fixture
def both(settings: Settings, shelf: Shelf, elasticsearch_url: str) -> Iterator[Both]:
    with corner(elasticsearch_url) as servers:
        settings.SEARCH_SERVERS = asdict(servers)
        settings.SEARCH_ENGINE = "elasticsearch"
        yield Both()


def test_the_recurring_stock_is_answered_alike(shelf: Shelf, both: Both) -> None:
    goods.stock(shelf)
    both.fill()
    for text, language in [
        ("tea", "en"),
        ("胡椒", "zh-hans"),
        ("ชา", "th"),
        ("090240", "en"),
        ("kampott", "en"),
    ]:
        one, other = both.ask(Query(text, language))
        assert one == other
        assert one["total"], text


def test_the_demonstration_is_answered_alike(shelf: Shelf, both: Both) -> None:
    goods.demonstration(shelf)
    both.fill()
    asked = [*goods.labels(shelf, file_lexicon()), *AS_BUYERS_TYPE]
    found = 0
    for text, language in asked:
        one, other = both.ask(Query(text, language))
        assert one == other, text
        found += bool(one["total"])
    assert len(asked) > 120
    assert found > len(asked) * 0.9
    assert_narrowed_alike(both)
    assert_measured_alike(both)
    assert_suggested_alike(both)
    assert not services.verify_each()["embedded"]
    assert not services.verify_each()["elasticsearch"]


def assert_narrowed_alike(both: Both) -> None:
    """Filters, ranges, orders and pages, alone and together, for a broad question and for none."""
    filters: list[dict[str, list[str]]] = [
        {},
        {"country": ["TH"]},
        {"unit": ["kg"], "country": ["CN", "VN"]},
        {"country": ["TH", "VN", "nowhere"], "odd.name": ["n1"]},
    ]
    ranges: list[dict[str, tuple[int | None, int | None]]] = [
        {},
        {"price": (200, 1200)},
        {"moq": (None, 100)},
    ]
    for text in ("fruit", ""):
        for narrowed in filters:
            for bounds in ranges:
                for sort in SORTS:
                    for page in (1, 2, 99):
                        query = Query(text, "en", narrowed, bounds, sort, page, per_page=7)
                        one, other = both.ask(query)
                        assert one == other, query


def assert_measured_alike(both: Both) -> None:
    """Bands of prices, quantities and orders by price: what is compared, and what is counted apart."""
    bands = [None, PriceBand(Decimal("0.02"), Decimal("0.1"), "CNY"), PriceBand(None, Decimal(1), "MMK")]
    chosen: list[dict[str, list[str]]] = [{}, {"unit": ["bag", "piece"]}, {"priced": ["none"]}]
    compared = set()
    for band in bands:
        for filters in chosen:
            for per in ("", "piece"):
                for sort in (BEST, DEAREST):
                    ranges = {"moq": (None, 100), "lead_time": (None, 20)} if band else {}
                    query = Query("", "en", filters, ranges, sort, 2, per_page=9, band=band, per=per)
                    one, other = both.ask(query)
                    assert one == other, query
                    compared.add(result_unit(one))
    assert compared == {"kg", "piece", "bag"}


def result_unit(answer: dict[str, object]) -> str:
    comparison = answer["compared"]
    assert isinstance(comparison, Comparison)
    return comparison.unit


def assert_suggested_alike(both: Both) -> None:
    for typed in ("m", "ma", "dried m", "茶", "ทุ", "xo", "zzz", "a.*", "(", "\\"):
        answers = []
        for name in ("embedded", "elasticsearch"):
            both.use(name)
            answers.append((offers(typed, Preferences("en")), dict(engine().words(typed))))
        assert answers[0] == answers[1], typed


def test_the_server_did_answer(shelf: Shelf, both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without this the comparison above could compare the embedded engine with itself."""
    shelf.put(1, "box")
    both.fill()
    asked = 0
    answer = ElasticEngine.search

    def counted(engine: ElasticEngine, plan: Plan) -> Found:
        nonlocal asked
        asked += 1
        return answer(engine, plan)

    monkeypatch.setattr(ElasticEngine, "search", counted)
    one, other = both.ask(Query("box"))
    assert one == other
    assert asked == 1
