"""A storefront becomes what its document says, version by version, and search knows what it says now."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.cache import caches
from django.db import IntegrityError, transaction
from django.test import Client
from pydantic import ValidationError
from pytest_django import DjangoAssertNumQueries

from catalog.merchants.document import StorefrontDocument, from_json, to_json
from catalog.merchants.documents import CONTRIBUTOR
from catalog.merchants.events import StorefrontChanged
from catalog.merchants.models import Organization, Storefront, StorefrontVersion
from catalog.merchants.services import create_organization, move_storefront, publish_storefront
from catalog.seams import events
from catalog.seams.preferences import Preferences
from catalog.search.documents import SearchDocument
from catalog.search.models import IndexChange
from catalog.translation.models import TextState
from portal.accounts.models import User
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
BARE = StorefrontDocument(source_language="zh-hans", tagline={}, about={})
FULL = StorefrontDocument(
    source_language="zh-hans",
    tagline={"zh-hans": "老茶", "th": "ชาเก่า"},
    about={"zh-hans": "三代人。", "en": "Three generations."},
    states={"about": {"en": "reviewed"}},
    answering_languages=("zh-hans", "th"),
    markets=("MY",),
    private_label=True,
    payment_terms="30 % / 70 %",
    founded=1987,
)


def test_a_document_survives_json() -> None:
    assert from_json(to_json(FULL)) == FULL
    assert from_json(to_json(BARE)) == BARE


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"source_language": "en", "tagline": {}},
        {"source_language": "en", "tagline": "Tea", "about": {}},
        {"source_language": "en", "tagline": {}, "about": {}, "colour": "red"},
        {"source_language": "en", "tagline": {}, "about": {}, "founded": "long ago"},
    ],
)
def test_json_that_is_no_document_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        from_json(broken)


def test_the_row_is_the_projection_of_the_document(tea_house: Organization) -> None:
    storefront = publish_storefront(storefront=tea_house.storefront, document=FULL)
    assert (storefront.answering_languages, storefront.markets) == (["zh-hans", "th"], ["MY"])
    assert (storefront.private_label, storefront.payment_terms, storefront.founded) == (
        True,
        "30 % / 70 %",
        1987,
    )
    own = Storefront.objects.rewrite(False).filter(pk=storefront.pk)
    assert own.values_list("tagline_zh_hans", "tagline_th", "tagline_en", "about_en").get() == (
        "老茶",
        "ชาเก่า",
        "",
        "Three generations.",
    )


def test_what_the_next_document_leaves_out_is_gone(tea_house: Organization) -> None:
    publish_storefront(storefront=tea_house.storefront, document=FULL)
    storefront = publish_storefront(storefront=tea_house.storefront, document=BARE)
    assert (storefront.answering_languages, storefront.markets, storefront.founded) == ([], [], None)
    assert not TextState.objects.filter(content_type__model="storefront", object_id=storefront.pk).exists()


def test_each_text_has_its_state(tea_house: Organization) -> None:
    storefront = publish_storefront(storefront=tea_house.storefront, document=FULL)
    states = TextState.objects.filter(content_type__model="storefront", object_id=storefront.pk)
    assert set(states.values_list("field", "language", "state")) == {
        ("tagline", "zh-hans", "source"),
        ("tagline", "th", "machine"),
        ("about", "zh-hans", "source"),
        ("about", "en", "reviewed"),
    }


def test_each_version_is_kept_whole_with_its_author(tea_house: Organization, wei: User) -> None:
    storefront = publish_storefront(storefront=tea_house.storefront, document=FULL, by=wei)
    version = storefront.versions.get(number=2)
    assert (from_json(version.document), version.author, str(version)) == (FULL, wei, f"{storefront.pk} v2")
    with pytest.raises(IntegrityError), transaction.atomic():
        StorefrontVersion.objects.create(storefront=storefront, number=2, document={})


def test_publishing_opens_a_paused_storefront_and_keeps_its_first_day(tea_house: Organization) -> None:
    storefront = tea_house.storefront
    first = storefront.published_at
    move_storefront(storefront=storefront, to="paused")
    publish_storefront(storefront=storefront, document=FULL)
    assert (storefront.status, storefront.published_at) == ("published", first)


@pytest.mark.parametrize(
    "states", [{"tagline": {"th": "perfect"}}, {"about": {"en": "source"}}, {"about": {"en": ""}}]
)
def test_an_unknown_state_changes_nothing(tea_house: Organization, states: dict[str, dict[str, str]]) -> None:
    with pytest.raises(ValueError, match="state of a translation"):
        publish_storefront(storefront=tea_house.storefront, document=replace(FULL, states=states))
    storefront = Storefront.objects.get(organization=tea_house)
    assert (storefront.version, storefront.founded) == (1, None)
    assert storefront.versions.count() == 1


def test_search_and_upper_rooms_hear_of_a_publication(
    tea_house: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[StorefrontChanged] = []
    monkeypatch.setitem(events.HANDLERS, StorefrontChanged, [heard.append])
    IndexChange.objects.all().delete()
    publish_storefront(storefront=tea_house.storefront, document=FULL)
    assert heard == [StorefrontChanged(tea_house.storefront.pk, tea_house.pk)]
    assert IndexChange.objects.get().record == tea_house.storefront.pk


def described(storefront: Storefront) -> SearchDocument:
    (found,) = CONTRIBUTOR.documents([storefront.pk])
    return found


def test_it_is_found_by_names_line_and_story(tea_house: Organization) -> None:
    document = described(publish_storefront(storefront=tea_house.storefront, document=FULL))
    assert document.titles == {"zh-hans": "青榕树茶坊", "en": "Green Banyan Tea House"}
    assert document.bodies == {"zh-hans": "老茶\n三代人。", "en": "Three generations.", "th": "ชาเก่า"}


def test_it_is_narrowed_by_where_it_is_what_it_serves_and_what_was_checked(tea_house: Organization) -> None:
    document = described(tea_house.storefront)
    assert document.facets == {
        "country": ["CN"],
        "city": ["wuzhou"],
        "answers": ["zh-hans", "en"],
        "market": ["MY", "TH"],
        "verified": [],
    }
    opened = tea_house.storefront.published_at
    assert opened is not None
    assert document.numbers == {"published": int(opened.timestamp())}


def test_one_without_a_city_is_narrowed_by_none(pepper_garden: Organization) -> None:
    assert described(pepper_garden.storefront).facets["city"] == []


@pytest.mark.parametrize("hidden", ["paused", "suspended"])
def test_what_a_visitor_may_not_see_search_does_not_know(tea_house: Organization, hidden: str) -> None:
    pk = tea_house.storefront.pk
    assert list(CONTRIBUTOR.all_ids()) == [pk]
    if hidden == "paused":
        move_storefront(storefront=tea_house.storefront, to="paused")
    else:
        Organization.objects.update(status="suspended")
    assert list(CONTRIBUTOR.all_ids()) == []
    assert list(CONTRIBUTOR.documents([pk])) == []
    assert CONTRIBUTOR.present([pk], Preferences(language="en")) == {}


def test_a_hit_says_where_and_in_which_languages(tea_house: Organization) -> None:
    pk = tea_house.storefront.pk
    row = CONTRIBUTOR.present([pk], Preferences(language="en"))[pk]
    assert (row.url, row.title.value) == (f"/en/storefront/{tea_house.slug}/", "Green Banyan Tea House")
    assert row.original is not None
    assert (row.original.value, row.original.tag) == ("青榕树茶坊", "zh-Hans")
    assert row.line == "Wuzhou, China · Answers in: Simplified Chinese, English"
    assert {text.value for text in row.texts} >= {"青榕树茶坊", "Green Banyan Tea House"}


@pytest.mark.parametrize("count", [1, 25])
def test_search_asks_as_often_however_many_there_are(
    tea_house: Organization, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    houses = Organization.objects.bulk_create(
        Organization(slug=f"s-{number}", kind="merchant", country_id="LA", source_language="lo")
        for number in range(count)
    )
    Storefront.objects.bulk_create(
        Storefront(organization=house, slug=house.slug, status="published") for house in houses
    )
    ids = list(CONTRIBUTOR.all_ids())
    assert len(ids) == count + 1
    with django_assert_max_num_queries(2):
        assert {document.id for document in CONTRIBUTOR.documents(ids)} == set(ids)
    with django_assert_max_num_queries(3):
        assert set(CONTRIBUTOR.present(ids, Preferences(language="th"))) == set(ids)


@pytest.mark.parametrize(
    ("facet", "values", "labels"),
    [
        ("country", ["KH", "XX"], {"KH": "Cambodia"}),
        ("market", ["TH", "XX"], {"TH": "Thailand"}),
        ("city", ["wuzhou", "atlantis"], {"wuzhou": "Wuzhou"}),
        ("answers", ["km", "zh-hans"], {"km": "Khmer", "zh-hans": "Simplified Chinese"}),
    ],
)
def test_what_narrows_down_is_named_for_the_reader(
    facet: str, values: list[str], labels: dict[str, str]
) -> None:
    (found,) = [one for one in CONTRIBUTOR.facets if one.name == facet]
    assert found.labels(values, "en") == labels


def read(client: Client, house: Organization, language: str = "en") -> Any:
    caches["pages"].clear()
    return page_of(client.get(f"/{language}/storefront/{house.slug}/"))


def test_its_page_says_all_it_said_each_in_its_language(client: Client, tea_house: Organization) -> None:
    publish_storefront(storefront=tea_house.storefront, document=FULL)
    page = read(client, tea_house, "vi")
    assert the(page, ".measure[lang]")["lang"] in {"en", "zh-Hans"}
    assert the(page, "section[aria-labelledby=about] .measure")["lang"] == "en"
    assert the(page, "section[aria-labelledby=about] .measure").get_text().strip() == "Three generations."
    assert "1987" in words(the(page, ".store-facts"))
    assert "30 % / 70 %" in words(the(page, ".store-facts"))


def test_a_story_by_machine_says_so_and_a_reviewed_one_does_not(
    client: Client, tea_house: Organization
) -> None:
    publish_storefront(storefront=tea_house.storefront, document=replace(FULL, states={}))
    assert "Translated by machine" in words(the(read(client, tea_house), "section[aria-labelledby=about]"))
    publish_storefront(storefront=tea_house.storefront, document=FULL)
    assert "Translated by machine" not in words(the(read(client, tea_house), "#main"))


def test_a_storefront_that_says_nothing_shows_no_empty_boxes(client: Client) -> None:
    house = create_organization(kind="company", country="SG", source_language="en", name={"en": "Quiet"})
    publish_storefront(storefront=house.storefront, document=replace(BARE, source_language="en"))
    page = read(client, house)
    assert words(the(page, "h1")) == "Quiet"
    assert not page.select("#about, #brands, .card")


def test_the_words_of_a_seller_bring_no_markup(client: Client, tea_house: Organization) -> None:
    tricky = replace(
        FULL, about={"zh-hans": "<script>alert(1)</script>\n\n茶 & 茶"}, tagline={"zh-hans": "<b>茶"}
    )
    publish_storefront(storefront=tea_house.storefront, document=tricky)
    page = read(client, tea_house, "zh-hans")
    assert not page.select("#main script, #main b, .store-head b")
    assert [part.get_text() for part in page.select("#main .measure p")] == [
        "<script>alert(1)</script>",
        "茶 & 茶",
    ]
