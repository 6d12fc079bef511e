"""A site with something of each kind on it, and readers of what search engines ask for."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.cache import caches
from django.test import Client
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from catalog.jobs.services import drain
from catalog.merchants.models import Brand, Organization
from catalog.merchants.services.brands import save_brand
from catalog.products.models import Product
from catalog.products.services.register import save_geographical_indication
from catalog.reference.models import Source
from catalog.tourism.services.places import PlaceFacts, save_place
from catalog.tourism.services.tours import publish_tour
from catalog.tourism.tour_document import BandDocument, DayDocument, SeasonDocument, TourDocument
from portal.discovery.cards import services
from portal.discovery.cards.words import CardWords
from portal.discovery.models import CardChange
from portal.pages.models import HomePage, SectionPage
from portal.pages.services import ArticleWords, ensure_article, ensure_home, ensure_section
from tests.kept import Larder

TOUR = TourDocument(
    source_language="zh-hans",
    title={"zh-hans": "茶山一日", "en": "A day in the tea mountains"},
    summary={"zh-hans": "看茶，喝茶。"},
    meeting={"zh-hans": "码头。"},
    begins="wuzhou",
    ends="wuzhou",
    days=(DayDocument(title={"zh-hans": "上山"}, places=("wuzhou",)),),
    guide_languages=("zh-hans",),
    bands=(BandDocument(key="adult"),),
    currency="CNY",
    seasons=(SeasonDocument(from_day=date(2026, 1, 1), until_day=date(2099, 1, 1), prices={"adult": 9900}),),
    meeting_place="wuzhou",
    meeting_time=time(9),
    time_zone="Asia/Shanghai",
    emergency_phone="+86 774 555 0100",
)
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
Read = Callable[..., BeautifulSoup]
MuchTea = Callable[[int], list[Product]]
DrawAll = Callable[..., int]


@dataclass(frozen=True)
class Listed:
    """An address as a sitemap lists it: when it changed, and the same page by language tag."""

    address: str
    changed: str
    alternates: dict[str, str]


def parsed(client: Client, address: str) -> ElementTree.Element:
    """Return the XML at an address; everything of ours is well formed."""
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"].startswith("application/xml")
    return ElementTree.fromstring(response.content)


def files_of(client: Client) -> dict[str, str]:
    """Return the files the index names, with the day on which each changed."""
    index = parsed(client, "/sitemap.xml")
    return {
        str(one.findtext(f"{SITEMAP}loc")): str(one.findtext(f"{SITEMAP}lastmod") or "")
        for one in index.findall(f"{SITEMAP}sitemap")
    }


def listed_in(client: Client, address: str) -> list[Listed]:
    """Return the addresses one file lists."""
    root = parsed(client, address.removeprefix(settings.SITE_ADDRESS))
    return [
        Listed(
            address=str(one.findtext(f"{SITEMAP}loc")),
            changed=str(one.findtext(f"{SITEMAP}lastmod") or ""),
            alternates={link.attrib["hreflang"]: link.attrib["href"] for link in one.findall(f"{XHTML}link")},
        )
        for one in root.findall(f"{SITEMAP}url")
    ]


@pytest.fixture
def home(larder: Larder) -> HomePage:
    return larder.take("home", lambda: ensure_home(name="网上东博会"))


@pytest.fixture
def stories(larder: Larder, home: HomePage) -> SectionPage:
    """A section in Chinese and English with an article in Chinese alone."""
    return larder.take("stories", lambda: write_stories(home))


def write_stories(home: HomePage) -> SectionPage:
    section = ensure_section(
        parent=home, slug="stories", words={"zh-hans": ArticleWords("故事"), "en": ArticleWords("Stories")}
    )
    ensure_article(
        section=section,
        slug="tea",
        words={"zh-hans": ArticleWords("茶", "关于茶", "编辑部", (("text", "<p>一片叶子。</p>"),))},
        day=date(2026, 11, 20),
        sources=[
            {"title": "A page about tea", "address": "https://tea.example.org/", "checked_on": "2026-11-25"}
        ],
    )
    return section


@pytest.fixture
def banyan(larder: Larder, tea_house: Organization) -> Brand:
    """The brand of Wei's tea house."""
    return larder.take(
        "banyan",
        lambda: save_brand(
            organization=tea_house,
            names={"zh-hans": "青榕", "en": "Green Banyan"},
            stories={"zh-hans": "老字号。"},
        ),
    )


@pytest.fixture
def whole_site(
    liubao: Product, kampot: Product, banyan: Brand, stories: SectionPage, tea_house: Organization
) -> None:
    """Goods of two sellers, a brand, a protected name, a place, a tour, countries, pages."""
    source = Source.objects.create(
        pk="gazette", title="Gazette of names", address="https://example.org/names", checked_on="2026-11-20"
    )
    save_geographical_indication(
        slug="liubao-tea",
        names={"zh-hans": "六堡茶", "en": "Liubao tea"},
        stories={"zh-hans": "产于苍梧。"},
        source_language="zh-hans",
        country="CN",
        source_id=source.pk,
        status=[{"kind": "gi-mark", "year": 2011, "source": source.pk}],
    )
    save_place(
        slug="wuzhou",
        names={"zh-hans": "梧州", "en": "Wuzhou"},
        abouts={"zh-hans": "两江交汇。"},
        facts=PlaceFacts(
            kind="destination",
            country_id="CN",
            city_id="wuzhou",
            lat=Decimal("23.48"),
            lon=Decimal("111.28"),
            source_language="zh-hans",
            source_id=source.pk,
        ),
    )
    publish_tour(organization=tea_house, document=TOUR, slug_from="tea mountains")


@pytest.fixture
def read(client: Client) -> Read:
    """Return a reader of pages: fresh ones, not those kept from before."""

    def ask(address: str, **headers: str) -> BeautifulSoup:
        caches["pages"].clear()
        response = client.get(address.removeprefix(settings.SITE_ADDRESS), headers=headers)
        assert response.status_code == 200, address
        return BeautifulSoup(response.content, "html.parser")

    return ask


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[CardWords]:
    """Return what is drawn from here on; a white page stands for the drawing itself, which takes its time."""
    seen: list[CardWords] = []
    blank = io.BytesIO()
    Image.new("RGB", (1200, 630), "white").save(blank, "JPEG")

    def note(words: CardWords, picture: bytes | None) -> bytes:
        seen.append(words)
        return blank.getvalue()

    monkeypatch.setattr(services, "draw", note)
    return seen


@pytest.fixture
def draw_all(
    db: None,
    drawn: list[CardWords],
    settings: Settings,
    tmp_path: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> DrawAll:
    """Return what does all that waits, and says how many cards that were; no file is there before.

    Told of a kind, it forgets what waits of others: the cards of the stock that a test does not look at.
    """
    settings.MEDIA_ROOT = tmp_path

    def work(kind: str = "") -> int:
        before = len(drawn)
        if kind:
            CardChange.objects.exclude(kind=kind).delete()
        with django_capture_on_commit_callbacks(execute=True):
            drain(services.DRAIN)
        return len(drawn) - before

    return work
