"""An editor's way through Wagtail's admin: change, preview in another language, publish, be warned."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield
from wagtail_localize.models import StringTranslation, TranslationSource

from catalog.products.models import Product
from portal.accounts.models import User
from portal.pages.blocks.links import line_name
from portal.pages.models import ArticlePage, HomePage, SectionPage, SiteSettings
from portal.pages.services import ensure_editors
from tests.portal.pages.conftest import MakeArticle
from tests.stock import MakeProduct

pytestmark = pytest.mark.django_db
EMPTY = {line_name(code): "" for code, _ in settings.LANGUAGES}


def soup(response: Any) -> BeautifulSoup:
    assert response.status_code == 200, response
    return BeautifulSoup(response.content, "html.parser")


def one(page: BeautifulSoup | Tag, selector: str) -> Tag:
    found = page.select_one(selector)
    assert found is not None, selector
    return found


def form_of(**fields: Any) -> dict[str, str]:
    """Return fields as a page's form sends them, with what Wagtail's form always holds."""
    always = {"seo_title": "", "search_description": ""}
    sent: dict[str, str] = nested_form_data({**always, **fields})
    comments = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""}
    return sent | {f"comments-{name}": value for name, value in comments.items()}


def home_form(*blocks: tuple[str, Any], heading: str = "", slug: str = "home-source") -> dict[str, str]:
    body = streamfield(list(blocks))
    return form_of(title="网上东博会", slug=slug, heading=heading, body=body)


def goods(heading: str, category: str = "", count: int = 4) -> tuple[str, dict[str, Any]]:
    return "goods", {"heading": heading, "lead": "", "category": category, "country": "", "count": str(count)}


def navigation_form(*entries: tuple[str, str]) -> dict[str, str]:
    links = [
        ("link", {"words": EMPTY | {"th": words}, "target": {"page": "", "address": address}})
        for words, address in entries
    ]
    plain = dict.fromkeys(
        ("logo", "email", "telephone", "icp_number", "icp_address", "police_number", "police_address"), ""
    )
    lists = {"navigation": streamfield(links), "columns": streamfield([]), "legal": streamfield([])}
    sent: dict[str, str] = nested_form_data({**plain, **lists, "name-th": "งานแสดงสินค้า"})
    return sent


def test_an_editor_changes_home_and_navigation_previews_in_thai_and_a_visitor_sees_it(
    desk: Client, client: Client, home: HomePage, liubao: Product, more_tea: MakeProduct
) -> None:
    before = soup(client.get("/th/"))
    assert [entry.get_text() for entry in before.select(".nav a")] != ["ชา"]

    edit = reverse("wagtailadmin_pages:edit", args=[home.pk])
    assert 'data-device-width="360"' in desk.get(edit).content.decode()
    form = home_form(goods("今日推荐", "tea"), heading="欢迎光临")
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[home.pk])
    assert desk.post(preview, form).json() == {"is_valid": True, "is_available": True}
    thai = soup(desk.get(preview, {"mode": "th", "in_preview_panel": "true"}))
    assert one(thai, "html")["lang"] == "th"
    assert (one(thai, "h1").get_text(), one(thai, "h1")["lang"]) == ("欢迎光临", "zh-Hans")
    assert one(thai, ".thread-goods h2").get_text() == "今日推荐"
    assert one(thai, ".thread-goods .card a")["href"] == f"/th/product/{liubao.slug}/"
    assert one(soup(client.get("/th/")), "h1").get_text() != "欢迎光临"

    desk.post(edit, form | {"action-publish": "1"}, follow=True)
    desk.post(
        reverse("wagtailsettings:edit", args=["pages", "sitesettings", site_settings().pk]),
        navigation_form(("ชา", "/th/goods/tea/")),
    )
    after = soup(client.get("/th/"))
    assert one(after, "h1").get_text() == "欢迎光临"
    assert one(after, ".thread-goods h2").get_text() == "今日推荐"
    assert [(entry["href"], entry.get_text()) for entry in after.select(".nav a")] == [
        ("/th/goods/tea/", "ชา")
    ]
    assert one(after, ".brand b").get_text() == "งานแสดงสินค้า"


def site_settings() -> SiteSettings:
    row: SiteSettings = SiteSettings.objects.first() or SiteSettings.objects.create()
    return row


def test_previews_are_offered_at_both_widths_and_in_every_language(desk: Client, home: HomePage) -> None:
    page = soup(desk.get(reverse("wagtailadmin_pages:edit", args=[home.pk])))
    widths = {str(box["data-device-width"]) for box in page.select("[data-device-width]")}
    assert {"360", "1280"} <= widths
    modes = [
        str(option["value"])
        for option in page.select(
            "[data-preview-mode-select] option, select[name=preview_mode] option, .w-preview select option"
        )
    ]
    assert modes == [code for code, _ in settings.LANGUAGES]


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_a_page_is_previewed_in_any_language(desk: Client, home: HomePage, language: str) -> None:
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[home.pk])
    desk.post(preview, home_form())
    assert str(one(soup(desk.get(preview, {"mode": language})), "html")["lang"]).lower() == language


def test_a_preview_uses_the_translations_there_are(desk: Client, make_article: MakeArticle) -> None:
    article = make_article()
    source = TranslationSource.objects.get(object_id=article.translation_key)
    title = source.stringsegment_set.get(context__path="title")
    StringTranslation.objects.create(
        translation_of=title.string,
        context=title.context,
        locale=Locale.objects.get(language_code="th"),
        data="ชา",
        translation_type="manual",
    )
    revision = reverse("wagtailadmin_pages:revisions_view", args=[article.pk, article.latest_revision_id])
    thai = soup(desk.get(revision, {"mode": "th"}))
    assert one(thai, "h1").get_text() == "ชา"
    assert "一片叶子" in one(thai, ".prose").get_text()
    lao = soup(desk.get(revision, {"mode": "lo"}))
    assert one(lao, "h1").get_text() == "茶"
    assert one(lao, "main")["lang"] == "zh-Hans"
    article.refresh_from_db()
    assert article.title == "茶"


def article_form(text: str, **more: Any) -> dict[str, str]:
    source = {"title": "来源", "address": "https://tea.example.org/", "checked_on": "2026-11-25"}
    plain = {
        "title": "茶",
        "slug": "tea",
        "date": "2026-11-20",
        "author": "编辑部",
        "lead": "",
        "picture": "",
        "category": "",
        "country": "",
        "body": streamfield([("text", rich_text(text, features=["link", "bold"]))]),
        "sources": streamfield([("source", source)]),
    }
    return form_of(**{**plain, **more})


def test_a_broken_link_is_named_before_publishing_and_publishing_again_goes_ahead(
    desk: Client, client: Client, make_article: MakeArticle
) -> None:
    article, other = make_article("tea"), make_article("other")
    other.unpublish()
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])
    form = article_form(
        f'<p>见<a linktype="page" id="{other.pk}">另一篇</a>和<a href="/zh-hans/no/such/">那里</a>。fresh</p>'
    ) | {"action-publish": "1"}
    warned = soup(desk.post(edit, form, follow=True))
    assert "另一篇" in one(warned, ".messages").get_text()
    assert "/no/such/" in one(warned, ".messages").get_text()
    assert "fresh" in str(warned)  # nothing typed is lost
    assert "fresh" not in client.get("/zh-hans/stories/tea/").content.decode()

    desk.post(edit, form, follow=True)
    prose = one(soup(client.get("/zh-hans/stories/tea/")), ".prose")
    assert "见另一篇和" in prose.get_text()
    assert not prose.select("a[href*=other]")


def test_an_article_whose_links_all_lead_somewhere_is_published_at_once(
    desk: Client, client: Client, make_article: MakeArticle, liubao: Product
) -> None:
    article = make_article("tea")
    text = (
        f'<p><a href="/zh-hans/product/{liubao.slug}/">茶</a><a href="https://elsewhere.example/">外</a>'
        f'<a linktype="page" id="{article.pk}">己</a><a href="/stories/tea/">此</a></p>'
    )
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])
    desk.post(edit, article_form(text) | {"action-publish": "1"}, follow=True)
    assert len(one(soup(client.get("/zh-hans/stories/tea/")), ".prose").select("a")) == 4


def test_an_article_without_a_source_is_not_published_and_nothing_typed_is_lost(
    desk: Client, make_article: MakeArticle
) -> None:
    article = make_article("tea")
    form = article_form("<p>fresh words</p>", sources=streamfield([])) | {"action-publish": "1"}
    page = soup(desk.post(reverse("wagtailadmin_pages:edit", args=[article.pk]), form))
    assert "could not be saved due to validation errors" in one(page, ".messages").get_text()
    assert "fresh words" in str(page)
    article.refresh_from_db()
    assert "fresh words" not in str(article.body)


def test_a_slug_of_the_catalogue_is_refused_when_a_page_is_made(desk: Client, home: HomePage) -> None:
    add = reverse("wagtailadmin_pages:add", args=["pages", "sectionpage", home.pk])
    form = form_of(title="商品", slug="goods", lead="", picture="", body=streamfield([]))
    page = soup(desk.post(add, form))
    assert "belongs to another part of the portal" in page.get_text()
    assert not SectionPage.objects.exists()


def test_an_editor_begins_a_translation_and_sees_the_state_of_its_texts(
    desk: Client, make_article: MakeArticle
) -> None:
    article = make_article("tea")
    thai = Locale.objects.get(language_code="th")
    submit = reverse("wagtail_localize:submit_page_translation", args=[article.pk])
    assert desk.get(submit).status_code == 200
    desk.post(submit, {"locales": [thai.pk], "include_subtree": ""}, follow=True)
    copy = ArticlePage.objects.get(locale=thai)
    assert copy.slug == "tea"
    panel = soup(desk.get(reverse("wagtailadmin_pages:edit", args=[article.pk])))
    row = next(line for line in panel.select("table.listing tr") if "ไทย" in line.get_text())
    assert [cell.get_text() for cell in row.select("td")][2:] == ["0", "0", "4"]
    assert desk.get(reverse("wagtailadmin_pages:edit", args=[copy.pk])).status_code == 200


def test_the_editors_group_may_do_its_work_and_no_more(desk: Client, editor: User, home: HomePage) -> None:
    ensure_editors()
    for address in (
        "/editors/",
        "/editors/pages/",
        "/editors/images/",
        "/editors/categories/",
        "/editors/indications/",
    ):
        assert desk.get(address, follow=True).status_code == 200, address
    assert desk.get("/editors/users/").status_code == 302
    permissions = editor.get_all_permissions()
    assert "products.delete_category" not in permissions
    assert "pages.change_sitesettings" in permissions


def test_somebody_who_is_no_editor_stays_outside(client: Client, home: HomePage, wei: User) -> None:
    client.force_login(wei)
    response = client.get("/editors/")
    assert response.status_code == 302
    assert "/editors/login/" in response["Location"]


def test_the_admin_speaks_the_editors_language(desk: Client, editor: User, home: HomePage) -> None:
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(editor)
    profile.preferred_language = "zh-hans"
    profile.save()
    assert one(soup(desk.get("/editors/")), "html")["lang"] == "zh-hans"


def test_publishing_a_source_leaves_the_translation_as_it_was_until_it_is_published_anew(
    desk: Client, make_article: MakeArticle
) -> None:
    article = make_article("tea")
    assert Page.objects.filter(translation_key=article.translation_key).count() == 1
    article.title = "新茶"
    article.save_revision().publish()
    source = TranslationSource.objects.get(object_id=article.translation_key)
    assert source.stringsegment_set.filter(string__data="新茶").exists()
