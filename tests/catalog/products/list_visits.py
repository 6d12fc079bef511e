"""What a visitor does to lists of goods, through their pages."""

from typing import Any

from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from catalog.products.models import Product
from tests.reading import page_of, the


def read(client: Client, address: str, status: int = 200) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == status, address
    return page_of(response)


def add(client: Client, product: Product, **fields: str) -> Any:
    return client.post("/en/lists/add/", {"p": product.slug, **fields})


def change(client: Client, key: str, **fields: str) -> Any:
    return client.post(f"/en/lists/{key}/change/", fields)


def titles(page: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in page.select(".hit h2 a")]


def begin(client: Client, name: str) -> str:
    response = client.post("/en/lists/begin/", {"name": name})
    assert response.status_code == 302
    return str(response["Location"]).strip("/").split("/")[-1]


def shared_address(client: Client, key: str) -> str:
    change(client, key, do="share")
    return str(the(read(client, f"/en/lists/{key}/"), ".share-link")["href"]).removeprefix(
        settings.SITE_ADDRESS
    )
