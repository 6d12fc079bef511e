"""Liubao tea and its house, Wei who owns it, a moderator, and the reasons there are."""

import pytest

from catalog.merchants.models import DecisionReason, Organization
from catalog.merchants.services import add_member
from catalog.moderation import services
from catalog.moderation.kinds import Thing, find
from catalog.moderation.models import Report, Suspension
from catalog.products.models import Product
from catalog.seams import person_check
from catalog.seams.person_check import Outcome
from portal.accounts.models import User
from portal.pages.services.editors import ensure_editors
from tests.cast import Person


class Check:
    """A check of persons that thinks what the test says."""

    outcome = Outcome.PASSED

    def __init__(self, *about: object) -> None:
        pass

    def examine(self, posted: object) -> Outcome:
        return self.outcome

    def ask_again(self, *, doubted: bool) -> dict[str, object]:
        return {"token": "fresh", "question": None}


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every stranger pass for a person."""
    monkeypatch.setattr(person_check, "_makers", [Check])


@pytest.fixture
def owner(tea_house: Organization, wei: User) -> User:
    """Wei, who owns the tea house and reads Chinese."""
    add_member(organization=tea_house, user_id=wei.pk, role="owner")
    return wei


@pytest.fixture
def moderator(person: Person) -> User:
    """An editor."""
    made = person("moderator", "Mei", is_staff=True)
    made.groups.add(ensure_editors())
    return made


@pytest.fixture
def reason(db: None) -> DecisionReason:
    """Counterfeits."""
    return DecisionReason.objects.get(key="counterfeit")


@pytest.fixture
def tea_offer(liubao: Product) -> Thing:
    """Liubao tea as moderators see it."""
    return thing("product", liubao.pk)


@pytest.fixture
def report(tea_offer: Thing, nok: User) -> Report:
    """Nok's report of the tea."""
    return tell(tea_offer, nok)


@pytest.fixture
def suspension(tea_offer: Thing, owner: User, moderator: User, reason: DecisionReason) -> Suspension:
    """The tea, suspended."""
    return services.suspend(
        kind="product", thing=tea_offer, reason=reason, note="See the seal.", by=moderator
    )


def thing(kind: str, pk: object) -> Thing:
    """Return a thing as moderators see it."""
    found = find(kind, str(pk), "en")
    assert found is not None
    return found


def tell(about: Thing, by: User | None = None, *, voice: str = "", reason: str = "counterfeit") -> Report:
    """Report a product."""
    return services.report(
        kind="product",
        thing=about,
        reason=reason,
        text="The seal is wrong",
        language="th",
        voice=voice or (f"user:{by.pk}" if by else "net:somebody"),
        by=by,
    )
