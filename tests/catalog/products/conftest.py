"""A visitor who has put Wei's tea on their favourites."""

import pytest
from django.test import Client

from catalog.products.models import GoodsList, Product
from tests.catalog.products.list_visits import add


@pytest.fixture
def favourites(client: Client, liubao: Product) -> str:
    add(client, liubao)
    return GoodsList.objects.get().key
