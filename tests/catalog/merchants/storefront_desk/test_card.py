"""The business card: a QR code of the address and a vCard that telephones read."""

import re

import pytest
import segno
from django.test import Client

from catalog.merchants.business_card import escaped, fold, qr_code, vcard
from catalog.merchants.models import Storefront
from catalog.merchants.services import move_storefront
from tests.catalog.merchants.sellers import store as card
from tests.catalog.merchants.sellers import store_page

ADDRESS = "https://expo.example/en/storefront/green-banyan/"


def test_the_card_names_place_contacts_and_address() -> None:
    page = store_page(contacts={"whatsapp": "+86 771 123", "wechat": "tea-wei"})
    lines = vcard(page, ADDRESS, "en").split("\r\n")
    assert lines[:2] == ["BEGIN:VCARD", "VERSION:3.0"]
    assert lines[-2:] == ["END:VCARD", ""]
    assert "FN:青榕树茶坊" in lines
    assert "ADR;TYPE=WORK:;;;Wuzhou;;;China" in lines
    assert "TEL;TYPE=CELL:+86 771 123" in lines
    assert "NOTE:WhatsApp: +86 771 123 · WeChat: tea-wei" in lines
    assert f"URL:{ADDRESS}" in lines


def test_a_card_without_contacts_says_none() -> None:
    text = vcard(store_page(card=card(original=None)), ADDRESS, "en")
    assert "FN:Green Banyan\r\n" in text
    assert "NOTE" not in text
    assert "TEL" not in text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a;b,c\\d", "a\\;b\\,c\\\\d"),
        ("one\r\ntwo\nthree", "one\\ntwo\\nthree"),
        ("x\nEND:VCARD", "x\\nEND:VCARD"),
    ],
)
def test_marks_and_line_ends_cannot_break_the_card(text: str, written: str) -> None:
    assert escaped(text) == written


@pytest.mark.parametrize("text", ["x" * 300, "茶" * 120, "ก็" * 90, "short"])
def test_lines_are_folded_by_octets_and_no_letter_is_cut(text: str) -> None:
    parts = list(fold(text))
    assert all(len(part.encode()) <= 75 for part in parts)
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == text
    assert all(part.startswith(" ") for part in parts[1:])


def test_the_code_is_that_of_the_address() -> None:
    drawn = qr_code(ADDRESS)
    size = segno.make(ADDRESS, error="m", micro=False).symbol_size(border=4)[0]
    assert re.search(rf'viewBox="0 0 {size} {size}"', drawn)
    assert drawn != qr_code(ADDRESS + "x")
    assert "<script" not in qr_code('https://expo.example/"><script>')


@pytest.mark.django_db
def test_page_and_file_stand_while_the_storefront_is_shown(client: Client, store: Storefront) -> None:
    page = client.get(f"/en/storefront/{store.slug}/card/")
    assert page.status_code == 200
    assert "<svg" in page.content.decode()
    assert f"/en/storefront/{store.slug}/</a>" in page.content.decode()
    file = client.get(f"/en/storefront/{store.slug}/card.vcf")
    assert file["Content-Type"] == "text/vcard; charset=utf-8"
    assert file["Content-Disposition"] == f'attachment; filename="{store.slug}.vcf"'
    assert file.content.decode().startswith("BEGIN:VCARD\r\n")
    move_storefront(storefront=store, to="paused")
    for name in ("card/", "card.vcf"):
        assert client.get(f"/en/storefront/{store.slug}/{name}").status_code == 404
