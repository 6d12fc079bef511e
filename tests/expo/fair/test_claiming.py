"""An exhibitor is invited to its booth by a mail, and somebody claims it for their organization."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from catalog.audit.models import Entry
from catalog.jobs.services import drain
from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.notices.models import OutboxMail
from catalog.notices.services import MAIL_DRAIN
from expo.fair.models import Booth, Edition, Exhibitor, Stand
from expo.fair.refusals import Refused
from expo.fair.services import exhibitors as services
from expo.fair.services.placing import open_booth, place_booth
from portal.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def tea(edition: Edition, stands: list[Stand]) -> Exhibitor:
    """A tea house on the list, stand T02 kept for it."""
    Stand.objects.filter(pk=stands[1].pk).update(state="held")
    return Exhibitor.objects.create(
        edition=edition,
        name="Old Tree Tea",
        email="tea@example.com",
        language="zh-hans",
        country_id="CN",
        stand=stands[1],
    )


@pytest.fixture
def owner(tea_house: Organization, wei: User) -> User:
    """Wei, who owns the tea house."""
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    return wei


def asked(tea: Exhibitor, by: User) -> Exhibitor:
    services.invite(edition=tea.edition, keys=[tea.pk], by=by)
    tea.refresh_from_db()
    return tea


def test_an_invitation_is_a_mail_in_the_exhibitors_language(tea: Exhibitor, administrator: User) -> None:
    invited = asked(tea, administrator)
    mail = OutboxMail.objects.get(kind=services.INVITED)
    assert (mail.address, mail.language) == ("tea@example.com", "zh-hans")
    assert mail.values == {"name": "Old Tree Tea", "edition": "第23届东博会", "stand": "T02"}
    assert mail.link == services.claim_path(invited)
    assert mail.link.startswith("/zh-hans/account/booth/")
    assert invited.state == "invited"
    assert Entry.objects.get(action="exhibitors.invited").after == {"invited": 1}


def test_whoever_has_the_link_claims_the_booth_for_an_organization(
    tea: Exhibitor, administrator: User, owner: User, tea_house: Organization, client: Client
) -> None:
    link = services.claim_path(asked(tea, administrator))
    client.force_login(owner)
    page = client.get(link)
    assert page.status_code == 200
    assert "T02" in page.text
    answer = client.post(link, {"organization": tea_house.slug})
    assert answer.status_code == 302
    booth = Booth.objects.get(organization=tea_house)
    assert booth.stand is not None
    assert (booth.stand.code, booth.stand.state) == ("T02", "taken")
    tea.refresh_from_db()
    assert (tea.state, tea.booth, tea.stand) == ("claimed", booth, None)


def test_reading_the_link_changes_nothing(
    tea: Exhibitor, administrator: User, owner: User, client: Client
) -> None:
    link = services.claim_path(asked(tea, administrator))
    client.force_login(owner)
    client.get(link)
    client.head(link)
    assert not Booth.objects.exists()
    assert Exhibitor.objects.get().state == "invited"


def test_a_stranger_is_asked_to_sign_in(tea: Exhibitor, administrator: User, client: Client) -> None:
    link = services.claim_path(asked(tea, administrator))
    for answer in (client.get(link), client.post(link, {"organization": "tea"})):
        assert answer.status_code == 200
        assert "next=" in answer.text
    assert not Booth.objects.exists()


@pytest.mark.parametrize("change", ["forged", "replaced", "expired", "claimed", "struck off"])
def test_a_link_that_is_over_gives_no_booth(
    tea: Exhibitor, administrator: User, owner: User, tea_house: Organization, client: Client, change: str
) -> None:
    link = services.claim_path(asked(tea, administrator))
    if change == "forged":
        link = link[:-2] + "/"
    elif change == "replaced":
        asked(tea, administrator)
    elif change == "expired":
        Exhibitor.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif change == "claimed":
        Exhibitor.objects.update(state="claimed")
    else:
        Exhibitor.objects.all().delete()
    client.force_login(owner)
    assert client.get(link).status_code == 404
    assert client.post(link, {"organization": tea_house.slug}).status_code == 404
    assert not Booth.objects.exists()


@pytest.mark.parametrize("role", ["sales", "finance"])
def test_who_does_not_write_for_an_organization_claims_none_for_it(
    tea: Exhibitor, administrator: User, tea_house: Organization, wei: User, client: Client, role: str
) -> None:
    add_member(organization=tea_house, user_id=wei.pk, role=role)
    invited = asked(tea, administrator)
    client.force_login(wei)
    assert client.post(services.claim_path(invited), {"organization": tea_house.slug}).status_code == 422
    with pytest.raises(Refused):
        services.claim(exhibitor=invited, organization=tea_house, by=wei)
    assert not Booth.objects.exists()


def test_of_two_who_claim_one_has_it(
    tea: Exhibitor, administrator: User, owner: User, tea_house: Organization, pepper_garden: Organization
) -> None:
    invited = asked(tea, administrator)
    add_member(organization=pepper_garden, user_id=owner.pk, role="editor")
    services.claim(exhibitor=invited, organization=tea_house, by=owner)
    with pytest.raises(Refused):
        services.claim(exhibitor=invited, organization=pepper_garden, by=owner)
    assert [booth.organization_id for booth in Booth.objects.all()] == [tea_house.pk]


def test_an_organization_with_a_stand_gets_no_second(
    tea: Exhibitor, administrator: User, owner: User, tea_house: Organization, stands: list[Stand]
) -> None:
    booth = open_booth(edition=tea.edition, organization=tea_house)
    place_booth(booth=booth, stand=stands[0])
    with pytest.raises(Refused):
        services.claim(exhibitor=asked(tea, administrator), organization=tea_house, by=owner)
    assert Exhibitor.objects.get().state == "invited"
    assert Stand.objects.get(code="T02").state == "held"


@pytest.mark.parametrize("state", ["after", "archived"])
def test_an_edition_that_is_over_invites_nobody(tea: Exhibitor, administrator: User, state: str) -> None:
    Edition.objects.update(state=state)
    with pytest.raises(Refused):
        services.invite(edition=Edition.objects.get(), keys=[tea.pk], by=administrator)
    assert not OutboxMail.objects.exists()


def test_who_has_claimed_is_not_asked_again(tea: Exhibitor, administrator: User) -> None:
    Exhibitor.objects.update(state="claimed")
    assert services.invite(edition=tea.edition, keys=[tea.pk], by=administrator) == 0
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize("language", ["zh-hans", "en", "th", "my"])
def test_the_mail_reads_in_its_language(
    tea: Exhibitor, administrator: User, language: str, mailoutbox: list[Any]
) -> None:
    Exhibitor.objects.update(language=language)
    asked(tea, administrator)
    drain(MAIL_DRAIN)
    (mail,) = mailoutbox
    assert "Old Tree Tea" in mail.body
    assert "T02" in mail.body
    assert f"/{language}/account/booth/" in mail.body
