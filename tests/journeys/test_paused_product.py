"""A seller pauses a product, or a moderator suspends it or its whole seller: on the next request it is
nowhere, in any process, though no worker runs.

Two web servers have kept every page before. The change is written by a third process. The index, which
only a worker would bring up to date, still knows the product: search looks it up before it shows it.
"""

import urllib.request
from dataclasses import replace
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode

from catalog.merchants.models import DecisionReason
from catalog.merchants.services import save_brand
from catalog.moderation import services as moderation
from catalog.moderation.kinds import find
from catalog.moderation.models import Suspension
from catalog.products.keepers import COOKIE
from catalog.products.models import Product
from catalog.products.selectors.lists import Keeper, holder_of
from catalog.products.services import (
    lists,
    move_product,
    publish_product,
    save_geographical_indication,
)
from catalog.reference.models import Source
from catalog.search import services as search
from catalog.search.engines import engine
from catalog.search.plan import Plan
from portal.accounts.models import User
from portal.pages.services import ensure_home
from tests.harness.fault import Installation
from tests.stock import LIUBAO, open_tea_house, plant_food, plant_tea

TITLE = {"en": "Moonlit terrace tea", "zh-hans": "月光梯田茶"}
SLUG = "moonlit-terrace-tea"
SHOWN = f"/product/{SLUG}/"
TOKEN = "w" * 32
PAGES = {
    "home": "/en/",
    "goods": "/en/goods/",
    "goods narrowed down": "/en/goods/?country=CN&gi=1&priced=1",
    "category": "/en/goods/tea/",
    "product like it": "/en/product/{other}/",
    "storefront": "/en/storefront/{house}/",
    "brand": "/en/brand/{brand}/",
    "protected name": "/en/gi/liubao-tea/",
    "country": "/en/country/cn/",
    "comparison": "/en/compare/?{compared}",
    "search": f"/en/search/?{urlencode({'q': TITLE['en']})}",
    "search in Chinese": f"/zh-hans/search/?q={quote('月光')}",
    "suggestions": "/en/search/suggest/?q=moonl",
    "list": "/en/lists/{favourites}/",
    "shared list": "/en/lists/shared/{shared}/",
    "feed": "/en/feeds/goods.atom",
    "sitemap": "/sitemaps/product/en.xml",
}


def stage() -> dict[str, str]:
    """Offer the product wherever a product can be seen; return what the addresses are made of."""
    ensure_home(name="网上东博会")
    Source.objects.create(pk="gazette", title="Gazette", checked_on="2026-11-20")
    save_geographical_indication(
        slug="liubao-tea",
        names={"zh-hans": "六堡茶"},
        stories={},
        source_language="zh-hans",
        country="CN",
        source_id="gazette",
    )
    plant_tea(plant_food())
    house = open_tea_house()
    brand = save_brand(organization=house, names={"zh-hans": "老榕", "en": "Old Banyan"}, stories={})
    document = replace(LIUBAO, title=TITLE, gi="liubao-tea", brand=brand.slug)
    product = publish_product(organization=house, document=document)
    other = publish_product(organization=house, document=replace(LIUBAO, brand=brand.slug, gi="liubao-tea"))
    favourites = lists.keep_goods(keeper=Keeper(holder=holder_of(TOKEN)), product=product)
    search.rebuild()
    assert product.slug == SLUG
    return {
        "other": other.slug,
        "house": house.slug,
        "brand": brand.slug,
        "compared": urlencode([("p", SLUG), ("p", other.slug)]),
        "favourites": favourites.key,
        "shared": lists.share_list(goods_list=favourites),
    }


def move(to: str) -> None:
    move_product(product=Product.objects.get(slug=SLUG), to=to)


def suspend(kind: str) -> None:
    """Suspend the product, or the organization that offers it, as a moderator does."""
    product = Product.objects.get(slug=SLUG)
    thing = find(kind, str(product.pk if kind == "product" else product.organization_id), "en")
    assert thing is not None
    reason = DecisionReason.objects.get(key="misleading")
    moderation.suspend(kind=kind, thing=thing, reason=reason, by=moderator())


def lift(kind: str) -> None:
    suspension = Suspension.objects.exclude(stage="lifted").get(kind=kind)
    moderation.answer(suspension=suspension, lift=True, seen="new", note="Put right.", by=moderator())


def moderator() -> User:
    return User.objects.get_or_create(email="moderator@example.com")[0]


def indexed() -> bool:
    """Tell whether the index still has the product."""
    pk = Product.objects.get(slug=SLUG).pk
    return ("product", pk) in {hit.key for hit in engine().search(Plan(limit=50)).hits}


def page(address: str) -> tuple[int, str]:
    request = urllib.request.Request(address, headers={"Cookie": f"{COOKIE}={TOKEN}"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def showing(server: str, places: dict[str, Any], *, reachable: bool = True) -> set[str]:
    """Return the pages of a server on which the product can be seen; all of them are there if reachable."""
    found = set()
    for name, address in PAGES.items():
        status, text = page(server + address.format(**places))
        assert status == 200 or not reachable, name
        if SHOWN in text:
            found.add(name)
    return found


def test_a_paused_product_is_gone_everywhere_on_the_next_request(installation: Installation) -> None:
    installation.environment["WEB_WORKERS"] = "1"
    places = installation.call(stage)
    servers = [installation.start_web("one"), installation.start_web("other")]
    for server in (*servers, *servers):
        assert showing(server, places) == set(PAGES), "and kept by its process from now on"
        assert page(f"{server}/en{SHOWN}")[0] == 200

    installation.call(move, to="paused")
    for server in servers:
        assert showing(server, places) == set()
        status, text = page(f"{server}/en{SHOWN}")
        assert (status, TITLE["en"] in text) == (404, False)
    assert installation.call(indexed), "no worker runs: what search shows it has looked up"

    installation.call(move, to="published")
    for server in servers:
        assert showing(server, places) == set(PAGES)

    for kind in ("product", "organization"):
        installation.call(suspend, kind=kind)
        for server in servers:
            assert showing(server, places, reachable=kind == "product") == set()
            assert page(f"{server}/en{SHOWN}")[0] == 404
        installation.call(lift, kind=kind)
    assert showing(servers[0], places) == set(PAGES)
