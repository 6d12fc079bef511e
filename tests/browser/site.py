"""A portal with its demonstration under its real web server, and the pages worth looking at."""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.browser.fair import fair_slugs
from tests.browser.tours import tour_slugs
from tests.harness.fault import Installation

if TYPE_CHECKING:
    from catalog.products.models import Product

LANGUAGES = ["zh-hans", "en", "vi", "th", "id", "ms", "fil", "km", "lo", "my"]
LOOKED_AT = ["zh-hans", "en", "th", "my"]
"""Han, Latin, Thai and Burmese letters: between them they show what a layout can get wrong."""
SCHEMES = ["light", "dark"]
WIDTHS = [1280, 360]

HOUSE = "demo-green-banyan-tea-house"
NAMED = {
    "home": "",
    "goods": "goods/",
    "category": "goods/{category}/",
    "product": "product/{product}/",
    "storefronts": "storefronts/",
    "storefront": "storefront/{storefront}/",
    "brand": "brand/{brand}/",
    "register": "gi/",
    "protected-name": "gi/{indication}/",
    "country": "country/{country}/",
    "compare": "compare/?{compared}",
    "article": "stories/{article}/",
    "stories": "stories/",
    "search": "search/?q={words}",
    "shared-list": "lists/shared/{shared}/",
}
"""The fifteen pages that promises about pages are kept on: name to address below the language."""

PAGES = {
    **NAMED,
    "journeys": "journeys/",
    "place": "place/detian-ban-gioc-zone/",
    "entry-rules": "entry-rules/?{journey}",
    "calendar": "journeys/calendar/",
    "tour": "tour/{tour}/",
    "entry-rules-tour": "entry-rules/?tour={tour}&on={on}&{party}",
    "book": "tour/{tour}/book/{on}/",
    "booking": "booking/by-link/{booking_link}/",
    "travellers": "booking/by-link/{booking_link}/travellers/",
    "fair": "fair/",
    "hall": "fair/{edition}/hall/{hall}/",
    "stand": "fair/{edition}/hall/{hall}/stand/{free_stand}/",
    "booth": "fair/{edition}/booth/{booth}/",
    "exhibit": "fair/{edition}/booth/{booth}/exhibit/{exhibit}/",
    "programme": "fair/{edition}/programme/",
    "session": "fair/{edition}/programme/{session}/",
    "free-hours": "meetings/with/{booth}/",
    "search-empty": "search/?q=qqqqzzzz",
    "write": "write/product/{product}/",
    "conversation": "conversation/{conversation_link}/",
    "tell-me": "search/alerts/?q=ทุเรียน",
    "lists": "lists/",
    "sign-in": "account/login/",
    "sign-up": "account/signup/",
    "reset": "account/password/reset/",
    "missing": "no-such-page/",
}
"""Those, and pages a visitor meets when something is missing."""

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
]
"""A quiet browser: without these it looks for its maker's hosts at every start."""


@dataclass(frozen=True)
class Site:
    """A running portal: its address, and by kind what exists in it."""

    url: str
    slugs: dict[str, str]

    def address(self, page: str, language: str) -> str:
        return f"{self.url}/{language}/{PAGES[page].format(**self.slugs)}"


def set_up() -> dict[str, str]:
    """Prepare a portal without the demonstration; runs inside the installation."""
    from portal.run import prepare

    prepare(demo=False)
    return {}


def load() -> dict[str, str]:
    """Bring the demonstration into a portal that is set up; runs inside the installation."""
    from django.core.management import call_command

    call_command("load_demo")
    call_command("search", "rebuild")
    return slugs()


def slugs() -> dict[str, str]:
    """Return what addresses of pages are made of: the first of each kind by name, so that screens compare."""
    from catalog.conversations import links
    from catalog.conversations.models import Conversation
    from catalog.merchants.models import Brand, Storefront
    from catalog.products.models import GeographicalIndication, Product
    from portal.demo.people import kept_passwords

    goods = Product.objects.rewrite(False).filter(status="published").order_by("slug")
    product = goods.select_related("category").first()
    assert product is not None
    peppers = list(goods.filter(category__slug="pepper")[:3])
    # The longest one of a visitor without account, with messages in two scripts.
    talk = Conversation.objects.filter(visitor__isnull=True, organization__slug=HOUSE).earliest("created_at")
    kinds = (("storefront", Storefront), ("brand", Brand), ("indication", GeographicalIndication))
    first = {
        name: str(model.objects.order_by("slug").values_list("slug", flat=True)[0]) for name, model in kinds
    }
    return {
        "product": product.slug,
        "category": product.category.slug,
        "country": "kh",
        "journey": (
            "nationality=TH&start=TH&route=beihai-ha-long-cruise&leaving=2999-12-01&back=2999-12-05"
            "&purpose=tourism&passport=2999-12-31"
        ),
        "party": "start=CN&passport_1=TH&until_1=2999-12-31&passport_2=MY",
        "compared": "&".join(f"p={pepper.slug}" for pepper in peppers),
        "article": "three-peppers",
        "words": "ทุเรียน",
        "shared": share(peppers),
        "conversation": str(talk.pk),
        "conversation_link": links.token(talk.pk, links.READ),
        "buyer_password": kept_passwords()["buyer@demo.example"],
        "owner_password": kept_passwords()["owner@demo.example"],
        "editor_password": kept_passwords()["editor@demo.example"],
        **changing(),
        **fair_slugs(HOUSE),
        **tour_slugs(),
        **first,
    }


