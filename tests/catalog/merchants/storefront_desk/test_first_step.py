"""A new seller has no step left at the storefront once it is sent in, and one again when it comes back."""

from collections.abc import Callable

import pytest
from django.test import Client

from catalog.merchants.desk.menu import is_open
from catalog.merchants.models import Storefront
from catalog.merchants.services.opening import approve_storefront
from portal.accounts.models import User
from tests.catalog.merchants.storefront_desk.conftest import read
from tests.reading import the, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("point", "done"), [("nothing", False), ("draft", False), ("sent in", True), ("given back", False)]
)
def test_nothing_is_left_to_do_while_a_reviewer_has_it(
    shop: Storefront, bring: Callable[[str], None], point: str, done: bool
) -> None:
    bring(point)
    assert is_open(shop.organization_id) is done


def test_once_published_it_stays_done(
    shop: Storefront, store: Storefront, bring: Callable[[str], None], reviewer: User
) -> None:
    bring("sent in")
    approve_storefront(storefront=shop, revision=1, by=reviewer)
    assert is_open(shop.organization_id)
    assert is_open(store.organization_id), "published long ago"


def test_a_draft_calls_nothing_optional_that_it_needs_before_it_is_published(
    desk: Client, store: Storefront
) -> None:
    at = f"/en/desk/{store.organization.slug}/storefront/"
    for page in (read(desk.get(at)), read(desk.get(f"{at}texts/th/"))):
        assert "In one line" in words(the(page, "main"))
        assert "optional" not in words(the(page, "main"))
