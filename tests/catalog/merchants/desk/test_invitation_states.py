"""An invitation in each of its states: what may be done, what its page says, what is kept, who reads what."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from catalog.audit.models import Entry
from catalog.merchants.links import invitation_path, read_invitation
from catalog.merchants.models import Invitation, Membership, Organization
from catalog.merchants.selectors.members import invitations_of, invitations_to
from catalog.merchants.services import add_member, create_organization
from catalog.merchants.services.invitations import (
    HOLDS_FOR,
    PAUSE,
    InvitationOver,
    accept,
    invite,
    resend,
    revoke,
)
from catalog.merchants.services.members import remove_member
from catalog.notices.models import Notice, OutboxMail
from catalog.reference.languages import codes
from portal.accounts.models import User
from tests.catalog.merchants.desk.conftest import Enter, page
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
STATES = ("open", "over", "accepted", "revoked")


@pytest.fixture
def owner(tea_house: Organization, wei: User) -> User:
    """Wei, who owns the tea house."""
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    return wei


@pytest.fixture
def asked(tea_house: Organization, owner: User, nok: User) -> Callable[[str], Invitation]:
    """Return a function that makes Nok's invitation, sent an hour ago, in a state."""

    def make(state: str = "open") -> Invitation:
        made = invite(
            organization=tea_house, email=nok.email, roles=["sales", "editor"], language="en", by=owner
        )
        back(made, HOLDS_FOR + timedelta(minutes=1) if state == "over" else timedelta(hours=1))
        if state in {"accepted", "revoked"}:
            Invitation.objects.filter(pk=made.pk).update(state=state)
        made.refresh_from_db()
        return made

    return make


def back(invitation: Invitation, passed: timedelta) -> None:
    """Let so much time have passed since it was sent."""
    Invitation.objects.filter(pk=invitation.pk).update(
        sent_at=invitation.sent_at - passed, expires_at=invitation.expires_at - passed
    )


def in_english(invitation: Invitation) -> str:
    return invitation_path(invitation).replace(f"/{invitation.language}/", "/en/", 1)


def roles(person: User) -> set[str]:
    return set(Membership.objects.filter(user=person).values_list("role", flat=True))


@pytest.mark.parametrize(
    ("state", "move", "made"),
    [
        ("open", "accept", True),
        ("open", "resend", True),
        ("open", "revoke", True),
        ("over", "accept", False),
        ("over", "resend", True),
        ("over", "revoke", True),
        *(
            (state, move, False)
            for state in ("accepted", "revoked")
            for move in ("accept", "resend", "revoke")
        ),
    ],
)
def test_each_move_is_made_or_refused_in_each_state(
    asked: Callable[[str], Invitation], owner: User, nok: User, state: str, move: str, made: bool
) -> None:
    invitation = asked(state)
    kept, written, mails = invitation.state, Entry.objects.count(), OutboxMail.objects.count()
    moves: dict[str, Callable[[], object]] = {
        "accept": lambda: accept(invitation=invitation, person=nok),
        "resend": lambda: resend(invitation=invitation, by=owner),
        "revoke": lambda: revoke(invitation=invitation, by=owner),
    }
    if made:
        moves[move]()
    else:
        with pytest.raises(InvitationOver):
            moves[move]()
    invitation.refresh_from_db()
    leads_to = {"accept": "accepted", "resend": "pending", "revoke": "revoked"}[move]
    assert invitation.state == (leads_to if made else kept)
    assert Entry.objects.count() == written + int(made)
    assert OutboxMail.objects.count() == mails + int(made and move == "resend")
    assert roles(nok) == ({"sales", "editor"} if made and move == "accept" else set())


@pytest.mark.parametrize("state", STATES)
def test_its_page_asks_only_while_it_is_open(
    asked: Callable[[str], Invitation], nok: User, enter: Enter, state: str
) -> None:
    shown = page(enter(nok), in_english(asked(state)), 200 if state == "open" else 404)
    assert bool(shown.select("main form")) is (state == "open")
    assert ("Green Banyan Tea House" in words(the(shown, "main"))) is (state == "open")


