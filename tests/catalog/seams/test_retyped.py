"""Addresses typed or pasted in another script, or with marks apart from their letters."""

import unicodedata
from typing import Literal
from urllib.parse import quote

import pytest
from django.test import Client

from catalog.merchants.models import Organization
from catalog.products.models import Product
from catalog.reference.slugs import make_slug, plain_slug

pytestmark = pytest.mark.django_db

NAMES = ["Hồ tiêu Phú Quốc", "ทุเรียนหมอนทอง", "ម្រេចកំពត", "六堡茶", "ကော်ဖီ", "ກາເຟລາວ"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_leads_to_the_slug_that_was_made_of_it(
    client: Client, name: str, form: Literal["NFC", "NFD"]
) -> None:
    response = client.get(f"/th/product/{quote(unicodedata.normalize(form, name))}/")
    assert (response.status_code, response["Location"]) == (301, f"/th/product/{make_slug(name)}/")


@pytest.mark.parametrize("place", ["goods", "product", "storefront", "brand", "gi"])
def test_every_kind_of_address_does_so(client: Client, place: str) -> None:
    response = client.get(f"/en/{place}/Cà phê/")
    assert (response.status_code, response["Location"]) == (301, f"/en/{place}/ca-phe/")


def test_a_pasted_slug_with_a_loose_mark_opens_its_product(
    client: Client, liubao: Product, tea_house: Organization
) -> None:
    for place, slug in (("product", liubao.slug), ("storefront", tea_house.slug)):
        pasted = quote(slug.replace("a", "a\u0301", 1))
        response = client.get(f"/en/{place}/{pasted}/", follow=True)
        assert response.status_code == 200
        assert response.redirect_chain == [(f"/en/{place}/{slug}/", 301)]


@pytest.mark.parametrize("typed", ["\u0301", "💚", "…"])
def test_what_names_nothing_gets_a_page_that_helps(client: Client, typed: str) -> None:
    response = client.get(f"/vi/product/{quote(typed)}/")
    assert response.status_code == 404
    body = response.content.decode()
    assert 'role="search"' in body
    assert 'href="/vi/goods/"' in body


def test_what_was_never_sold_here_is_not_found_after_one_step(client: Client) -> None:
    response = client.get("/en/product/không có/", follow=True)
    assert response.status_code == 404
    assert len(response.redirect_chain) == 1


def test_a_very_long_address_is_cut_to_a_slug(client: Client) -> None:
    assert len(plain_slug("á" * 500)) <= 60
    assert client.get(f"/en/product/{quote('á' * 290)}/").status_code == 301
