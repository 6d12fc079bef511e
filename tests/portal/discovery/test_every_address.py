"""Every public address, as the sitemap lists them, in ten languages."""

import json
import re
import unicodedata

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from django.conf import settings
from django.core.files.storage import default_storage
from django.test import Client

from catalog.reference.languages import codes, html_tag
from tests.portal.discovery.conftest import Listed, Read, files_of, listed_in

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
    for picture in page.select("meta[property='og:image']"):
        path = str(picture["content"]).removeprefix(f"{settings.SITE_ADDRESS}{settings.MEDIA_URL}")
        assert default_storage.exists(path), one.address
    assert len(page.select("h1")) == 1, one.address
    assert len(page.select("title")) == 1


@pytest.mark.parametrize("language", codes())
def test_every_address_of_the_sitemap_is_whole(
    client: Client, read: Read, whole_site: None, language: str
) -> None:
    files = [address for address in files_of(client) if f"/{language}.xml" in address]
    listed = [one for address in files for one in listed_in(client, address)]
    assert len(listed) > 20
    for one in listed:
        page = read(one.address)
        assert page.html is not None
        assert page.html["lang"] == html_tag(language), one.address
        check_head(page, one)
        assert wrongly_marked(page) == [], one.address


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
