"""Links that lead nowhere are named to the editor in plain words, once each; all others are left in peace."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from catalog.products.models import Product
from portal.pages.models import HomePage, SectionPage
from portal.pages.selectors.links import BrokenLink, broken_links, leads_nowhere
from portal.pages.wagtail_hooks import warning


def body(*blocks: tuple[str, Any]) -> Any:
    """Return a page with only a body."""
    stored = [{"type": kind, "value": value, "id": str(at)} for at, (kind, value) in enumerate(blocks)]
    return SimpleNamespace(body=SimpleNamespace(raw_data=stored))


def text(html: str) -> Any:
    return body(("text", html))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/",
        "/th/",
        "#top",
        "https://elsewhere.example/no/such/page/",
        "mailto:office@fair.example",
        "tel:+867710000000",
        "//elsewhere.example/",
        "/goods/",
        "/goods",
        "/th/goods/?country=TH",
        "/storefronts/#list",
        f"{settings.SITE_ADDRESS}/my/goods/",
        "/search/?q=tea",
        "/media/documents/form.pdf",
    ],
)
def test_an_address_at_which_something_stands_or_that_is_not_ours_is_left_in_peace(address: str) -> None:
    assert not leads_nowhere(address)


@pytest.mark.parametrize(
    "address", ["/no-such.html", "/goods/tea/leaf/stem/x.y/", "/th/x.y", f"{settings.SITE_ADDRESS}/en/a.b/"]
)
def test_an_address_of_ours_at_which_nothing_can_stand_is_found(address: str) -> None:
    assert leads_nowhere(address)


@pytest.mark.django_db
def test_an_address_of_a_page_is_looked_for_in_every_language(home: HomePage, stories: SectionPage) -> None:
    for address in ("/stories/", "/lo/stories/", "/stories", f"{settings.SITE_ADDRESS}/en/stories/?page=2"):
        assert not leads_nowhere(address), address
    for address in ("/no-stories/", "/lo/stories/none/"):
        assert leads_nowhere(address), address
    for page in SectionPage.objects.all():
        page.unpublish()
    assert leads_nowhere("/stories/")


@pytest.mark.django_db
def test_without_a_site_no_page_stands_anywhere() -> None:
    from wagtail.models import Site

    Site.objects.all().delete()
    assert leads_nowhere("/stories/")


@pytest.mark.django_db
def test_each_broken_link_of_a_text_is_named_once_in_order(stories: SectionPage) -> None:
    for page in SectionPage.objects.all():
        page.unpublish()
    html = (
        f'<p><a linktype="page" id="{stories.pk}">Tea &amp; rice</a> <a href="/a.b/">there</a> '
        f'<a linktype="document" id="987654">form</a> <a linktype="page" id="987654">gone</a> '
        f'<a href="/a.b/">there</a> <a href="https://elsewhere.example/">out</a></p>'
    )
    assert broken_links(text(html)) == [
        BrokenLink("Tea & rice", "故事"),
        BrokenLink("there", "/a.b/"),
        BrokenLink("form", ""),
        BrokenLink("gone", ""),
    ]


@pytest.mark.django_db
def test_what_can_be_read_is_not_named(stories: SectionPage, liubao: Product) -> None:
    form = get_document_model().objects.create(title="Form", file=ContentFile(b"%PDF", name="form.pdf"))
    html = (
        f'<a linktype="page" id="{stories.pk}">a</a><a linktype="document" id="{form.pk}">b</a>'
        f'<a href="/product/{liubao.slug}/">c</a><a href="/th/product/{liubao.slug}/?unit=kg">d</a>'
    )
    assert broken_links(text(html)) == []


@pytest.mark.django_db
def test_a_button_that_leads_nowhere_is_named_by_its_words() -> None:
    button = {"heading": "Look", "button": "See it", "target": {"page": 987654, "address": ""}}
    assert broken_links(body(("call", button))) == [BrokenLink("See it", "")]
    button["target"] = {"page": None, "address": "/a.b/"}
    assert broken_links(body(("call", button))) == [BrokenLink("See it", "/a.b/")]
    button["target"] = {"page": None, "address": "/goods/"}
    assert broken_links(body(("call", button))) == []


@pytest.mark.django_db
def test_links_are_found_at_every_depth_of_the_body() -> None:
    deep = {"figures": [{"type": "item", "value": {"note": '<a href="/a.b/">deep</a>'}}]}
    assert broken_links(body(("figures", deep))) == [BrokenLink("deep", "/a.b/")]


def test_a_body_without_links_asks_no_database() -> None:
    assert broken_links(body(("lead", "no links"), ("text", "<p>none</p>"), ("goods", {"count": 8}))) == []


def test_the_warning_says_what_happened_what_was_kept_and_what_to_do() -> None:
    said = warning([BrokenLink("tea", "Stories"), BrokenLink("form", "")])
    assert said == (
        "Not published yet; your text is kept as a draft. These links lead nowhere: "
        "“tea” (to Stories); “form” (to something that is gone). "
        "Put them right, or publish once more: readers then see the words without the link."
    )
