"""The list of goods at the desk: in pages, by state and words, each line leading where it is changed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from catalog.merchants.desk.framing import WIDTHS
from catalog.merchants.models import DecisionReason, Organization
from catalog.products.desk import listings
from catalog.products.document import ProductDocument
from catalog.products.models import Category, ListingDraft, Product
from catalog.products.services import move_product
from catalog.products.services.drafting import return_draft, save_draft, submit_draft
from portal.accounts.models import User
from tests.catalog.products.desk.pages import read
from tests.stock import LIUBAO

pytestmark = pytest.mark.django_db
UNTITLED = ProductDocument(source_language="zh-hans", title={}, category="tea", country="CN", unit="")


@pytest.fixture
def home(tea_house: Organization) -> str:
    return f"/en/desk/{tea_house.slug}/products/"


def lines(page: BeautifulSoup) -> dict[str, tuple[str, str]]:
    """Return the address and the state of each line by its title."""
    return {
        row.select_one("th a").get_text(): (  # type: ignore[union-attr]
            str(row.select_one("th a")["href"]),  # type: ignore[index]
            row.select_one("td").get_text(" ", strip=True),  # type: ignore[union-attr]
        )
        for row in page.select("tbody tr")
    }


def named(title: str) -> ProductDocument:
    return replace(LIUBAO, title={"zh-hans": title})


def test_each_line_says_its_state_and_leads_to_where_it_is_changed(
    desk: Client,
    home: str,
    tea: Category,
    liubao: Product,
    tea_house: Organization,
    owner: User,
    reviewer: User,
    reason: DecisionReason,
) -> None:
    drafts = {
        title: save_draft(organization=tea_house, document=named(title), by=owner) for title in "甲乙丙"
    }
    submit_draft(draft=drafts["乙"], by=owner)
    return_draft(draft=submit_draft(draft=drafts["丙"], by=owner), reason=reason, by=reviewer)
    untitled = save_draft(organization=tea_house, document=UNTITLED, by=owner)
    found = lines(read(desk.get(home)))
    assert found == {
        "甲": (f"{home}{drafts['甲'].pk}/", "Draft"),
        "乙": (f"{home}{drafts['乙'].pk}/", "In review"),
        "丙": (f"{home}{drafts['丙'].pk}/", "To be changed"),
        "Without a title": (f"{home}{untitled.pk}/", "Draft"),
        LIUBAO.title["zh-hans"]: (f"{home}published/{liubao.slug}/", "Published"),
    }


@pytest.mark.parametrize("state", ["draft", "review", "returned"])
def test_an_edit_of_a_published_listing_is_told_in_its_line(
    state: str, desk: Client, home: str, liubao: Product, tea_house: Organization, owner: User
) -> None:
    edit = save_draft(organization=tea_house, document=LIUBAO, product=liubao, by=owner)
    ListingDraft.objects.filter(pk=edit.pk).update(state=state)
    [(address, words)] = lines(read(desk.get(home))).values()
    assert address == f"{home}published/{liubao.slug}/"
    assert words == f"Published {ListingDraft.State(state).label}"


def test_tabs_count_what_there_is_and_name_no_state_without_listings(
    desk: Client, home: str, liubao: Product, more_tea: Callable[..., Product]
) -> None:
    move_product(product=more_tea(2), to="paused")
    move_product(product=more_tea(3), to="paused")
    tabs = [" ".join(tab.get_text(" ").split()) for tab in read(desk.get(home)).select("nav.tabs a")]
    assert tabs == ["All 3", "Published 1", "Paused 2"]
    chosen = read(desk.get(f"{home}?state=paused&q=tea")).select_one("nav.tabs a[aria-current]")
    assert chosen
    assert chosen.get_text().startswith("Paused")
    assert "q=tea" in str(chosen["href"]), "the words looked for stay when another state is chosen"


def test_pages_go_on_with_the_state_and_the_words(
    desk: Client, home: str, more_tea: Callable[..., Product], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listings, "ON_A_PAGE", 2)
    for number in range(1, 6):
        more_tea(number)
    seen: list[str] = []
    for page in ("1", "2", "3"):
        found = read(desk.get(f"{home}?state=published&q=六堡茶&page={page}"))
        seen += lines(found)
        links = [str(one["href"]) for one in found.select("nav.pager a")]
        assert links
        assert all("state=published" in one and "q=" in one for one in links)
    assert sorted(seen) == [f"六堡茶 {number} 号" for number in range(1, 6)]


@pytest.mark.parametrize("page", ["0", "99", "-1", "two", "", "9" * 40])
def test_a_page_that_is_not_there_is_another_that_is(
    page: str, desk: Client, home: str, liubao: Product
) -> None:
    assert list(lines(read(desk.get(home, {"page": page})))) == [LIUBAO.title["zh-hans"]]


@pytest.mark.parametrize("asked", ["%", "_", "'", '"', "\\", "x" * 500, "<script>"])
def test_signs_looked_for_mean_themselves(asked: str, desk: Client, home: str, liubao: Product) -> None:
    answer = desk.get(home, {"q": asked})
    assert "Nothing found" in read(answer).get_text()
    box = read(answer).select_one("main input#q")
    assert box
    assert box["value"] == asked[:60]


def test_titles_are_marked_with_their_language_where_it_is_not_the_page_s(
    desk: Client, home: str, liubao: Product
) -> None:
    marks: dict[str, Any] = {}
    for language in ("en", "zh-hans"):
        link = read(desk.get(home.replace("/en/", f"/{language}/"))).select_one("tbody th a")
        assert link
        marks[language] = link.get("lang")
    assert marks == {"en": "zh-Hans", "zh-hans": None}


def test_nobody_else_s_goods_are_listed_or_counted(
    desk: Client, home: str, kampot: Product, pepper_garden: Organization, sophea: User
) -> None:
    save_draft(organization=pepper_garden, document=LIUBAO, by=sophea)
    page = read(desk.get(home))
    assert lines(page) == {}
    assert "Nothing is listed yet" in page.get_text()


@pytest.mark.parametrize(
    ("language", "width"), [("th", "768"), ("xx", "321"), ("th", "wide"), ("", "9" * 30)]
)
def test_a_draft_is_looked_at_in_a_language_and_a_width_there_is(
    language: str, width: str, desk: Client, home: str, liubao: Product, tea_house: Organization, owner: User
) -> None:
    draft = save_draft(organization=tea_house, document=LIUBAO, product=liubao, by=owner)
    page = read(desk.get(f"{home}{draft.pk}/look/", {"language": language, "width": width}))
    frame = page.select_one("iframe")
    assert frame
    assert str(frame["width"]) in {str(one) for one in WIDTHS}
    assert str(frame["src"]).startswith("/th/" if language == "th" else "/en/")


def test_the_look_of_a_draft_is_kept_by_nobody_and_found_by_no_search_engine(
    desk: Client, home: str, tea: Category, tea_house: Organization, owner: User
) -> None:
    draft = save_draft(organization=tea_house, document=LIUBAO, by=owner)
    answer = desk.get(f"{home}{draft.pk}/draft/")
    page = read(answer)
    robots = page.select_one("meta[name=robots]")
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in (str(robots["content"]) if robots else answer.get("X-Robots-Tag", ""))
    assert '"Product"' not in answer.content.decode(), "nothing is told to machines as if it were sold"
