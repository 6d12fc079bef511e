"""A person is asked by mail to act for an organization, and becomes a member when they agree."""

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from catalog.audit.selectors import history
from catalog.jobs.services import drain
from catalog.merchants.links import invitation_path, read_invitation
from catalog.merchants.models import Invitation, Membership, Organization
from catalog.merchants.services import invitations
from catalog.merchants.services.invitations import InvitationOver, NotInvited, accept, invite, resend, revoke
from catalog.notices.models import OutboxMail
from catalog.notices.services import MAIL_DRAIN
from portal.accounts.models import User
from tests.catalog.merchants.desk.conftest import Enter, page

pytestmark = pytest.mark.django_db
Staff = dict[str, User]
Ask = Callable[..., Invitation]


@pytest.fixture
def ask(tea_house: Organization, staff: Staff) -> Ask:
    def asked(
        email: str = "nok@example.com", roles: tuple[str, ...] = ("sales",), language: str = "en"
    ) -> Invitation:
        return invite(organization=tea_house, email=email, roles=roles, language=language, by=staff["owner"])

    return asked


def later(invitation: Invitation, **passed: int) -> Invitation:
    """Move an invitation into the past, as if so much time had gone by since it was sent."""
    back = timedelta(**passed)
    Invitation.objects.filter(pk=invitation.pk).update(
        sent_at=invitation.sent_at - back, expires_at=invitation.expires_at - back
    )
    invitation.refresh_from_db()
    return invitation


def roles(person: User) -> set[str]:
    return set(Membership.objects.filter(user=person).values_list("role", flat=True))


def test_the_mail_reaches_somebody_without_an_account_in_the_language_named(ask: Ask) -> None:
    invitation = ask("New@Example.com", roles=("finance", "sales"), language="en")
    drain(MAIL_DRAIN)
    letter = mail.outbox[0]
    assert letter.to == ["new@example.com"]
    assert letter.subject.startswith("青榕树茶坊 invites you")
    body = str(letter.body)
    assert "韦文 asks you to act for 青榕树茶坊. Your roles would be: Sales, Finance." in body
    assert invitation_path(invitation) in body
    assert "Choose what comes by mail" not in body


def test_the_mail_to_an_account_is_in_its_language(ask: Ask, nok: User) -> None:
    assert ask("nok@example.com", language="vi").language == "th"
    assert OutboxMail.objects.get().language == "th"
    assert "/th/desk/join/" in OutboxMail.objects.get().link


def test_the_invited_person_agrees_and_is_a_member(
    ask: Ask, tea_house: Organization, nok: User, enter: Enter
) -> None:
    path = invitation_path(ask(roles=("sales", "editor"), language="en")).replace("/th/", "/en/")
    client = enter(nok)
    shown = page(client, path)
    assert "Green Banyan Tea House · Roles: Editor, Sales" in shown.get_text(" ", strip=True)
    assert roles(nok) == set()
    response = client.post(path)
    assert response["Location"] == f"/en/desk/{tea_house.slug}/"
    assert roles(nok) == {"sales", "editor"}
    entry = history(tea_house)[0]
    assert (entry.action, entry.actor) == ("member.joined", nok)
    assert entry.after["roles"] == ["editor", "sales"]
    assert client.post(path).status_code == 404


def test_another_person_with_the_link_does_not_become_a_member(
    ask: Ask, nok: User, lan: User, enter: Enter
) -> None:
    path = invitation_path(ask()).replace("/th/", "/en/")
    client = enter(lan)
    assert "you are signed in as lan@example.com" in page(client, path).get_text()
    assert client.post(path).status_code == 403
    assert roles(lan) == set()
    with pytest.raises(NotInvited):
        accept(invitation=Invitation.objects.get(), person=lan)


def test_a_visitor_is_asked_to_sign_in_and_a_post_does_nothing(ask: Ask, client: Client, nok: User) -> None:
    path = invitation_path(ask()).replace("/th/", "/en/")
    for response in (client.get(path), client.post(path)):
        assert response.status_code == 200
        assert f"/en/account/login/?next={quote(path, safe='')}" in response.content.decode()
        assert "no-store" in response["Cache-Control"]
    assert Invitation.objects.get().state == "pending"


def test_the_link_ends_after_seven_days(ask: Ask, nok: User, enter: Enter) -> None:
    invitation = later(ask(), days=6, hours=23)
    path = invitation_path(invitation)
    assert enter(nok).get(path).status_code == 200
    later(invitation, hours=2)
    assert enter(nok).get(path).status_code == 404
    assert enter(nok).post(path).status_code == 404
    with pytest.raises(InvitationOver):
        accept(invitation=invitation, person=nok)
    assert roles(nok) == set()


def test_a_withdrawn_invitation_cannot_be_accepted(
    ask: Ask, tea_house: Organization, staff: Staff, nok: User, enter: Enter
) -> None:
    invitation = ask()
    revoke(invitation=invitation, by=staff["owner"])
    assert enter(nok).post(invitation_path(invitation)).status_code == 404
    with pytest.raises(InvitationOver):
        accept(invitation=invitation, person=nok)
    with pytest.raises(InvitationOver):
        revoke(invitation=invitation, by=staff["owner"])
    assert history(tea_house)[0].action == "invitation.revoked"


