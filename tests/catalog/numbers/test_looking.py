"""A person who looks at a page of a thing counts once a day, kept or built, however often they come."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.merchants.models import Organization
from catalog.merchants.services import add_member, save_brand
from catalog.numbers import holding
from catalog.numbers.looking import place_of
from catalog.numbers.models import Counted, DaySalt, Looked
from catalog.products.models import Product
from catalog.products.services import move_product
from portal.accounts.models import User
from tests.catalog.numbers.conftest import NOON, PHONE, TODAY, at, browser, looked, page

pytestmark = pytest.mark.django_db


def test_a_look_is_written_after_the_answer(visitor: Client, liubao: Product) -> None:
    visitor.get(page(liubao))
    assert not Looked.objects.exists(), "no write while it answers"
    assert looked() == {("product", "views"): 1}
    counted = Counted.objects.get()
    assert (counted.organization, counted.subject_id) == (liubao.organization, liubao.pk)
    assert counted.title == "Liubao dark tea, 2019, basket"


def test_a_kept_page_counts_and_costs_no_query(visitor: Client, liubao: Product) -> None:
    visitor.get(page(liubao))
    with CaptureQueriesContext(connection) as queries:
        browser("198.51.100.9").get(page(liubao))
        etag = browser("198.51.100.10").get(page(liubao))["ETag"]
        assert browser("198.51.100.11").get(page(liubao), headers={"if-none-match": etag}).status_code == 304
    assert len(queries) == 0
    assert looked() == {("product", "views"): 4}


def test_the_same_visitor_counts_once_a_day_in_whatever_language(visitor: Client, liubao: Product) -> None:
    with at(NOON):
        for language in ("en", "th", "en"):
            visitor.get(page(liubao, language))
        assert looked() == {("product", "views"): 1}
        visitor.get(page(liubao))
        assert looked() == {("product", "views"): 1}, "nor after what is held was written"
    with at(NOON + timedelta(days=1)):
        visitor.get(page(liubao))
        assert looked() == {("product", "views"): 2}


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (("203.0.113.7", PHONE), ("203.0.113.8", PHONE), 2),
        (("203.0.113.7", PHONE), ("203.0.113.7", PHONE.replace("120", "121")), 2),
        (("2001:db8::1", PHONE), ("2001:db8::ffff", PHONE), 1),
        (("2001:db8::1", PHONE), ("2001:db8:0:1::1", PHONE), 2),
        (("", PHONE), ("nonsense", PHONE), 1),
    ],
    ids=["address", "browser", "same-network", "next-network", "no-address"],
)
def test_visitors_are_told_apart_by_network_and_browser(
    liubao: Product, one: tuple[str, str], other: tuple[str, str], count: int
) -> None:
    browser(*one).get(page(liubao))
    browser(*other).get(page(liubao))
    assert looked() == {("product", "views"): count}


def test_storefronts_and_brands_count_too(visitor: Client, tea_house: Organization) -> None:
    brand = save_brand(organization=tea_house, names={"zh-hans": "青榕", "en": "Green Banyan"}, stories={})
    visitor.get(f"/en/storefront/{tea_house.storefront.slug}/")
    visitor.get(f"/en/brand/{brand.slug}/")
    assert looked() == {("storefront", "views"): 1, ("brand", "views"): 1}


@pytest.mark.parametrize(
    "path",
    [
        "/en/",
        "/en/goods/",
        "/en/write/product/{slug}/",
        "/en/product/{slug}",
        "/en/product/no-such-thing/",
        "/en/product/{upper}/",
        "/en/storefront/{house}/card/",
        "/xx/product/{slug}/",
    ],
)
def test_other_pages_and_what_is_not_there_count_nothing(visitor: Client, liubao: Product, path: str) -> None:
    house = liubao.organization.storefront.slug
    visitor.get(path.format(slug=liubao.slug, upper=liubao.slug.upper(), house=house))
    assert looked() == {}


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": ""},
        {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"user-agent": "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2)"},
        {"user-agent": "facebookexternalhit/1.1"},
        {"user-agent": PHONE, "sec-purpose": "prefetch;prerender"},
        {"user-agent": PHONE, "purpose": "prefetch"},
    ],
)
def test_programs_and_fetching_ahead_count_nothing(liubao: Product, headers: dict[str, str]) -> None:
    Client(headers=headers).get(page(liubao))
    assert looked() == {}


def test_asking_for_headers_alone_is_no_look(visitor: Client, liubao: Product) -> None:
    visitor.head(page(liubao))
    assert looked() == {}


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ("http://testserver/en/search/?q=tea", 1),
        ("http://testserver/th/search/?q=tea&page=2", 1),
        ("http://testserver/en/goods/", 0),
        ("http://elsewhere.example/en/search/?q=tea", 0),
        ("http://[broken", 0),
        ("", 0),
    ],
)
def test_searches_that_led_here_are_told_by_the_page_before(
    visitor: Client, liubao: Product, before: str, found: int
) -> None:
    visitor.get(page(liubao), headers={"referer": before})
    counts = looked()
    assert counts[("product", "views")] == 1
    assert counts.get(("product", "found"), 0) == found


def test_coming_again_by_a_search_counts_the_search_and_no_second_view(
    visitor: Client, liubao: Product
) -> None:
    visitor.get(page(liubao))
    for _ in range(2):
        visitor.get(page(liubao), headers={"referer": "http://testserver/en/search/?q=tea"})
        assert looked() == {("product", "views"): 1, ("product", "found"): 1}


@pytest.mark.parametrize("role", ["owner", "editor", "sales", "finance"])
def test_members_own_looks_do_not_count(liubao: Product, wei: User, role: str) -> None:
    add_member(organization=liubao.organization, user_id=wei.pk, role=role)
    member = browser()
    member.force_login(wei)
    member.get(page(liubao))
    member.get(f"/en/storefront/{liubao.organization.storefront.slug}/")
    assert looked() == {}


def test_a_person_of_another_organization_counts_once_wherever_they_sit(
    liubao: Product, pepper_garden: Organization, sophea: User
) -> None:
    add_member(organization=pepper_garden, user_id=sophea.pk, role="owner")
    for address in ("203.0.113.7", "198.51.100.9"):
        person = browser(address)
        person.force_login(sophea)
        person.get(page(liubao))
    assert looked() == {("product", "views"): 1}


def test_what_was_taken_away_before_the_write_is_dropped(visitor: Client, liubao: Product) -> None:
    visitor.get(page(liubao))
    move_product(product=liubao, to="paused")
    assert looked() == {}


def test_nothing_that_is_kept_names_the_visitor_or_ties_two_looks_together(
    visitor: Client, liubao: Product
) -> None:
    with at(NOON):
        visitor.get(page(liubao))
        visitor.get(f"/en/storefront/{liubao.organization.storefront.slug}/")
        looked()
    first, second = Looked.objects.order_by("pk")
    assert first.digest != second.digest
    fields = {field.name for field in Looked._meta.get_fields()}
    assert fields == {"id", "day", "digest", "counted", "found"}
    salt = DaySalt.objects.get()
    assert salt.day == TODAY
    assert len(bytes.fromhex(salt.salt)) == 32


def test_another_days_salt_is_another(visitor: Client, liubao: Product) -> None:
    for days in (0, 1):
        with at(NOON + timedelta(days=days)):
            visitor.get(page(liubao))
            looked()
    assert len(set(DaySalt.objects.values_list("salt", flat=True))) == 2
    assert len(set(Looked.objects.values_list("digest", flat=True))) == 2


def test_many_looks_are_written_in_few_queries(liubao: Product) -> None:
    for number in range(60):
        browser(f"203.0.113.{number}").get(page(liubao))
    with CaptureQueriesContext(connection) as queries:
        assert looked() == {("product", "views"): 60}
    assert len(queries) < 20


def test_a_kind_of_thing_says_where_its_page_is(monkeypatch: pytest.MonkeyPatch) -> None:
    from catalog.conversations import subjects

    booth = subjects.SubjectKind(
        "booth",
        "booth",
        lambda slugs: {},
        lambda ids, language: {},
        r"fair/[\w-]+/booth/([\w-]+)/",
    )
    monkeypatch.setattr(subjects.SUBJECTS, "_entries", {booth.name: booth})
    assert place_of("/lo/fair/2026/booth/tea-house/") == (booth.name, "tea-house")
    assert place_of("/lo/fair/2026/booth/") is None


def test_held_looks_are_written_by_a_thread_of_their_own(
    visitor: Client, liubao: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(holding, "write_later", lambda: asked.append(True))
    visitor.get(page(liubao))
    visitor.get(page(liubao))
    assert asked == [True], "one is enough for all that is held"
    looked()
    visitor.get(page(liubao))
    assert asked == [True, True]
