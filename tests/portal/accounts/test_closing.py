"""A person closes their account: what goes, what stays, and who first has to hand something over."""

from collections.abc import Callable
from datetime import datetime

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.utils import timezone

from catalog.audit.models import Entry
from catalog.conversations.models import Conversation
from catalog.conversations.services.opening import Writer, begin
from catalog.conversations.services.writing import Draft
from catalog.conversations.subjects import Subject
from catalog.merchants.models import Membership, Organization
from catalog.merchants.services import add_member
from catalog.merchants.services.departing import StillOwner, end_roles, left_ownerless
from catalog.notices.models import OutboxMail
from catalog.translation.texts import LocalText
from portal.accounts.closing import LastAdministrator, close_account
from portal.accounts.models import User
from portal.accounts.services import create_person
from tests.cast import Person
from tests.portal.accounts.visitor import Page, Visitor

PASSWORD = "old wood, new tea leaves"
CLOSE = "/en/account/close/"
TOLD: dict[str, str | datetime] = {"timestamp": timezone.now(), "ip": "203.0.113.9", "user_agent": "Browser"}


@pytest.fixture
def thida(db: None) -> User:
    return create_person(email="thida@example.com", password=PASSWORD, name="Thida", language="en")


@pytest.fixture
def inside(thida: User, visitor: Visitor) -> Visitor:
    """Thida's browser, signed in."""
    visitor.open("/en/account/login/")
    visitor.send(login="thida@example.com", password=PASSWORD)
    return visitor


def at_the_door(inside: Visitor) -> Page:
    """Go to the page; on the way the password is asked once more."""
    inside.open(CLOSE)
    assert inside.heading == "Is it you?"
    inside.send(password=PASSWORD)
    assert inside.address == CLOSE
    return inside.page


@pytest.fixture
def join(thida: User) -> Callable[..., Organization]:
    """Return a function that makes an organization with Thida as its owner."""

    def joined(kind: str = "merchant", *others: User, role: str = "owner") -> Organization:
        made: Organization = Organization.objects.create(
            slug=f"house-{Organization.objects.count()}", kind=kind, country_id="MM", source_language="en"
        )
        add_member(organization=made, user_id=thida.pk, role="owner")
        for other in others:
            add_member(organization=made, user_id=other.pk, role=role)
        return made

    return joined


def close(user: User) -> None:
    close_account(user=user, language="en", told=dict(TOLD))


def test_it_says_what_goes_and_closes_for_who_is_sure(
    inside: Visitor, thida: User, mailoutbox: list[EmailMessage]
) -> None:
    inside.open("/en/account/")
    assert inside.page.select_one(f'a[href="{CLOSE}"]')
    page = at_the_door(inside)
    assert "Deleted at once" in page.get_text()
    assert "Kept:" in page.get_text()
    inside.send(sure="on")
    assert inside.heading == "Your account is closed"
    assert not User.objects.exists()
    assert not EmailAddress.objects.exists()
    (message,) = mailoutbox
    assert message.to == ["thida@example.com"]
    assert message.subject.startswith("Your account is closed")
    inside.open("/en/account/")
    assert inside.address == "/en/account/login/"


def test_without_the_tick_nothing_happens(inside: Visitor) -> None:
    at_the_door(inside)
    inside.send()
    assert inside.status == 422
    assert inside.page.find(id="id_sure_error")
    assert User.objects.get().is_active


def test_who_does_not_know_the_password_closes_nothing(inside: Visitor) -> None:
    inside.open(CLOSE)
    inside.send(password="guessed")
    assert "not your password" in inside.errors()
    inside.client.post(CLOSE, {"sure": "on"})
    assert User.objects.exists()


def test_a_stranger_is_asked_to_sign_in(visitor: Visitor) -> None:
    visitor.open(CLOSE)
    assert visitor.address == "/en/account/login/"