def test_sending_again_ends_the_link_sent_before(ask: Ask, staff: Staff, nok: User, enter: Enter) -> None:
    first = later(ask(), days=8)
    old = invitation_path(first)
    fresh = resend(invitation=Invitation.objects.get(), by=staff["owner"])
    assert fresh.expires_at > timezone.now() + timedelta(days=6)
    assert enter(nok).post(old).status_code == 404
    assert enter(nok).post(invitation_path(fresh)).status_code == 302
    assert roles(nok) == {"sales"}
    drain(MAIL_DRAIN)
    assert len(mail.outbox) == 2


def test_sending_again_at_once_is_refused(ask: Ask, staff: Staff) -> None:
    invitation = ask()
    with pytest.raises(ValidationError, match="five minutes"):
        resend(invitation=invitation, by=staff["owner"])
    with pytest.raises(ValidationError, match="five minutes"):
        ask(roles=("owner",))
    assert Invitation.objects.get().roles == ["sales"]
    assert OutboxMail.objects.count() == 1


def test_asking_the_same_address_anew_changes_the_roles_of_the_one_invitation(ask: Ask) -> None:
    later(ask(), minutes=6)
    ask(roles=("editor",))
    assert Invitation.objects.get().roles == ["editor"]


def test_a_member_is_not_invited(ask: Ask, staff: Staff) -> None:
    with pytest.raises(ValidationError, match="member already"):
        ask("SALES@example.com", roles=("owner",))
    with pytest.raises(ValidationError, match="at least one role"):
        ask(roles=())
    assert not Invitation.objects.exists()


def test_only_so_many_mails_leave_in_a_day(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invitations, "MOST_A_DAY", 2)
    first = ask("one@example.com")
    ask("two@example.com")
    with pytest.raises(ValidationError, match="Go on tomorrow"):
        ask("three@example.com")
    later(first, days=1)
    ask("three@example.com")


@pytest.mark.parametrize("token", ["", "a", "W10:x", "not:a:token"])
def test_a_token_made_elsewhere_names_nothing(token: str, client: Client) -> None:
    assert read_invitation(token) is None
    if token:
        assert client.get(f"/en/desk/join/{token}/").status_code == 404


def test_a_token_with_one_letter_changed_names_nothing(ask: Ask) -> None:
    token = invitation_path(ask()).split("/")[-2]
    assert read_invitation(token)
    assert read_invitation(token[:-1] + ("a" if token[-1] != "a" else "b")) is None


def test_who_is_invited_finds_it_on_their_desk(ask: Ask, nok: User, lan: User, enter: Enter) -> None:
    ask()
    assert "Green Banyan Tea House" in page(enter(nok), "/en/desk/").get_text()
    assert "Green Banyan Tea House" not in page(enter(lan), "/en/desk/").get_text()
    later(Invitation.objects.get(), days=7)
    assert "Green Banyan Tea House" not in page(enter(nok), "/en/desk/").get_text()


def test_an_owner_invites_sends_again_and_withdraws_on_the_pages(
    tea_house: Organization, staff: Staff, enter: Enter
) -> None:
    client, members = enter(staff["owner"]), f"/en/desk/{tea_house.slug}/members/"
    refused = client.post(f"{members}invite/", {"email": "no address", "language": "th"})
    assert refused.status_code == 422
    assert 'value="no address"' in refused.content.decode()
    assert re.search(r'<option value="th"\s+selected', refused.content.decode())
    asked = {"email": "new@example.com", "roles": ["sales", "finance"], "language": "th"}
    assert client.post(f"{members}invite/", asked).status_code == 302
    invitation = later(Invitation.objects.get(), hours=1)
    assert invitation.roles == ["sales", "finance"]
    assert "new@example.com" in page(client, members).get_text()
    for action in ("resend", "revoke"):
        address = f"{members}invitations/{invitation.pk}/{action}/"
        assert client.get(address)["Location"] == members
        assert client.post(address)["Location"] == members
    invitation.refresh_from_db()
    assert (invitation.serial, invitation.state) == (2, "revoked")
    said = client.post(f"{members}invitations/{invitation.pk}/revoke/", follow=True).content.decode()
    assert "no longer open" in said


def test_another_organizations_invitation_is_not_found(
    ask: Ask, pepper_garden: Organization, sophea: User, enter: Enter
) -> None:
    Membership.objects.create(organization=pepper_garden, user=sophea, role="owner")
    invitation = later(ask(), hours=1)
    client = enter(sophea)
    for action in ("resend", "revoke"):
        address = f"/en/desk/{pepper_garden.slug}/members/invitations/{invitation.pk}/{action}/"
        assert client.post(address).status_code == 404
    invitation.refresh_from_db()
    assert (invitation.serial, invitation.state) == (1, "pending")
