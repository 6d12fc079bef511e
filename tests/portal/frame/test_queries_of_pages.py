"""Every list and every page asks the database as often for one row as for two hundred."""

from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from catalog.products.models import Product
from catalog.search import services as search
from catalog.search.engines import engine
from tests.catalog.glossary.from_files import file_lexicon
from tests.portal.frame.busy_site import BusySite

pytestmark = pytest.mark.django_db
ROWS = (1, 24, 200)
PAGES = {
    "home": ("/lo/", 30),
    "goods": ("/lo/goods/", 12),
    "goods narrowed down": ("/lo/goods/?country=CN&priced=1&moq=500&sort=moq", 12),
    "category": ("/lo/goods/tea/", 12),
    "product": ("/lo/product/{product}/", 22),
    "storefronts": ("/lo/storefronts/", 8),
    "storefront": ("/lo/storefront/{storefront}/", 21),
    "brand": ("/lo/brand/{brand}/", 12),
    "register": ("/lo/gi/", 5),
    "protected name": ("/lo/gi/name-0/", 10),
    "country": ("/lo/country/cn/", 17),
    "compare": ("/lo/compare/?{compared}", 12),
    "list": ("/lo/lists/{list}/", 8),
    "shared list": ("/lo/lists/shared/{token}/", 6),
    "section": ("/lo/stories/", 20),
    "article": ("/lo/stories/tea/", 25),
    "search": ("/lo/search/?q=六堡茶", 12),
    "suggestions": ("/lo/search/suggest/?q=六堡", 8),
    "feed": ("/lo/feeds/goods.atom", 3),
    "sitemap": ("/sitemaps/product/lo.xml", 8),
}


@pytest.fixture
def site(client: Client, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> BusySite:
    settings.SEARCH_ROOT = tmp_path / "search"
    monkeypatch.setattr("catalog.glossary.selectors._lexicon", lambda generation: file_lexicon())
    return BusySite(client)


def asked(client: Client, address: str) -> list[str]:
    """Return what the database is asked for one page, with nothing remembered but what a process keeps."""
    client.get(address)
    for name in ("pages", "default"):
        caches[name].clear()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200, address
    return [query["sql"] for query in queries]


def index_goods() -> None:
    """Bring the index up to date without the processes that a rebuild of everything starts."""
    ids = set(Product.objects.values_list("pk", flat=True))
    if len(ids) == 1:
        search.rebuild()
    search.write_now({"product": ids}, engine())


def places(site: BusySite) -> dict[str, str]:
    return {
        "product": site.product.slug,
        "storefront": site.house.slug,
        "brand": site.brand.slug,
        "list": site.favourites.key,
        "token": str(site.shared),
        "compared": urlencode([("p", slug) for slug in site.slugs(4)]),
    }


def test_every_page_asks_as_often_at_1_24_and_200_rows(client: Client, site: BusySite) -> None:
    counted: dict[str, list[int]] = {name: [] for name in PAGES}
    for size in ROWS:
        site.grow(size)
        index_goods()
        for name, (address, most) in PAGES.items():
            found = asked(client, address.format(**places(site)))
            assert len(found) <= most, (name, size, len(found), found)
            counted[name].append(len(found))
    # A page that has none of something does not ask for it, and a search that found one looks further.
    for name, (one, some, many) in counted.items():
        assert some == many, name
        assert some <= one + 1, name
