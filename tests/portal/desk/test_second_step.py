"""Owners and finance enter with the second step of signing in, where the operator says so."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from portal.accounts.models import User
from portal.pages.models import SiteSettings

pytestmark = pytest.mark.django_db


@pytest.fixture
def demanded() -> None:
    """The operator demands it."""
    SiteSettings.objects.update_or_create(pk=1, defaults={"second_step": True})


def enter(client: Client, house: Organization, person: User, role: str) -> int:
    add_member(organization=house, user_id=person.pk, role=role)
    client.force_login(person)
    return client.get(f"/en/desk/{house.slug}/members/").status_code


@pytest.mark.parametrize(
    ("role", "status"), [("owner", 403), ("finance", 403), ("editor", 200), ("sales", 200)]
)
@pytest.mark.usefixtures("demanded")
def test_those_with_power_need_it(
    client: Client, tea_house: Organization, wei: User, role: str, status: int
) -> None:
    assert enter(client, tea_house, wei, role) == status


@pytest.mark.usefixtures("demanded")
def test_with_it_they_enter(client: Client, tea_house: Organization, wei: User) -> None:
    TOTP.activate(wei, generate_totp_secret())
    assert enter(client, tea_house, wei, "owner") == 200
    Authenticator.objects.filter(type=Authenticator.Type.TOTP).delete()
    assert client.get(f"/en/desk/{tea_house.slug}/members/").status_code == 403


@pytest.mark.usefixtures("demanded")
def test_the_page_says_where_to_switch_it_on_and_nothing_is_written(
    client: Client, tea_house: Organization, wei: User
) -> None:
    enter(client, tea_house, wei, "owner")
    asked = {"email": "new@example.com", "roles": ["sales"], "language": "en"}
    refused = client.post(f"/en/desk/{tea_house.slug}/members/invite/", asked)
    assert refused.status_code == 403
    assert 'href="/en/account/2fa/"' in refused.content.decode()
    assert not tea_house.invitations.exists()


def test_it_is_nobodys_duty_before(client: Client, tea_house: Organization, wei: User) -> None:
    assert enter(client, tea_house, wei, "owner") == 200
