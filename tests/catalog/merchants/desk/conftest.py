"""Wei's tea house with somebody in every role, and a browser signed in as any of them."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from catalog.merchants.models import Membership, Organization
from catalog.merchants.services import add_member
from portal.accounts.models import User
from tests.cast import Person

Enter = Callable[[User], Client]
ROLES = list(Membership.Role.values)


@pytest.fixture
def staff(tea_house: Organization, wei: User, person: Person) -> dict[str, User]:
    """One person in each role of the tea house; Wei is the owner."""
    people = {"owner": wei} | {
        role: person(role, role.title(), language="en") for role in ROLES if role != "owner"
    }
    for role, one in people.items():
        add_member(organization=tea_house, user_id=one.pk, role=role)
    return people


@pytest.fixture
def enter() -> Enter:
    """Return a function that gives the browser of somebody signed in."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in


def page(client: Client, address: str, status: int = 200) -> BeautifulSoup:
    """Return a page as it is read, after looking at its status."""
    response = client.get(address)
    assert response.status_code == status, response.content.decode()[:2000]
    return BeautifulSoup(response.content, "html.parser")
