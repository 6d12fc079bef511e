"""A person with a browser, a day that is known, and what was counted of it."""

from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client

from catalog.numbers.holding import write
from catalog.numbers.models import Looked
from catalog.products.models import Product

PHONE = "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36"
NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
TODAY = NOON.date()


def at(moment: datetime) -> Any:
    """Let it be another moment, for the length of a with block."""
    return patch("django.utils.timezone.now", return_value=moment)


@pytest.fixture
def visitor(liubao: Product) -> Client:
    """A person's browser, and Liubao tea to look at."""
    return browser()


def browser(address: str = "203.0.113.7", agent: str = PHONE) -> Client:
    """Return the browser of somebody at a network address."""
    return Client(headers={"user-agent": agent}, REMOTE_ADDR=address)


def page(product: Product, language: str = "en") -> str:
    return f"/{language}/product/{product.slug}/"


def looked() -> dict[tuple[str, str], int]:
    """Write what is held, and return how often things of each kind were looked at and found."""
    write()
    found: dict[tuple[str, str], int] = {}
    for row in Looked.objects.select_related("counted"):
        key = (row.counted.kind, "found" if row.found else "views")
        found[key] = found.get(key, 0) + 1
    return found