@pytest.mark.parametrize(("state", "listed"), [("open", 1), ("over", 1), ("accepted", 0), ("revoked", 0)])
def test_owners_see_those_that_wait(
    asked: Callable[[str], Invitation],
    tea_house: Organization,
    owner: User,
    enter: Enter,
    state: str,
    listed: int,
) -> None:
    invitation = asked(state)
    assert len(invitations_of(tea_house)) == listed
    shown = page(enter(owner), f"/en/desk/{tea_house.slug}/members/")
    lines = [words(one) for one in shown.select("[aria-labelledby=waiting] li")]
    assert len(lines) == listed
    if listed:
        assert lines[0].startswith("nok@example.com · Editor, Sales")
        assert ("The link is too old" in lines[0]) is (state == "over")
        assert ("Can be accepted until:" in lines[0]) is (state == "open")
    assert bool(shown.select(f"form[action*='{invitation.pk}']")) is bool(listed)


@pytest.mark.parametrize(("state", "found"), [("open", 1), ("over", 0), ("accepted", 0), ("revoked", 0)])
def test_who_is_asked_finds_those_that_are_open(
    asked: Callable[[str], Invitation], nok: User, lan: User, state: str, found: int
) -> None:
    asked(state)
    assert len(invitations_to(nok, "en")) == found
    assert invitations_to(lan, "en") == []


