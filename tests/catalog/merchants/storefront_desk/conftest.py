"""Wei at the tea house's desk, with a storefront to write."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from catalog.merchants.models import Organization, Storefront
from catalog.merchants.services import add_member
from portal.accounts.models import User


@pytest.fixture
def owner(tea_house: Organization, wei: User) -> User:
    """Wei, who owns the tea house."""
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    return wei


@pytest.fixture
def store(tea_house: Organization) -> Storefront:
    """The tea house's storefront, published once."""
    return Storefront.objects.get(organization=tea_house)


@pytest.fixture
def desk(client: Client, owner: User) -> Client:
    """Wei's browser."""
    client.force_login(owner)
    return client


def read(response: Any, status: int = 200) -> BeautifulSoup:
    """Return a page as it is read, after looking at its status."""
    assert response.status_code == status, response.content.decode()[:3000]
    return BeautifulSoup(response.content, "html.parser")


def sent(page: BeautifulSoup, **typed: Any) -> dict[str, Any]:
    """Return what a browser would send for the page's storefront form, with what is typed into it."""
    form = next(found for found in page.select("main form") if found.find(id="id_tagline"))
    values: dict[str, Any] = {}
    for box in form.find_all("input"):
        kind = box.get("type", "text")
        if box.get("name") and kind not in {"checkbox", "file"}:
            values.setdefault(str(box["name"]), []).append(str(box.get("value", "")))
        elif kind == "checkbox" and box.has_attr("checked"):
            values.setdefault(str(box["name"]), []).append(str(box.get("value", "on")))
    for area in form.find_all("textarea"):
        values[str(area["name"])] = area.get_text().removeprefix("\n")
    for select in form.find_all("select"):
        chosen = select.find("option", selected=True)
        values[str(select["name"])] = str(chosen["value"]) if chosen else ""
    return values | typed
