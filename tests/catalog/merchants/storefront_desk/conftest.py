"""Wei at the tea house's desk, with a storefront to write; Sophea, whose shop has yet to open."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from PIL import Image

from catalog.files.models import Picture
from catalog.files.services import save_picture
from catalog.merchants.document import StorefrontDocument
from catalog.merchants.models import DecisionReason, Organization, Storefront
from catalog.merchants.selectors.drafts import draft_of
from catalog.merchants.services import add_member, create_organization
from catalog.merchants.services.drafting import save_draft
from catalog.merchants.services.opening import open_storefront, return_storefront
from portal.accounts.models import User
from portal.pages.services.editors import ensure_editors
from tests.cast import Person

OPEN = StorefrontDocument(
    source_language="km",
    tagline={"km": "ម្រេចកំពត", "en": "Kampot pepper"},
    about={"km": "សួនយើង"},
    markets=("TH", "VN"),
    founded=1998,
    private_label=True,
    contacts={"line": "pepper"},
)


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


@pytest.fixture
def shop(sophea: User) -> Storefront:
    """Sophea's new shop, of which nothing is written."""
    made = create_organization(kind="merchant", country="KH", source_language="km", name={"km": "ម្រេច"})
    add_member(organization=made, user_id=sophea.pk, role="owner")
    return made.storefront


@pytest.fixture
def reviewer(person: Person) -> User:
    """An editor."""
    made = person("reviewer", "Mei", is_staff=True)
    made.groups.add(ensure_editors())
    return made


@pytest.fixture
def reason(db: None) -> DecisionReason:
    return DecisionReason.objects.get(key="storefront-says-little")


@pytest.fixture
def bring(shop: Storefront, sophea: User, reviewer: User, reason: DecisionReason) -> Callable[[str], None]:
    """Return a function that brings the shop to a point of its way."""

    def brought(point: str) -> None:
        if point != "nothing":
            save_draft(storefront=shop, document=OPEN, revision=0, by=sophea)
        if point in {"sent in", "given back"}:
            open_storefront(storefront=shop, revision=1, by=sophea)
        if point == "given back":
            return_storefront(storefront=shop, revision=1, reason=reason, note="Say more", by=reviewer)

    return brought


def picture(organization: Organization, colour: str, told: str) -> Picture:
    """Return a picture of one colour that its organization tells of in Chinese."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "JPEG")
    return save_picture(
        data=out.getvalue(), title=colour, alt={"zh-hans": told}, owner_id=organization.pk, key=colour
    )


@pytest.fixture
def gallery(store: Storefront, owner: User) -> list[Picture]:
    """Two pictures of the tea house, told in its own language, on a draft of its storefront."""
    made = [
        picture(store.organization, colour, told) for colour, told in (("red", "晒茶"), ("green", "茶山"))
    ]
    draft = draft_of(store)
    document = replace(draft.document, gallery=tuple(one.pk for one in made))
    save_draft(storefront=store, document=document, revision=draft.revision, by=owner)
    return made


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
