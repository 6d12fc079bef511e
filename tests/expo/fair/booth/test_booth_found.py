"""Booths join search, and goods are narrowed by whether they are at the fair and somebody is there now."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from catalog.conversations import subjects
from catalog.products.models import Product
from catalog.seams import freshness, slots
from catalog.seams.preferences import Preferences
from catalog.search import services
from catalog.search.models import IndexChange
from catalog.search.narrowing import groups
from catalog.search.selectors import Result, search
from catalog.search.understanding import Query
from expo.fair.booth_search import CONTRIBUTOR, all_ids, documents, said_of_goods
from expo.fair.models import Booth, BoothStaff, Edition, Exhibit
from expo.fair.services.booths import withdraw_booth
from expo.fair.services.editions import make_current, move_edition
from expo.fair.services.exhibits import remove_exhibit
from expo.fair.services.staffing import arrive, leave
from portal.accounts.models import User
from tests.expo.fair.booth.conftest import MORNING
from tests.expo.fair.conftest import plan_edition

pytestmark = pytest.mark.django_db
ENGLISH = Preferences(language="en")


@pytest.fixture
def indexed(tmp_path: Path, settings: Settings) -> None:
    settings.SEARCH_ROOT = tmp_path / "search"


def ask(text: str, language: str = "en", **filters: tuple[str, ...]) -> Result:
    return search(Query(text=text, language=language, filters=filters), Preferences(language=language))


def found(result: Result) -> set[str]:
    return {hit.key for hit in result.hits}


def test_a_booth_is_described_by_who_where_and_what_it_shows(shown_booth: Booth) -> None:
    (document,) = documents([shown_booth.pk])
    assert document.titles == {"zh-hans": "青榕树茶坊", "en": "Green Banyan Tea House"}
    assert "Tea hall" in document.bodies["en"]
    assert "Liubao dark tea" in document.bodies["en"]
    assert "六堡茶，现场品鉴" in document.bodies["zh-hans"]
    assert document.keywords == ["T01"]
    assert document.facets["fair"] == ["2026"]
    assert document.facets["booth"] == [str(shown_booth.pk)]
    assert list(all_ids()) == [shown_booth.pk]


def test_staff_bring_the_languages_a_booth_answers_in(staffed: BoothStaff) -> None:
    (document,) = documents([staffed.booth_id])
    assert document.facets["answers"] == ["zh-hans", "vi"]


def test_drafts_and_booths_of_archived_editions_are_not_described(
    shown_booth: Booth, edition: Edition, owner: User
) -> None:
    IndexChange.objects.all().delete()
    move_edition(edition=edition, to="after")
    assert list(documents([shown_booth.pk]))
    move_edition(edition=edition, to="archived")
    assert not list(documents([shown_booth.pk]))
    assert not CONTRIBUTOR.present([shown_booth.pk], ENGLISH)
    assert ("booth", shown_booth.pk) in IndexChange.objects.values_list("kind", "record")


def test_another_current_edition_is_told_to_search_for_booths_and_goods_of_both(
    shown_booth: Booth, exhibit: Exhibit, liubao: Product, indexed: None
) -> None:
    services.rebuild()
    offered = {group["name"]: group for group in groups(ask("Liubao"), "en")}
    assert [choice["label"] for choice in offered["fair"]["choices"]] == ["Expo 2026"]
    IndexChange.objects.all().delete()
    make_current(edition=plan_edition("2027", 24, 2027))
    told = set(IndexChange.objects.values_list("kind", "record"))
    assert told == {("booth", shown_booth.pk), ("product", liubao.pk)}
    # The facet of goods holds: it offers no fair that is not the current one.
    assert not {group["name"]: group for group in groups(ask("Liubao"), "en")}.get("fair", {}).get("choices")


def test_a_withdrawn_booth_shows_no_more_while_the_index_lags(shown_booth: Booth, owner: User) -> None:
    assert CONTRIBUTOR.present([shown_booth.pk], ENGLISH)
    withdraw_booth(booth=shown_booth, by=owner)
    assert not CONTRIBUTOR.present([shown_booth.pk], ENGLISH)
    assert not CONTRIBUTOR.addresses_now([shown_booth.pk], ENGLISH)


def test_what_is_found_leads_to_the_booth_and_says_who_is_there(
    staffed: BoothStaff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: MORNING)
    booth = staffed.booth
    row = CONTRIBUTOR.present([booth.pk], ENGLISH)[booth.pk]
    assert row.url == f"/en/fair/2026/booth/{booth.slug}/"
    assert row.line == "Stand T01 · Tea hall · China"
    assert not row.marks
    arrive(staff=staffed, now=MORNING)
    assert CONTRIBUTOR.present([booth.pk], ENGLISH)[booth.pk].marks
    assert CONTRIBUTOR.addresses_now([booth.pk], ENGLISH) == {booth.pk: row.url}


@pytest.mark.parametrize("count", [1, 24, 200])
def test_describing_and_showing_take_the_same_queries_however_many(
    shown_booth: Booth, count: int, django_assert_num_queries: object
) -> None:
    ids = [shown_booth.pk, *range(10_000, 10_000 + count)]
    with django_assert_num_queries(3):  # type: ignore[operator]
        list(documents(ids))
    with django_assert_num_queries(3):  # type: ignore[operator]
        CONTRIBUTOR.present(ids, ENGLISH)
    with django_assert_num_queries(1):  # type: ignore[operator]
        said_of_goods(ids)


def test_goods_say_at_which_fair_and_booth_they_are(
    shown_booth: Booth, exhibit: Exhibit, liubao: Product
) -> None:
    assert said_of_goods([liubao.pk]) == {liubao.pk: {"fair": ["2026"], "booth": [str(shown_booth.pk)]}}
    remove_exhibit(exhibit=exhibit)
    assert said_of_goods([liubao.pk]) == {}


def test_taking_goods_off_a_booth_is_told_to_search(exhibit: Exhibit, liubao: Product) -> None:
    IndexChange.objects.all().delete()
    remove_exhibit(exhibit=exhibit)
    assert ("product", liubao.pk) in IndexChange.objects.values_list("kind", "record")


def test_goods_and_booths_are_narrowed_by_the_fair_and_by_who_is_there_now(
    indexed: None,
    staffed: BoothStaff,
    liubao: Product,
    kampot: Product,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: MORNING)
    services.rebuild()
    tea, booth = f"product:{liubao.pk}", f"booth:{staffed.booth_id}"
    assert found(ask("Liubao", fair=("2026",))) == {tea, booth}
    assert found(ask("", fair=("2026",), kind=("product",))) == {tea}
    assert f"product:{kampot.pk}" in found(ask("", kind=("product",)))
    assert found(ask("Liubao", staffed=("now",))) == set()
    arrive(staff=staffed, now=MORNING)  # the index is left as it was
    assert found(ask("Liubao", staffed=("now",))) == {tea, booth}
    monkeypatch.setattr("django.utils.timezone.now", lambda: MORNING + timedelta(minutes=15))
    assert found(ask("Liubao", staffed=("now",))) == set()
    arrive(staff=staffed, now=MORNING + timedelta(minutes=15))
    offered = {group["name"]: group for group in groups(ask("Liubao"), "en")}
    assert [choice["label"] for choice in offered["staffed"]["choices"]] == ["Staffed now"]
    assert [(choice["label"], choice["count"]) for choice in offered["fair"]["choices"]] == [
        ("Expo 2026", "2")
    ]
    assert "booth" not in offered or not offered["booth"]["choices"]
    leave(staff=staffed)
    assert "staffed" not in {group["name"] for group in groups(ask("Liubao"), "en")}


def test_an_earlier_edition_is_not_offered_as_being_at_the_fair(
    indexed: None, shown_booth: Booth, edition: Edition
) -> None:
    services.rebuild()
    assert "fair" in {group["name"] for group in groups(ask("Liubao"), "en")}
    Edition.objects.update(is_current=False)
    freshness.changed("fair")
    assert "fair" not in {group["name"] for group in groups(ask("Liubao"), "en")}


def shown_in(place: str, pk: int) -> list[dict[str, object]]:
    filled = slots.fill(place=place, ids=[pk], preferences=ENGLISH)[pk]
    return [dict(one.values) for one in filled if one.name.startswith("fair.")]


def test_pages_of_goods_and_storefronts_lead_to_the_booth(shown_booth: Booth, liubao: Product) -> None:
    wanted = {
        "url": f"/en/fair/2026/booth/{shown_booth.slug}/",
        "name": "Green Banyan Tea House",
        "lang": "",
        "stand": "T01",
        "is_staffed": False,
    }
    store = shown_booth.organization.storefront
    assert shown_in("product.actions", liubao.pk) == [wanted]
    assert shown_in("storefront.aside", store.pk) == [wanted]


def test_the_page_of_a_product_shows_where_it_is_at_the_fair(
    shown_booth: Booth, liubao: Product, client: Client
) -> None:
    page = client.get(f"/en/product/{liubao.slug}/").content.decode()
    assert f'<a href="/en/fair/2026/booth/{shown_booth.slug}/">Green Banyan Tea House</a>' in page
    assert "Stand T01" in page


def test_nothing_leads_to_a_booth_that_is_over_or_not_shown(
    shown_booth: Booth, liubao: Product, edition: Edition, owner: User
) -> None:
    move_edition(edition=edition, to="after")
    assert shown_in("product.actions", liubao.pk) == []
    assert shown_in("storefront.aside", shown_booth.organization.storefront.pk) == []


def test_a_booth_is_something_to_write_about(shown_booth: Booth, client: Client) -> None:
    ways = {str(way.get("url", "")): way for way in shown_in("booth.aside", shown_booth.pk)}
    way = ways[f"/en/write/booth/2026_{shown_booth.slug}/"]
    form = client.get(str(way["url"]))
    assert form.status_code == 200
    assert "Green Banyan Tea House" in form.content.decode()
    assert str(way["url"]) in client.get(f"/en/fair/2026/booth/{shown_booth.slug}/").content.decode()


def test_a_booth_is_known_by_the_end_of_its_address_too(shown_booth: Booth) -> None:
    subject = subjects.shown(kind="booth", slug=f"2026/booth/{shown_booth.slug}", language="en")
    assert subject is not None
    assert (subject.id, subject.organization_id) == (shown_booth.pk, shown_booth.organization_id)
    for wrong in ("2027_x", shown_booth.slug, f"2025_{shown_booth.slug}", ""):
        assert subjects.shown(kind="booth", slug=wrong, language="en") is None


def test_a_draft_is_nothing_to_write_about(booth: Booth) -> None:
    assert subjects.shown(kind="booth", slug=f"2026_{booth.slug}", language="en") is None
