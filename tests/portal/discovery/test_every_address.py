"""Every public address, as the sitemap lists them, in ten languages."""

import json
import os
import re
import unicodedata

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from django.conf import settings
from django.core.files.storage import default_storage
from django.test import Client

from catalog.reference.languages import codes, html_tag
from portal.discovery.cards import tending
from tests.portal.discovery.conftest import DrawAll, Listed, Read, files_of, listed_in

# Letters that only one of our languages writes with; the first word of their Unicode names.
SCRIPTS = {"CJK": "zh-Hans", "THAI": "th", "KHMER": "km", "LAO": "lo", "MYANMAR": "my"}
LETTERS = re.compile(r"[^\W\d_]")
# What Wei and Sophea wrote in English: on other pages it must say that it is English.
ENGLISH = ("Liubao dark tea, 2019, basket", "Kampot black pepper", "Aged for seven years.", "Green Banyan")


def language_at(node: NavigableString) -> str:
    """Return the language a piece of text says it is in: that of the nearest element that names one."""
    for above in node.parents:
        if isinstance(above, Tag) and above.get("lang"):
            return str(above["lang"])
    return ""


def texts(page: BeautifulSoup) -> list[NavigableString]:
    """Return what a reader of the page reads."""
    assert page.body is not None
    found = page.body.find_all(string=True)
    return [
        node
        for node in found
        if type(node) is NavigableString and node.strip() and node.parent and node.parent.name != "script"
    ]


def scripts_in(text: str) -> set[str]:
    """Return the languages whose own letters stand in a text."""
    names = (unicodedata.name(letter, "").partition(" ")[0] for letter in LETTERS.findall(text))
    return {SCRIPTS[name] for name in names if name in SCRIPTS}


def wrongly_marked(page: BeautifulSoup) -> list[tuple[str, str]]:
    """Return texts whose letters belong to another language than the one they are said to be in."""
    wrong = []
    for node in texts(page):
        said, text = language_at(node), str(node).strip()
        if scripts_in(text) - {said} or (said != "en" and any(phrase in text for phrase in ENGLISH)):
            wrong.append((said, text[:60]))
    return wrong


def check_head(page: BeautifulSoup, one: Listed) -> None:
    """Hold a page to what the sitemap says of it."""
    assert [str(link["href"]) for link in page.select("link[rel=canonical]")] == [one.address]
    links = page.select("link[rel=alternate][hreflang]")
    assert {str(link["hreflang"]): str(link["href"]) for link in links} == one.alternates, one.address
    assert len(links) == len(one.alternates)
    assert not page.select("meta[name=robots]")
    (script,) = page.select("script[type='application/ld+json']")
    assert json.loads(script.get_text())["@graph"], one.address
    assert len(page.select("h1")) == 1, one.address
    assert len(page.select("title")) == 1


def card_of(page: BeautifulSoup) -> str:
    """Return the address of a page's card, whose file must be there."""
    (card,) = page.select("meta[property='og:image']")
    address = str(card["content"])
    assert default_storage.exists(address.removeprefix(f"{settings.SITE_ADDRESS}{settings.MEDIA_URL}"))
    return address


# Pages are the same on every database; on PostgreSQL two languages show it.
WALKED = ("zh-hans", "my") if os.environ.get("DATABASE_URL") else codes()


def test_every_address_of_the_sitemap_is_whole_and_names_a_card_of_its_own(
    client: Client, read: Read, whole_site: None, draw_all: DrawAll
) -> None:
    """One test, for it takes longer to draw the cards of ten languages than to look at a language."""
    tending.check_cards()
    draw_all()
    files = files_of(client)
    for language in WALKED:
        named = [address for address in files if f"/{language}.xml" in address]
        listed = [one for address in named for one in listed_in(client, address)]
        assert len(listed) > 20
        pages = {one.address: read(one.address) for one in listed}
        for one in listed:
            check_head(pages[one.address], one)
            assert wrongly_marked(pages[one.address]) == [], one.address
        assert {html["lang"] for page in pages.values() for html in page.select("html")} == {
            html_tag(language)
        }
        assert len({card_of(page) for page in pages.values()}) == len(listed)


def test_alternates_are_mutual(client: Client, whole_site: None) -> None:
    said: dict[str, dict[str, str]] = {}
    for address in files_of(client):
        said |= {one.address: one.alternates for one in listed_in(client, address)}
    for address, alternates in said.items():
        assert address in alternates.values()
        for other in alternates.values():
            assert said[other] == alternates, (address, other)
    assert all(address.startswith(f"{settings.SITE_ADDRESS}/") for address in said)


def test_the_check_itself_sees_what_is_wrongly_marked() -> None:
    right = '<html lang="th"><body><p>ชา <b lang="zh-Hans">茶</b> HS 0902</p></body></html>'
    assert wrongly_marked(BeautifulSoup(right, "html.parser")) == []
    wrong = '<html lang="th"><body><p>茶</p><p>Kampot black pepper</p><p lang="km">ชา</p></body></html>'
    found = wrongly_marked(BeautifulSoup(wrong, "html.parser"))
    assert found == [("th", "茶"), ("th", "Kampot black pepper"), ("km", "ชา")]
