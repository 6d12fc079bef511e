"""Certificates on a storefront: the seller's own and those of its goods, none a day longer than it holds."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from catalog.audit.models import Entry
from catalog.merchants.models import Organization
from catalog.merchants.services import create_organization
from catalog.products.document import CertificateDocument
from catalog.products.models import Category, Certificate, Product
from catalog.products.selectors.certificates import certified_goods, own_certificates
from catalog.products.services import move_product, publish_product, save_certificates
from catalog.reference.days import today_in
from portal.middleware import page_cache
from tests.reading import words
from tests.stock import LIUBAO

pytestmark = pytest.mark.django_db
LAST = date(2026, 9, 2)
HALAL = CertificateDocument(kind="halal", number="demo 0001", issuer="Demo council", expires_on=LAST)
HACCP = CertificateDocument(kind="haccp", number="demo 0002")


def kinds(organization: Organization, now: datetime) -> list[str]:
    found = own_certificates(organizations=[organization.pk], now=now)
    return [line.kind for line in found.get(organization.pk, [])]


def panel(client: Client, organization: Organization) -> str:
    page = BeautifulSoup(client.get(f"/en/storefront/{organization.slug}/").content, "html.parser")
    return " ".join(words(one) for one in page.select("section[aria-labelledby=certificates]"))


def test_the_day_is_that_of_the_zone_that_is_furthest_on() -> None:
    moment = datetime(2026, 9, 2, 15, 30, tzinfo=UTC)
    assert today_in(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"], moment) == date(2026, 9, 3)
    assert today_in(["Asia/Jakarta"], moment) == date(2026, 9, 2)
    assert today_in([], moment) == date(2026, 9, 2)


@pytest.mark.parametrize(
    ("country", "midnight"),
    [
        ("CN", datetime(2026, 9, 2, 16, tzinfo=UTC)),
        ("MM", datetime(2026, 9, 2, 17, 30, tzinfo=UTC)),
        ("ID", datetime(2026, 9, 2, 15, tzinfo=UTC)),
        ("US", datetime(2026, 9, 3, tzinfo=UTC)),
    ],
)
def test_it_lapses_at_midnight_where_its_holder_is(country: str, midnight: datetime) -> None:
    holder = create_organization(kind="company", country=country, source_language="en", name={"en": "Holder"})
    save_certificates(organization=holder, certificates=[HALAL, HACCP])
    assert kinds(holder, midnight - timedelta(seconds=1)) == ["haccp", "halal"]
    assert kinds(holder, midnight) == ["haccp"]


def test_the_storefront_shows_what_is_in_force_and_counts_its_goods(
    client: Client, tea: Category, tea_house: Organization
) -> None:
    tomorrow = datetime.now(UTC).date() + timedelta(days=2)
    save_certificates(
        organization=tea_house, certificates=[replace(HALAL, expires_on=tomorrow), replace(HALAL, kind="gap")]
    )
    publish_product(organization=tea_house, document=replace(LIUBAO, certificates=(HACCP, HALAL)))
    shown = panel(client, tea_house)
    assert "Halal valid to" in shown
    assert "demo 0001 · Demo council" in shown
    assert "Good agricultural practice" not in shown  # lapsed
    assert "1 product has certificates in force" in shown


def test_a_storefront_without_certificates_shows_no_panel(client: Client, liubao: Product) -> None:
    assert panel(client, liubao.organization) == ""


def test_paused_goods_and_lapsed_papers_are_not_counted(tea: Category, tea_house: Organization) -> None:
    product = publish_product(organization=tea_house, document=replace(LIUBAO, certificates=(HALAL,)))
    before, after = datetime(2026, 9, 1, tzinfo=UTC), datetime(2026, 9, 4, tzinfo=UTC)
    assert certified_goods(organizations=[tea_house.pk], now=before) == {tea_house.pk: 1}
    assert certified_goods(organizations=[tea_house.pk], now=after) == {}
    move_product(product=product, to="paused")
    assert certified_goods(organizations=[tea_house.pk], now=before) == {}


def test_saving_again_replaces_the_sellers_own_and_leaves_those_of_goods(
    tea: Category, tea_house: Organization
) -> None:
    publish_product(organization=tea_house, document=replace(LIUBAO, certificates=(HALAL,)))
    save_certificates(organization=tea_house, certificates=[HACCP])
    save_certificates(organization=tea_house, certificates=[HALAL])
    own = Certificate.objects.filter(product=None).values_list("kind", flat=True)
    assert list(own) == ["halal"]
    assert Certificate.objects.filter(product__isnull=False).count() == 1
    last = Entry.objects.filter(action="certificates.saved").latest("pk")
    assert (last.before, last.after) == (
        {"certificates": ["haccp demo 0002"]},
        {"certificates": ["halal demo 0001"]},
    )


def test_a_paper_that_expires_before_it_was_issued_changes_nothing(tea_house: Organization) -> None:
    save_certificates(organization=tea_house, certificates=[HACCP])
    with pytest.raises(ValidationError):
        save_certificates(
            organization=tea_house, certificates=[replace(HALAL, issued_on=LAST + timedelta(days=1))]
        )
    assert Certificate.objects.get().kind == "haccp"


def test_no_kept_page_outlives_a_midnight(monkeypatch: pytest.MonkeyPatch) -> None:
    def key(moment: datetime) -> str | None:
        monkeypatch.setattr("portal.middleware.page_cache.time.time", moment.timestamp)
        request: HttpRequest = RequestFactory().get("/en/storefront/green-banyan-tea-house/")
        return page_cache.page_key(request)

    midnight = datetime(2026, 9, 2, 17, 30, tzinfo=UTC)  # in Yangon
    assert key(midnight - timedelta(seconds=1)) == key(midnight - timedelta(seconds=30))
    assert key(midnight - timedelta(seconds=1)) != key(midnight)


@pytest.mark.parametrize("rows", [1, 24, 200])
def test_the_storefront_takes_the_same_queries_however_many_goods_and_papers(
    client: Client,
    tea_house: Organization,
    much_tea: Callable[[int], list[Product]],
    django_assert_max_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    much_tea(rows)
    save_certificates(organization=tea_house, certificates=[HACCP] * rows)
    client.get(f"/lo/storefront/{tea_house.slug}/")
    caches["pages"].clear()
    with django_assert_max_num_queries(21):
        response = client.get(f"/lo/storefront/{tea_house.slug}/")
    assert response.content.count(b"demo 0002") == rows
