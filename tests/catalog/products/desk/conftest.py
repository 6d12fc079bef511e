"""Wei at the tea house's desk, with goods to list, and an editor who looks at them."""

import pytest
from django.test import Client

from catalog.files.models import PrivateFile
from catalog.files.services import store_private
from catalog.merchants.models import DecisionReason, Organization
from catalog.merchants.services import add_member
from catalog.products.listing_files import FILE_KIND
from portal.accounts.models import User
from portal.pages.services.editors import ensure_editors
from tests.catalog.merchants.evidence.conftest import _private_place as _private_place

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def owner(tea_house: Organization, wei: User) -> User:
    """Wei, who owns the tea house."""
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    return wei


@pytest.fixture
def reviewer(editor: User) -> User:
    """An editor who decides about listings."""
    editor.groups.add(ensure_editors())
    return editor


@pytest.fixture
def reason(db: None) -> DecisionReason:
    """Why a listing is given back."""
    words = {"en": "The picture shows something else.", "zh-hans": "图片与商品不符。"}
    return DecisionReason.objects.create(key="wrong-picture", about="listing", words=words)


@pytest.fixture
def desk(client: Client, owner: User) -> Client:
    """Wei's browser."""
    client.force_login(owner)
    return client


@pytest.fixture
def paper(tea_house: Organization) -> PrivateFile:
    """A paper of the tea house, kept for its listings."""
    return store_private(kind=FILE_KIND, subject=tea_house.pk, data=PDF, name="organic.pdf")
