"""A listing at the desk goes from draft to review and back, and what is published is paused or archived."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from catalog.merchants.models import Organization
from catalog.merchants.services import add_member, create_organization
from catalog.products.models import Category, ListingDraft, Product
from catalog.products.selectors.listings import count_by_state, listings_of
from catalog.products.services import move_product
from catalog.products.services.drafting import approve_draft, save_draft
from portal.accounts.models import User
from tests.catalog.products.desk.pages import read, sent
from tests.stock import LIUBAO

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(tea: Category, tea_house: Organization, owner: User) -> ListingDraft:
    return save_draft(organization=tea_house, document=LIUBAO, by=owner)


@pytest.fixture
def home(tea_house: Organization) -> str:
    return f"/en/desk/{tea_house.slug}/products/"


def titles(page: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in page.select("tbody th a")]


def test_nothing_listed_says_how_to_begin(desk: Client, home: str) -> None:
    page = read(desk.get(home))
    assert "Nothing is listed yet" in page.get_text()
    assert page.select_one(f'a[href="{home}new/"]')


def test_a_new_listing_begins_with_its_category(desk: Client, home: str, tea: Category) -> None:
    page = read(desk.get(f"{home}new/"))
    assert [option["value"] for option in page.select("select[name=category] option")] == ["", "food", "tea"]
    assert "Choose a category." in read(desk.post(f"{home}new/", {"category": "x"}), 422).get_text()
    assert not ListingDraft.objects.exists()
    begun = desk.post(f"{home}new/", {"category": "tea"})
    draft = ListingDraft.objects.get()
    assert begun["Location"] == f"{home}{draft.pk}/"
    assert draft.document["country"] == "CN"


def test_saved_and_sent_in_it_waits_and_cannot_be_written(
    desk: Client, home: str, draft: ListingDraft
) -> None:
    there = f"{home}{draft.pk}/"
    page = read(desk.get(there))
    assert desk.post(there, sent(page, submit="1", moq="40"))["Location"] == there
    draft.refresh_from_db()
    assert (draft.state, draft.document["moq"]) == ("review", 40)
    waiting = read(desk.get(there))
    assert "with the reviewers" in waiting.get_text()
    desk.post(there, sent(page, moq="60", revision="2"))
    draft.refresh_from_db()
    assert draft.document["moq"] == 40
    assert desk.post(f"{there}withdraw/").status_code == 302
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_what_is_missing_is_said_where_it_belongs_and_what_was_typed_is_kept(
    desk: Client, home: str, tea: Category
) -> None:
    there = desk.post(f"{home}new/", {"category": "tea"})["Location"]
    page = read(desk.get(there))
    assert "Missing before it can be sent in: 2" in page.get_text()
    back = read(desk.post(there, sent(page, summary="只有简介", submit="1")), 422)
    links = {link["href"]: link.get_text() for link in back.select(".error-summary a")}
    assert set(links) == {"#part-title", "#part-price"}
    assert "Choose the unit" in links["#part-price"]
    assert all(back.select_one(str(place)) for place in links)
    draft = ListingDraft.objects.get()
    assert (draft.state, draft.document["summary"]) == ("draft", {"zh-hans": "只有简介"})


def test_throwing_away_is_asked_about_first(desk: Client, home: str, draft: ListingDraft) -> None:
    question = read(desk.get(f"{home}{draft.pk}/discard/"))
    assert ListingDraft.objects.exists()
    assert "Throw this draft away?" in question.get_text()
    desk.post(f"{home}{draft.pk}/discard/", {"revision": "7"})
    assert ListingDraft.objects.exists(), "not the revision that was asked about"
    assert desk.post(f"{home}{draft.pk}/discard/", {"revision": "1"})["Location"] == home
    assert not ListingDraft.objects.exists()
    assert desk.get(f"{home}{draft.pk}/").status_code == 404


def test_a_published_listing_is_edited_beside_itself(desk: Client, home: str, liubao: Product) -> None:
    there = f"{home}published/{liubao.slug}/"
    assert "Published" in read(desk.get(there)).get_text()
    draft_page = desk.post(f"{there}edit/")["Location"]
    draft = ListingDraft.objects.get(product=liubao)
    assert draft_page == f"{home}{draft.pk}/"
    assert desk.post(f"{there}edit/")["Location"] == draft_page
    desk.post(draft_page, sent(read(desk.get(draft_page)), title="新茶", submit="1"))
    shown = read(desk.get(f"/zh-hans/product/{liubao.slug}/")).select_one("h1")
    assert shown
    assert shown.get_text(strip=True).startswith(LIUBAO.title["zh-hans"])
    assert "In review" in read(desk.get(there)).get_text()
    assert read(desk.get(home)).select_one("tbody td .s").get_text(strip=True) == "In review"  # type: ignore[union-attr]


def test_it_is_paused_shown_again_and_archived(desk: Client, home: str, liubao: Product) -> None:
    there = f"{home}published/{liubao.slug}/"
    steps = [
        ("paused", "paused"),
        ("archived", "archived"),
        ("published", "archived"),
        ("paused", "archived"),
    ]
    desk.post(f"{there}move/paused/")
    liubao.refresh_from_db()
    assert liubao.status == "paused"
    assert desk.get(f"/en/product/{liubao.slug}/").status_code == 404
    desk.post(f"{there}move/published/")
    liubao.refresh_from_db()
    assert liubao.status == "published"
    assert "Archive this listing?" in read(desk.get(f"{there}move/archived/")).get_text()
    for wanted, after in steps:
        desk.post(f"{there}move/{wanted}/")
        liubao.refresh_from_db()
        assert liubao.status == after, wanted
    assert desk.post(f"{there}move/draft/").status_code == 404
    actions = read(desk.get(there)).get_text()
    assert "Published → Paused" in actions


def test_the_draft_is_seen_as_readers_will(desk: Client, home: str, draft: ListingDraft) -> None:
    look = read(desk.get(f"{home}{draft.pk}/look/?language=th&width=768"))
    frame = look.select_one("iframe")
    assert frame
    assert frame["width"] == "768"
    assert str(frame["src"]).startswith("/th/desk/")
    answer = desk.get(str(frame["src"]))
    page = read(answer)
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    heading = page.select_one("h1")
    assert heading
    assert "ชาลิ่วเป่า 2019" in heading.get_text()
    assert "152" in page.get_text()
    assert not page.select('form[action$="/lists/add/"]'), "nothing can be done on it"
    assert not Product.objects.exists()


def test_a_draft_that_says_nothing_can_be_looked_at(desk: Client, home: str, tea: Category) -> None:
    there = desk.post(f"{home}new/", {"category": "tea"})["Location"]
    for language in ("en", "km"):
        assert desk.get(there.replace("/en/", f"/{language}/") + "draft/").status_code == 200


def test_listings_are_found_by_state_and_by_words(
    desk: Client, home: str, liubao: Product, more_tea: Callable[..., Product], draft: ListingDraft
) -> None:
    move_product(product=more_tea(2), to="paused")
    page = read(desk.get(home))
    assert len(titles(page)) == 3
    assert count_by_state(liubao.organization) == {"draft": 1, "published": 1, "paused": 1}
    assert titles(read(desk.get(f"{home}?state=paused"))) == ["六堡茶 2 号"]
    assert titles(read(desk.get(f"{home}?state=draft"))) == [LIUBAO.title["zh-hans"]]
    assert titles(read(desk.get(f"{home}?q=2+号"))) == ["六堡茶 2 号"]
    assert len(titles(read(desk.get(f"{home}?q=篓装")))) == 2, "drafts are found by their words as well"
    assert "Nothing found" in read(desk.get(f"{home}?q=\x00nothing&state=x")).get_text()


def test_the_list_takes_the_same_queries_for_one_and_for_many(
    desk: Client,
    home: str,
    draft: ListingDraft,
    much_tea: Callable[[int], list[Product]],
    django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
) -> None:
    desk.get(home)
    with django_assert_max_num_queries(20) as few:
        desk.get(home)
    much_tea(199)
    with django_assert_num_queries(len(few)):
        desk.get(home)
    assert len(listings_of(draft.organization)) == 201


def test_an_order_that_does_not_depend_on_the_kind(
    tea_house: Organization, owner: User, reviewer: User, draft: ListingDraft, liubao: Product
) -> None:
    save_draft(organization=tea_house, document=replace(LIUBAO, moq=25), draft=draft, by=owner)
    assert [kind for kind, _key in listings_of(tea_house)[:10]] == ["draft", "product"]
    move_product(product=liubao, to=Product.Status.PAUSED, by=owner)
    assert [kind for kind, _key in listings_of(tea_house)[:10]] == ["product", "draft"]


def test_who_only_buys_lists_nothing(client: Client, nok: User) -> None:
    shop = create_organization(kind="company", country="TH", source_language="th", name={"th": "ร้าน"})
    add_member(organization=shop, user_id=nok.pk, role="owner")
    client.force_login(nok)
    assert client.get(f"/en/desk/{shop.slug}/products/").status_code == 404
    assert client.post(f"/en/desk/{shop.slug}/products/new/", {"category": "tea"}).status_code == 404


def test_another_organization_s_listing_is_not_there(
    desk: Client, home: str, kampot: Product, pepper_garden: Organization, sophea: User
) -> None:
    theirs = save_draft(organization=pepper_garden, document=LIUBAO, by=sophea)
    for path in (f"{theirs.pk}/", f"{theirs.pk}/look/", f"{theirs.pk}/draft/", f"published/{kampot.slug}/"):
        assert desk.get(home + path).status_code == 404
    for path in (
        f"{theirs.pk}/",
        f"{theirs.pk}/submit/",
        f"{theirs.pk}/discard/",
        f"published/{kampot.slug}/edit/",
        f"published/{kampot.slug}/move/paused/",
    ):
        assert desk.post(home + path, {"revision": "1"}).status_code == 404
    theirs.refresh_from_db()
    kampot.refresh_from_db()
    assert (theirs.state, theirs.revision, kampot.status) == ("draft", 1, "published")


def test_the_first_step_is_done_once_a_listing_was_sent_in(
    desk: Client, home: str, tea_house: Organization, draft: ListingDraft, reviewer: User
) -> None:
    def steps() -> str:
        step = next(
            one
            for one in read(desk.get(f"/en/desk/{tea_house.slug}/")).select(".steps li")
            if "First product" in one.get_text()
        )
        return step.select_one(".badge").get_text(strip=True)  # type: ignore[union-attr]

    assert steps() == "open"
    desk.post(f"{home}{draft.pk}/submit/", {"revision": "1"})
    assert steps() == "done"
    draft.refresh_from_db()
    approve_draft(draft=draft, by=reviewer)
    assert steps() == "done"
