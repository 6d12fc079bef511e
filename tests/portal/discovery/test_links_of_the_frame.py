"""Every link around a page answers, in every language: masthead, navigation, footer."""

from bs4 import BeautifulSoup
from django.test import Client

from catalog.reference.languages import codes
from tests.portal.discovery.conftest import Read

FRAME = "header a[href], footer a[href]"


def links(page: BeautifulSoup) -> set[str]:
    """Return where the frame's links lead: all of them stay on this site."""
    found = {str(link["href"]) for link in page.select(FRAME)}
    assert all(address.startswith("/") for address in found), found
    return found


def test_every_link_around_a_page_answers_in_every_language(
    client: Client, read: Read, whole_site: None
) -> None:
    everywhere = set()
    for language in codes():
        found = links(read(f"/{language}/"))
        assert {f"/{language}/{way}/" for way in ("goods", "storefronts", "gi", "search", "lists")} <= found
        assert {f"/{code}/" for code in codes()} <= found
        everywhere |= found
    # Who is not signed in is led from the desk to where one signs in.
    answers = {address: client.get(address, follow=True).status_code for address in everywhere}
    assert answers == dict.fromkeys(everywhere, 200)


def test_the_footer_asks_somebody_signed_in_neither_to_sign_in_nor_to_make_an_account(
    client: Client, read: Read, whole_site: None, nok: object
) -> None:
    asked = {"/en/account/login/", "/en/account/signup/"}
    assert asked <= links(read("/en/goods/"))
    client.force_login(nok)  # type: ignore[arg-type]
    assert not asked & links(read("/en/goods/"))
