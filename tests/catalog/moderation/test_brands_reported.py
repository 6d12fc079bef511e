"""A brand is reported from its page, taken off the site by a moderator, and given back after an appeal."""

import pytest
from django.test import Client

from catalog.audit.selectors import history
from catalog.merchants.desk.changes import change_lines
from catalog.merchants.models import Brand, DecisionReason, Organization
from catalog.merchants.services import move_brand, save_brand
from catalog.moderation import services
from catalog.moderation.kinds import shown_at
from catalog.moderation.models import Report, Suspension
from catalog.notices.letters import shown
from catalog.notices.models import Notice
from catalog.search.models import IndexChange
from portal.accounts.models import User
from tests.catalog.moderation.conftest import thing
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def brand(tea_house: Organization) -> Brand:
    """Old Banyan."""
    names = {"zh-hans": "老榕", "en": "Old Banyan", "th": "ไทรเก่า"}
    return save_brand(organization=tea_house, names=names, stories={})


@pytest.fixture
def suspended(brand: Brand, owner: User, moderator: User, reason: DecisionReason) -> Suspension:
    return services.suspend(kind="brand", thing=thing("brand", brand.pk), reason=reason, by=moderator)


def at(brand: Brand, language: str = "en") -> str:
    return f"/{language}/brand/{brand.slug}/"


def test_its_page_leads_to_the_report(client: Client, brand: Brand, nok: User) -> None:
    client.force_login(nok)
    way = str(the(page_of(client.get(at(brand))), 'main a[href*="/report/brand/"][rel=nofollow]')["href"])
    form = page_of(client.get(way))
    assert words(the(form, f'main p a[href="{at(brand)}"]')) == "Old Banyan"
    assert client.post(way, {"reason": "counterfeit", "text": "Not theirs"}).status_code == 302
    kept = Report.objects.get()
    assert (kept.kind, kept.key, kept.title) == ("brand", str(brand.pk), "Old Banyan")
    assert kept.organization_id == brand.organization_id


def test_a_moderator_comes_to_it_from_its_address_and_from_the_queue(
    client: Client, brand: Brand, nok: User, moderator: User, reason: DecisionReason
) -> None:
    client.force_login(moderator)
    found = client.get("/editors/review/find/", {"address": f"https://fair.example{at(brand, 'th')}"})
    assert found["Location"] == f"/editors/review/thing/brand/{brand.pk}/"
    page = page_of(client.get(found["Location"]))
    assert "Old Banyan" in page.get_text()
    seen = str(the(page, "input[name=seen]").get("value", ""))
    decided = {"decision": "suspend", "reason": reason.pk, "note": "", "seen": seen}
    assert client.post(found["Location"], decided).status_code == 302
    assert Suspension.objects.get().title == "老榕", "as its owner calls it"
    assert client.get(at(brand)).status_code == 404


@pytest.mark.usefixtures("suspended")
def test_suspended_it_is_nowhere_and_its_owner_cannot_show_it(
    client: Client, brand: Brand, tea_house: Organization, owner: User
) -> None:
    assert client.get(at(brand)).status_code == 404
    assert shown_at("brand", brand.slug, "en") is None
    assert "Old Banyan" not in client.get(f"/en/storefront/{tea_house.slug}/").content.decode()
    assert client.get(f"/en/storefront/{tea_house.slug}/").status_code == 200
    assert IndexChange.objects.filter(kind="brand", record=brand.pk).exists()
    with pytest.raises(ValueError, match="'suspended' cannot become"):
        move_brand(brand=brand, to="shown", by=owner)
    assert client.get(at(brand)).status_code == 404


def test_its_owner_is_told_reads_why_and_appeals(
    client: Client, suspended: Suspension, brand: Brand, owner: User, moderator: User
) -> None:
    told = shown(Notice.objects.get(recipient=owner), "en")
    assert "Suspended: brand" in told.subject
    client.force_login(owner)
    here = f"/en/desk/{brand.organization.slug}/suspensions/{suspended.pk}/"
    assert client.post(here, {"plea": "It is ours since 1958"}).status_code == 302
    services.answer(suspension=suspended, lift=True, seen="appealed", note="It is", by=moderator)
    assert client.get(at(brand)).status_code == 200
    lines = change_lines(history(brand))
    assert "The brand was withdrawn, suspended or shown again" in {str(line["action"]) for line in lines}
    assert any("Shown → Suspended" in line["details"] for line in lines)
