"""A moderator decides: leaves a thing or takes it off the site, once, with a reason, on the record."""

from collections.abc import Callable

import pytest

from catalog.audit.selectors import history
from catalog.jobs.services import drain
from catalog.merchants.models import DecisionReason, Organization
from catalog.merchants.selectors.members import own_name
from catalog.moderation import services
from catalog.moderation.kinds import Thing
from catalog.moderation.models import Report, Suspension
from catalog.moderation.services import DecidedMeanwhile
from catalog.moderation.services.deciding import suspend_owner
from catalog.notices.letters import shown
from catalog.notices.models import Notice, OutboxMail
from catalog.notices.services import MAIL_DRAIN
from catalog.products.models import Product
from portal.accounts.models import User
from tests.catalog.moderation.conftest import tell, thing

pytestmark = pytest.mark.django_db


def test_what_is_left_stays_and_its_reports_are_closed(
    tea_offer: Thing, report: Report, moderator: User
) -> None:
    assert services.close(kind="product", thing=tea_offer, seen=[report.pk], note="Fine", by=moderator) == 1
    report.refresh_from_db()
    assert (report.outcome, report.decided_by) == ("left", moderator)
    entry = history(tea_offer.record)[0]
    assert (entry.action, entry.role, entry.actor) == ("report.decided", "moderator", moderator)
    assert entry.after == {"outcome": "left", "reports": 1, "reason": "", "note": "Fine"}
    assert Product.objects.get().status == "published"


def test_a_report_that_came_meanwhile_stays_open(
    tea_offer: Thing, report: Report, lan: User, moderator: User
) -> None:
    later = tell(tea_offer, lan)
    services.close(kind="product", thing=tea_offer, seen=[report.pk], note="", by=moderator)
    later.refresh_from_db()
    assert later.decided_at is None


def test_the_second_of_two_decisions_is_refused(
    tea_offer: Thing, report: Report, moderator: User, reason: DecisionReason
) -> None:
    services.close(kind="product", thing=tea_offer, seen=[report.pk], note="", by=moderator)
    for decide in (
        lambda: services.close(kind="product", thing=tea_offer, seen=[report.pk], note="", by=moderator),
        lambda: services.suspend(
            kind="product", thing=tea_offer, reason=reason, seen=[report.pk], by=moderator
        ),
    ):
        with pytest.raises(DecidedMeanwhile):
            decide()
    assert Product.objects.get().status == "published"
    assert not Suspension.objects.exists()


def test_a_suspension_closes_every_report_and_forgets_the_networks(
    tea_offer: Thing, report: Report, moderator: User, reason: DecisionReason
) -> None:
    tell(tea_offer, voice="net:abc")
    services.suspend(kind="product", thing=tea_offer, reason=reason, seen=[report.pk], by=moderator)
    outcomes = set(Report.objects.values_list("outcome", "voice"))
    assert outcomes == {("suspended", f"user:{report.reporter_id}"), ("suspended", "")}


def test_nothing_is_suspended_twice(
    suspension: Suspension, tea_offer: Thing, moderator: User, reason: DecisionReason
) -> None:
    with pytest.raises(DecidedMeanwhile):
        services.suspend(kind="product", thing=tea_offer, reason=reason, by=moderator)
    assert Suspension.objects.get() == suspension


def test_a_suspension_is_on_the_record_with_its_reason(suspension: Suspension, tea_offer: Thing) -> None:
    began, moved = history(tea_offer.record)[:2]
    assert (began.action, began.after) == (
        "suspension.began",
        {"reason": "counterfeit", "note": "See the seal."},
    )
    assert (moved.action, moved.before, moved.after) == (
        "product.moved",
        {"status": "published"},
        {"status": "suspended"},
    )


def test_the_owner_is_told_in_their_language_on_the_site_and_by_mail(
    suspension: Suspension, owner: User
) -> None:
    told = shown(Notice.objects.get(recipient=owner), owner.language)
    assert "六堡茶 2019 篓装" in told.subject
    assert "涉及假冒商品，或使用了他人的品牌。" in told.text
    assert "See the seal." in told.text
    assert told.path == f"/zh-hans/desk/{suspension.organization.slug}/suspensions/{suspension.pk}/"
    assert drain(MAIL_DRAIN) == 1
    assert OutboxMail.objects.get().recipient == owner


@pytest.mark.parametrize(("role", "told"), [("editor", True), ("sales", False), ("finance", False)])
def test_those_who_answer_for_what_is_shown_are_told(
    tea_offer: Thing,
    tea_house: Organization,
    nok: User,
    moderator: User,
    reason: DecisionReason,
    role: str,
    told: bool,
) -> None:
    tea_house.memberships.create(user=nok, role=role)
    services.suspend(kind="product", thing=tea_offer, reason=reason, by=moderator)
    assert Notice.objects.filter(recipient=nok).exists() == told


def test_a_whole_organization_is_suspended_over_one_report(
    tea_offer: Thing, report: Report, tea_house: Organization, moderator: User, reason: DecisionReason
) -> None:
    owner = thing("organization", tea_house.pk)
    suspend_owner(
        kind="product", thing=tea_offer, owner=owner, reason=reason, note="", by=moderator, seen=[report.pk]
    )
    tea_house.refresh_from_db()
    assert tea_house.status == "suspended"
    assert Product.objects.get().status == "published", "its goods come back as they were"
    kept = Suspension.objects.get()
    assert (kept.kind, kept.was, kept.title) == ("organization", "active", "青榕树茶坊")
    assert [entry.action for entry in history(tea_house)[:2]] == ["suspension.began", "organization.moved"]
    report.refresh_from_db()
    assert report.outcome == "suspended"


def test_the_second_who_suspends_the_organization_is_refused(
    tea_offer: Thing, report: Report, tea_house: Organization, moderator: User, reason: DecisionReason
) -> None:
    owner = thing("organization", tea_house.pk)
    services.close(kind="product", thing=tea_offer, seen=[report.pk], note="", by=moderator)
    with pytest.raises(DecidedMeanwhile):
        suspend_owner(
            kind="product",
            thing=tea_offer,
            owner=owner,
            reason=reason,
            note="",
            by=moderator,
            seen=[report.pk],
        )
    tea_house.refresh_from_db()
    assert tea_house.status == "active"


def test_reports_go_with_their_organization(
    report: Report, suspension: Suspension, remove: Callable[[], None]
) -> None:
    remove()
    assert not Report.objects.exists()
    assert not Suspension.objects.exists()


@pytest.fixture
def remove(tea_house: Organization) -> Callable[[], None]:
    from catalog.merchants.services.leaving import remove_organization
    from catalog.products.services import remove_products

    def go() -> None:
        assert own_name(tea_house)
        remove_products(products=Product.objects.filter(organization=tea_house))
        remove_organization(organization=tea_house)

    return go
