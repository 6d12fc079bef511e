"""An owner appeals once; a moderator lifts or upholds, with words, and the owner is told."""

import pytest
from django.core.exceptions import ValidationError

from catalog.audit.selectors import history
from catalog.merchants.models import DecisionReason, Organization
from catalog.moderation import selectors, services
from catalog.moderation.kinds import Thing
from catalog.moderation.models import Suspension
from catalog.moderation.services import DecidedMeanwhile
from catalog.moderation.services.deciding import suspend
from catalog.notices.letters import shown
from catalog.notices.models import Notice
from catalog.products.models import Product
from catalog.products.services import remove_products
from portal.accounts.models import User
from tests.catalog.moderation.conftest import thing

pytestmark = pytest.mark.django_db


def answer(suspension: Suspension, by: User, **said: object) -> Suspension:
    given = {"lift": True, "seen": suspension.stage, "note": "You are right."} | said
    return services.answer(suspension=suspension, by=by, **given)  # type: ignore[arg-type]


def test_an_appeal_comes_back_into_the_queue(suspension: Suspension, owner: User, tea_offer: Thing) -> None:
    assert not selectors.appeals().exists()
    services.appeal(suspension=suspension, plea="  Here is the receipt. ", by=owner)
    (waiting,) = selectors.appeals()
    assert (waiting.plea, waiting.appealed_by) == ("Here is the receipt.", owner)
    entry = history(tea_offer.record)[0]
    assert (entry.action, entry.role) == ("suspension.appealed", "owner")
    assert entry.after == {"stage": "appealed", "note": "Here is the receipt."}


def test_an_appeal_says_something(suspension: Suspension, owner: User) -> None:
    with pytest.raises(ValidationError, match="look at again"):
        services.appeal(suspension=suspension, plea=" \r\n ", by=owner)
    assert not selectors.appeals().exists()


@pytest.mark.parametrize("lift", [True, False])
def test_there_is_one_appeal(suspension: Suspension, owner: User, moderator: User, lift: bool) -> None:
    services.appeal(suspension=suspension, plea="One", by=owner)
    with pytest.raises(DecidedMeanwhile):
        services.appeal(suspension=suspension, plea="Two", by=owner)
    answer(suspension, moderator, lift=lift)
    with pytest.raises(DecidedMeanwhile):
        services.appeal(suspension=suspension, plea="Three", by=owner)
    assert Suspension.objects.get().plea == "One"


def test_a_lifted_one_is_as_it_was(suspension: Suspension, owner: User, moderator: User) -> None:
    services.appeal(suspension=suspension, plea="Look", by=owner)
    answer(suspension, moderator)
    assert Product.objects.get().status == "published"
    assert selectors.suspension_now("product", suspension.key) is None
    told = shown(Notice.objects.filter(kind="moderation.answered").get(), "en")
    assert told.subject.startswith("Lifted: ")
    assert "You are right." in told.text


def test_an_upheld_one_stays_off_and_its_owner_reads_why(
    suspension: Suspension, owner: User, moderator: User, reason: DecisionReason, tea_offer: Thing
) -> None:
    services.appeal(suspension=suspension, plea="Look", by=owner)
    answer(suspension, moderator, lift=False, reason=reason, note="")
    assert Product.objects.get().status == "suspended"
    assert not selectors.appeals().exists()
    told = shown(Notice.objects.get(kind="moderation.answered"), "th")
    assert "มีสินค้าปลอม" in told.text
    entry = history(tea_offer.record)[0]
    assert (entry.action, entry.before) == ("suspension.answered", {"stage": "appealed"})
    assert entry.after == {"stage": "upheld", "reason": "counterfeit", "note": ""}


def test_a_moderator_lifts_without_an_appeal_and_after_one(
    suspension: Suspension, owner: User, moderator: User, tea_offer: Thing, reason: DecisionReason
) -> None:
    answer(suspension, moderator)
    assert Product.objects.get().status == "published"
    again = suspend(kind="product", thing=tea_offer, reason=reason, by=moderator)
    services.appeal(suspension=again, plea="Look", by=owner)
    answer(again, moderator, lift=False)
    answer(again, moderator)
    assert Product.objects.get().status == "published"
    assert Notice.objects.filter(kind="moderation.answered").count() == 3


def test_nothing_is_upheld_that_nobody_appealed_against(suspension: Suspension, moderator: User) -> None:
    with pytest.raises(DecidedMeanwhile):
        answer(suspension, moderator, lift=False)


def test_a_decision_says_why(suspension: Suspension, moderator: User) -> None:
    with pytest.raises(ValidationError, match="write why"):
        answer(suspension, moderator, note="  ")
    assert Product.objects.get().status == "suspended"


def test_who_decides_about_what_has_moved_on_is_refused(
    suspension: Suspension, owner: User, moderator: User
) -> None:
    services.appeal(suspension=suspension, plea="Look", by=owner)
    with pytest.raises(DecidedMeanwhile):
        answer(suspension, moderator, seen="new")
    answer(suspension, moderator, lift=False)
    with pytest.raises(DecidedMeanwhile):
        answer(suspension, moderator, seen="appealed")
    assert Product.objects.get().status == "suspended"


def test_a_suspension_outlives_the_thing(suspension: Suspension, moderator: User) -> None:
    remove_products(products=Product.objects.all())
    answer(suspension, moderator)
    assert Suspension.objects.get().stage == "lifted"
    assert history(suspension.organization)[0].action == "suspension.answered"


@pytest.mark.parametrize("kind", ["storefront", "organization"])
def test_storefronts_and_organizations_come_back(
    tea_house: Organization, moderator: User, reason: DecisionReason, kind: str
) -> None:
    pk = tea_house.pk if kind == "organization" else tea_house.storefront.pk
    began = suspend(kind=kind, thing=thing(kind, pk), reason=reason, by=moderator)
    assert thing(kind, pk).path == ""
    assert thing(kind, pk).state == "Suspended"
    answer(began, moderator)
    assert thing(kind, pk).state in {"Published", "Active"}
