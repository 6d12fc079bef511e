"""The contact page and the legal pages of the demonstration: whole, linked, and gone without a trace."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from catalog.reference.languages import codes, html_tag
from portal.demo.editorial import PageEntry, bring_pages, told_pages
from portal.demo.removing import remove_demonstration
from portal.demo.shelves import Tally
from portal.pages.models import ContactPage, LandingPage, SectionPage, SiteSettings
from portal.pages.services import ArticleWords, ensure_home, ensure_page, ensure_section, link_legal_page

pytestmark = pytest.mark.django_db
TOLD = told_pages()


def bring() -> str:
    tallies: list[Tally] = []
    bring_pages(tallies.append)
    return str(tallies[-1])


def read(client: Client, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return BeautifulSoup(answer.content.decode(), "html.parser")


@pytest.mark.parametrize("entry", TOLD, ids=lambda entry: entry.slug)
def test_every_page_is_whole_in_every_language(entry: PageEntry) -> None:
    for texts in (entry.title, entry.lead, *([entry.text] if entry.text else [])):
        assert set(texts) == set(codes())
        assert len(set(texts.values())) >= len(codes()) - 1  # a title may be alike in Indonesian and Malay
    if entry.text:
        shapes = {
            tuple(part.startswith("## ") for part in text.split("\n\n")) for text in entry.text.values()
        }
        assert len(shapes) == 1


def test_they_come_once_are_linked_on_every_page_and_go(client: Client) -> None:
    assert bring() == "Pages: 3 new, 0 changed, 0 as before"
    assert bring() == "Pages: 0 new, 0 changed, 3 as before"
    for language in codes():
        page = read(client, f"/{language}/privacy/")
        links = {link.get_text(): link["href"] for link in page.select(".footer-legal a")}
        assert links == {entry.title[language]: f"/{language}/{entry.slug}/" for entry in TOLD}
        heading = page.select_one("main h1")
        assert heading is not None
        assert heading.get_text() == TOLD[-1].title[language]
        assert page.html is not None
        assert page.html["lang"] == html_tag(language)
    said: list[str] = []
    remove_demonstration(said.append)
    assert "Pages: 3 removed" in said
    assert not ContactPage.objects.exists()
    assert not LandingPage.objects.exists()
    assert not list(SiteSettings.objects.get().legal)
    assert read(client, "/th/goods/").select_one(".footer-legal") is None


def test_what_an_operator_linked_stays_when_the_demonstration_goes(client: Client) -> None:
    own = ensure_page(
        kind=LandingPage,
        parent=ensure_home(name="网上东博会"),
        slug="terms",
        words={"zh-hans": ArticleWords("条款"), "en": ArticleWords("Terms")},
    )
    link_legal_page(page=own)
    link_legal_page(page=own)
    bring()
    remove_demonstration(lambda line: None)
    links = read(client, "/en/goods/").select(".footer-legal a")
    assert [link.get_text() for link in links] == ["Terms"]


def test_a_section_in_the_menu_is_a_way_into_the_site(client: Client) -> None:
    home = ensure_home(name="网上东博会")
    words = {"zh-hans": ArticleWords("故事"), "th": ArticleWords("เรื่องเล่า")}
    ensure_section(parent=home, slug="stories", words=words, in_menu=True)
    ensure_section(parent=home, slug="drafts", words=words)
    links = {link.get_text(): link for link in read(client, "/th/stories/").select("nav.nav a")}
    assert links["เรื่องเล่า"]["href"] == "/th/stories/"
    assert links["เรื่องเล่า"]["aria-current"] == "page"
    assert "/th/drafts/" not in {link["href"] for link in links.values()}
    khmer = read(client, "/km/goods/").select('nav.nav a[href="/km/stories/"]')
    assert [link["lang"] for link in khmer] == ["zh-Hans"]


def test_a_section_taken_out_of_the_menu_leaves_kept_pages(client: Client) -> None:
    home = ensure_home(name="网上东博会")
    words = {"zh-hans": ArticleWords("故事")}
    ensure_section(parent=home, slug="stories", words=words, in_menu=True)
    assert read(client, "/en/goods/").select('nav.nav a[href="/en/stories/"]')
    ensure_section(parent=home, slug="stories", words=words)
    assert not read(client, "/en/goods/").select('nav.nav a[href="/en/stories/"]')
    assert SectionPage.objects.get().live
