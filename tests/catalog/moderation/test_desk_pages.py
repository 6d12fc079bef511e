"""An owner reads at the desk what is suspended and why, in their language, and appeals once."""

import pytest
from django.test import Client

from catalog.merchants.models import DecisionReason, Organization
from catalog.moderation import services
from catalog.moderation.models import Suspension
from portal.accounts.models import User
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, owner: User) -> Client:
    """Wei's browser."""
    client.force_login(owner)
    return client


def at(suspension: Suspension, language: str = "en") -> str:
    return f"/{language}/desk/{suspension.organization.slug}/suspensions/{suspension.pk}/"


def test_without_any_it_says_so(desk: Client, tea_house: Organization) -> None:
    page = page_of(desk.get(f"/en/desk/{tea_house.slug}/suspensions/"))
    assert "Nothing of yours is suspended" in page.get_text()


def test_the_list_leads_to_the_reason(desk: Client, suspension: Suspension) -> None:
    page = page_of(desk.get(f"/zh-hans/desk/{suspension.organization.slug}/suspensions/"))
    link = the(page, f'tbody a[href="{at(suspension, "zh-hans")}"]')
    assert suspension.title in words(link)
    one = page_of(desk.get(str(link["href"])))
    assert "涉及假冒商品，或使用了他人的品牌。" in words(the(one, ".notice.bad"))
    assert "See the seal." in words(the(one, ".notice.bad"))


def test_an_appeal_is_sent_once(desk: Client, suspension: Suspension) -> None:
    assert the(page_of(desk.get(at(suspension))), "textarea[name=plea]")
    sent = desk.post(at(suspension), {"plea": "Here is the receipt"}, follow=True)
    assert "You are told as soon as a moderator has decided." in sent.content.decode()
    page = page_of(desk.get(at(suspension)))
    assert page.select_one("textarea[name=plea]") is None
    assert "Here is the receipt" in page.get_text()
    again = desk.post(at(suspension), {"plea": "And another thing"}, follow=True)
    assert "it was appealed against or lifted already" in again.content.decode()
    suspension.refresh_from_db()
    assert suspension.plea == "Here is the receipt"


def test_an_empty_appeal_is_refused_by_its_field(desk: Client, suspension: Suspension) -> None:
    response = desk.post(at(suspension), {"plea": "  "})
    assert response.status_code == 422
    assert the(page_of(response), "#id_plea[aria-invalid]")


def test_the_decision_is_read_where_the_appeal_was_sent(
    desk: Client, suspension: Suspension, owner: User, moderator: User, reason: DecisionReason
) -> None:
    services.appeal(suspension=suspension, plea="Look", by=owner)
    services.answer(suspension=suspension, lift=False, seen="appealed", reason=reason, by=moderator)
    page = page_of(desk.get(at(suspension, "th")))
    assert "มีสินค้าปลอม" in words(the(page, '[aria-labelledby="answer"]'))
    assert page.select_one("textarea[name=plea]") is None


def test_another_organizations_suspension_is_not_found(
    desk: Client, suspension: Suspension, pepper_garden: Organization, owner: User
) -> None:
    pepper_garden.memberships.create(user=owner, role="owner")
    address = f"/en/desk/{pepper_garden.slug}/suspensions/{suspension.pk}/"
    assert desk.get(address).status_code == 404
    assert desk.post(address, {"plea": "Mine"}).status_code == 404
    suspension.refresh_from_db()
    assert suspension.stage == "new"


def test_the_storefronts_desk_says_that_it_is_suspended(
    desk: Client, tea_house: Organization, moderator: User, reason: DecisionReason
) -> None:
    from tests.catalog.moderation.conftest import thing

    store = tea_house.storefront
    services.suspend(kind="storefront", thing=thing("storefront", store.pk), reason=reason, by=moderator)
    page = page_of(desk.get(f"/en/desk/{tea_house.slug}/storefront/"))
    assert words(the(page, ".status.bad")) == "Suspended"
    assert page.select_one('form[action$="/storefront/pause/"]') is None