@pytest.mark.parametrize(
    ("sent", "field", "complaint"),
    [
        ({"email": ""}, "email", "required"),
        ({"email": "no address"}, "email", "valid email"),
        ({"email": f"{'x' * 250}@example.com"}, "email", "at most 254"),
        ({"email": "wei@example.com"}, "email", "a member already"),
        ({"email": " WEI@Example.com "}, "email", "a member already"),
        ({"roles": []}, "roles", "required"),
        ({"roles": ["emperor"]}, "roles", "Select a valid choice"),
        ({"language": "fr"}, "language", "Select a valid choice"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_nothing_is_sent(
    tea_house: Organization,
    owner: User,
    enter: Enter,
    sent: dict[str, object],
    field: str,
    complaint: str,
) -> None:
    given = {"email": "new@example.com", "roles": ["sales"], "language": "vi"} | sent
    response = enter(owner).post(f"/en/desk/{tea_house.slug}/members/invite/", given)
    assert response.status_code == 422
    shown = page_of(response)
    assert complaint in words(the(shown, f"#id_{field}_error"))
    assert str(the(shown, "#id_email").get("value", "")).strip() == str(given["email"]).strip()
    assert not Invitation.objects.exists()
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize("more", [-1, 1])
def test_it_is_sent_again_after_five_minutes_and_not_before(
    asked: Callable[[str], Invitation], tea_house: Organization, owner: User, enter: Enter, more: int
) -> None:
    invitation = invite(
        organization=tea_house, email="new@example.com", roles=["sales"], language="vi", by=owner
    )
    back(invitation, PAUSE + timedelta(seconds=more * 30))
    members = f"/en/desk/{tea_house.slug}/members/"
    said = enter(owner).post(f"{members}invitations/{invitation.pk}/resend/", follow=True).content.decode()
    assert ("Wait five minutes" in said) is (more < 0)
    assert ("Its link holds for seven days" in said) is (more > 0)
    assert OutboxMail.objects.count() == (2 if more > 0 else 1)


def test_a_member_who_is_asked_into_more_roles_elsewhere_keeps_each(
    asked: Callable[[str], Invitation], pepper_garden: Organization, tea_house: Organization, nok: User
) -> None:
    add_member(organization=pepper_garden, user_id=nok.pk, role="finance")
    accept(invitation=asked("open"), person=nok)
    held = Membership.objects.filter(user=nok).values_list("organization", "role")
    assert set(held) == {
        (pepper_garden.pk, "finance"),
        (tea_house.pk, "sales"),
        (tea_house.pk, "editor"),
    }


def test_a_role_they_have_by_then_is_not_given_twice(
    asked: Callable[[str], Invitation], tea_house: Organization, nok: User
) -> None:
    invitation = asked("open")
    add_member(organization=tea_house, user_id=nok.pk, role="sales")
    accept(invitation=invitation, person=nok)
    assert Membership.objects.filter(user=nok).count() == 2


def test_who_left_can_be_asked_again(
    asked: Callable[[str], Invitation], tea_house: Organization, owner: User, nok: User
) -> None:
    accept(invitation=asked("open"), person=nok)
    remove_member(organization=tea_house, user_id=nok.pk, by=nok)
    again = invite(organization=tea_house, email=nok.email, roles=["finance"], language="en", by=owner)
    accept(invitation=again, person=nok)
    assert roles(nok) == {"finance"}
    assert Invitation.objects.filter(email=nok.email).count() == 2


def test_two_organizations_ask_one_person_apart(
    asked: Callable[[str], Invitation], nok: User, owner: User
) -> None:
    first = asked("open")
    other = create_organization(kind="company", country="SG", source_language="en", name={"en": "Straits"})
    add_member(organization=other, user_id=owner.pk, role="owner")
    second = invite(organization=other, email=nok.email, roles=["owner"], language="en", by=owner)
    revoke(invitation=first, by=owner)
    assert [one.id for one in invitations_to(nok, "en")] == [second.pk]
    accept(invitation=second, person=nok)
    assert list(Membership.objects.filter(user=nok).values_list("organization", "role")) == [
        (other.pk, "owner")
    ]


def test_nobody_is_a_member_before_they_agree_nor_told_of_roles(
    asked: Callable[[str], Invitation], nok: User, client: Client
) -> None:
    invitation = asked("open")
    for _ in range(2):
        client.get(in_english(invitation))
    assert roles(nok) == set()
    assert not Notice.objects.filter(recipient=nok, kind="merchants.roles").exists()


@pytest.mark.parametrize("language", codes())
def test_the_page_asks_in_any_language(
    asked: Callable[[str], Invitation], enter: Enter, nok: User, language: str
) -> None:
    path = in_english(asked("open")).replace("/en/", f"/{language}/", 1)
    shown = page(enter(nok), path)
    assert the(shown, "html")["lang"] == {"zh-hans": "zh-Hans"}.get(language, language)
    for place, english in (("h1", "Invitation"), ("main form button", "Accept")):
        assert (words(the(shown, place)) == english) is (language == "en")


@pytest.mark.parametrize("language", codes())
def test_the_mail_to_a_stranger_is_in_the_language_named(
    tea_house: Organization, owner: User, language: str
) -> None:
    made = invite(
        organization=tea_house, email="new@example.com", roles=["sales"], language=language, by=owner
    )
    kept = OutboxMail.objects.get()
    assert (made.language, kept.language) == (language, language)
    assert kept.link.endswith(invitation_path(made))
    assert f"/{language}/desk/join/" in kept.link


def test_a_link_names_one_sending_of_one_invitation(asked: Callable[[str], Invitation], owner: User) -> None:
    first = asked("open")
    assert read_invitation(in_english(first).split("/")[-2]) == (first.pk, 1)
    again = resend(invitation=first, by=owner)
    assert read_invitation(in_english(again).split("/")[-2]) == (first.pk, 2)
    assert again.expires_at - again.sent_at == HOLDS_FOR


@pytest.mark.parametrize("role", ["editor", "sales", "finance"])
def test_only_owners_ask_and_see_who_was_asked(
    asked: Callable[[str], Invitation], tea_house: Organization, lan: User, enter: Enter, role: str
) -> None:
    invitation = asked("open")
    add_member(organization=tea_house, user_id=lan.pk, role=role)
    members = f"/en/desk/{tea_house.slug}/members/"
    assert "nok@example.com" not in page(enter(lan), members).get_text()
    refused = page(enter(lan), f"{members}invite/", 403)
    assert "Who may: Owner" in words(the(refused, "main"))
    for action in ("resend", "revoke"):
        assert enter(lan).post(f"{members}invitations/{invitation.pk}/{action}/").status_code == 403
    invitation.refresh_from_db()
    assert (invitation.serial, invitation.state) == (1, "pending")