def changing() -> dict[str, str]:
    """Begin a change of one of the house's listings, as its owner does; return what addresses it has."""
    from django.contrib.auth import get_user_model

    from catalog.products.document import from_json
    from catalog.products.models import Product, ProductVersion
    from catalog.products.services.drafting import save_draft

    product = Product.objects.rewrite(False).filter(organization__slug=HOUSE).earliest("slug")
    said = ProductVersion.objects.get(product=product, number=product.version)
    owner = get_user_model().objects.get(email="owner@demo.example")
    draft = save_draft(
        organization=product.organization, document=from_json(said.document), product=product, by=owner
    )
    return {"listing": product.slug, "draft": str(draft.pk)}


def share(goods: list["Product"]) -> str:
    """Keep a list of these goods as a visitor does, one with a note, and return the token of its link."""
    from catalog.products.selectors.lists import Keeper, holder_of
    from catalog.products.services import lists

    keeper = Keeper(holder=holder_of("whoever looks at these pages"))
    kept = lists.new_list(keeper=keeper, name="Ba loại tiêu")
    for product in goods:
        lists.keep_goods(keeper=keeper, product=product, goods_list=kept)
    lists.note_goods(goods_list=kept, slug=goods[0].slug, note="Hỏi mẫu thử trước")
    return lists.share_list(goods_list=kept)


@contextmanager
def demonstration(folder: Path, *, common: Path | None = None) -> Iterator[Site]:
    """Run a portal with the demonstration in a new folder. ``common`` as for `portal`."""
    common = common or folder.parent
    pattern = common / "demonstration"
    found = made_once(pattern, load, made_of=common)
    with Installation(folder, WEB_WORKERS="2") as installation:
        shutil.copytree(pattern, folder, dirs_exist_ok=True)
        yield Site(installation.start_web(), found)


@contextmanager
def portal(folder: Path, *, common: Path, **environment: str) -> Iterator[Installation]:
    """Yield an installation in a new folder that is set up, without goods.

    It is a copy: making one takes half a minute of work, so the workers of a run make one between them,
    in the folder ``common`` to them.
    """
    made_once(common / "bare", set_up)
    with Installation(folder, **environment) as installation:
        shutil.copytree(common / "bare", folder, dirs_exist_ok=True)
        yield installation


def made_once(
    pattern: Path, make: Callable[[], dict[str, str]], *, made_of: Path | None = None
) -> dict[str, str]:
    """Make an installation where nobody has; return what ``make`` says inside it.

    With ``made_of``, the folder common to all workers, it begins as one that is set up.
    """
    told = pattern.with_suffix(".json")
    with pattern.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            shutil.rmtree(pattern, ignore_errors=True)
            begun: AbstractContextManager[Installation] = (
                portal(pattern, common=made_of) if made_of else Installation(pattern)
            )
            with begun as installation:
                told.write_text(json.dumps(installation.call(make)), encoding="utf-8")
    found: dict[str, str] = json.loads(told.read_text(encoding="utf-8"))
    return found


def executable() -> str | None:
    """Return where the system's Chromium is."""
    for name in (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    return None


@contextmanager
def browser() -> Iterator[Browser]:
    """Run the system's Chromium without a window. Raises FileNotFoundError where there is none."""
    path = executable()
    if path is None:
        raise FileNotFoundError("Chromium is not installed: apt-get install chromium")
    player: Playwright
    with sync_playwright() as player:
        running = player.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


@contextmanager
def opened(running: Browser, *, scheme: str, width: int, scripts: bool = True) -> Iterator[Page]:
    """Open an empty page as a visitor with this colour scheme and width sees it."""
    context = running.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 800},
        java_script_enabled=scripts,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()