def test_the_only_owner_hands_over_first(
    inside: Visitor, thida: User, join: Callable[..., Organization]
) -> None:
    house = join()
    page = at_the_door(inside)
    assert page.select_one(f'a[href="/en/desk/{house.slug}/members/"]')
    assert not page.select("[name=sure]")
    answer = inside.client.post(CLOSE, {"sure": "on"})
    assert answer.status_code == 409
    assert Membership.objects.filter(user=thida, organization=house).exists()
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize(
    ("kind", "role", "active", "hinders"),
    [
        ("merchant", None, True, True),
        ("merchant", "editor", True, True),
        ("merchant", "owner", False, True),
        ("merchant", "owner", True, False),
        ("person", None, True, False),
        ("company", None, True, False),
        ("company", "finance", True, True),
    ],
)
def test_an_organization_hinders_unless_another_owner_can_sign_in(
    kind: str,
    role: str | None,
    active: bool,
    hinders: bool,
    thida: User,
    person: Person,
    join: Callable[..., Organization],
) -> None:
    """A buyer nobody else belongs to shows nothing, and nobody has to be found for it."""
    others = [person("other", "Other", is_active=active)] if role else []
    house = join(kind, *others, role=role or "owner")
    assert left_ownerless(thida) == ([house] if hinders else [])
    if hinders:
        with pytest.raises(StillOwner) as told:
            close(thida)
        assert told.value.organizations == [house]
        assert User.objects.filter(pk=thida.pk).exists()
    else:
        close(thida)
        assert not Membership.objects.filter(user=thida.pk).exists()


def test_a_role_that_is_not_owner_hinders_nothing(
    thida: User, person: Person, join: Callable[..., Organization]
) -> None:
    house = join("merchant", person("other", "Other"))
    Membership.objects.filter(organization=house, user=thida).update(role="sales")
    assert end_roles(person=thida) == [house]


def test_who_did_what_stays_on_record(thida: User, person: Person, join: Callable[..., Organization]) -> None:
    house = join("merchant", person("other", "Other"))
    before = Entry.objects.count()
    close(thida)
    left, closed = Entry.objects.order_by("pk")[before:]
    assert (left.action, left.target_name, left.before["roles"]) == ("member.left", house.slug, ["owner"])
    assert (closed.action, closed.actor, closed.actor_name) == ("person.closed", None, "Thida")
    assert closed.before == {"organizations": [house.slug]}


def test_what_was_written_to_a_seller_stays_without_the_name(thida: User, tea_house: Organization) -> None:
    subject = Subject(tea_house.storefront.pk, LocalText("The house", "en"), "/en/", tea_house.pk)
    writer = Writer(name="Thida", address=thida.email, language="en", time_zone="UTC", account=thida)
    begin(kind="storefront", subject=subject, writer=writer, draft=Draft("Do you ship?", "en"))
    close(thida)
    kept = Conversation.objects.get()
    assert (kept.name, kept.address, kept.visitor) == ("", "", None)
    assert kept.messages.get().text == "Do you ship?"


def test_the_address_is_free_again(inside: Visitor, thida: User) -> None:
    close(thida)
    again = create_person(email="thida@example.com", password=PASSWORD)
    assert not Membership.objects.filter(user=again).exists()


def test_the_last_administrator_stays(inside: Visitor, thida: User, person: Person) -> None:
    User.objects.update(is_superuser=True)
    thida.refresh_from_db()
    assert "only administrator" in at_the_door(inside).get_text()
    with pytest.raises(LastAdministrator):
        close(thida)
    person("other", "Other", is_superuser=True)
    close(thida)
    assert not User.objects.filter(pk=thida.pk).exists()


def test_where_it_fails_nothing_is_half_done(
    thida: User, person: Person, join: Callable[..., Organization], monkeypatch: pytest.MonkeyPatch
) -> None:
    house = join("merchant", person("other", "Other"))

    def fail(**named: object) -> None:
        raise RuntimeError("the database went away")

    monkeypatch.setattr("portal.accounts.closing.remove_person", fail)
    with pytest.raises(RuntimeError):
        close(thida)
    assert Membership.objects.filter(organization=house, user=thida).exists()
    assert not OutboxMail.objects.exists()
