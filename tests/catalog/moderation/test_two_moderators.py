"""Two moderators look at one thing: who decides second is told, and what came meanwhile is not lost."""

from typing import Any

import pytest
from django.test import Client

from catalog.audit.models import Entry
from catalog.merchants.models import DecisionReason, Organization
from catalog.moderation import services
from catalog.moderation.kinds import Thing
from catalog.moderation.models import Report, Suspension
from catalog.notices.models import Notice
from catalog.products.models import Product
from portal.accounts.models import User
from portal.pages.services.editors import ensure_editors
from tests.cast import Person
from tests.catalog.moderation.conftest import tell, thing
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
QUEUE = "/editors/review/"


@pytest.fixture
def editors(client: Client, moderator: User) -> Client:
    """The moderator's browser."""
    client.force_login(moderator)
    return client


@pytest.fixture
def second(person: Person) -> Client:
    """Another moderator's browser."""
    made = person("second", "Another", is_staff=True)
    made.groups.add(ensure_editors())
    client = Client()
    client.force_login(made)
    return client


def at(kind: str, key: object) -> str:
    return f"{QUEUE}thing/{kind}/{key}/"


def shown(client: Client, address: str, **given: Any) -> dict[str, Any]:
    """Open the page and return what its form would send, with what is chosen."""
    page = page_of(client.get(address))
    seen = the(page, "input[name=seen]").get("value", "")
    return {"seen": seen, "reason": "", "note": ""} | given


def late(client: Client, address: str, sent: dict[str, Any]) -> bool:
    """Send a decision; say whether somebody was quicker."""
    answer = client.post(address, sent, follow=True).content.decode()
    return "somebody decided about it meanwhile" in answer


@pytest.mark.parametrize(
    ("first", "then", "left"),
    [
        ("leave", "leave", ("published", 0)),
        ("leave", "suspend", ("published", 0)),
        ("leave", "suspend-organization", ("published", 0)),
        ("suspend", "leave", ("suspended", 1)),
        ("suspend", "suspend", ("suspended", 1)),
    ],
)
def test_of_two_moderators_who_saw_the_same_the_second_changes_nothing(
    editors: Client,
    second: Client,
    report: Report,
    liubao: Product,
    tea_house: Organization,
    reason: DecisionReason,
    first: str,
    then: str,
    left: tuple[str, int],
) -> None:
    address = at("product", liubao.pk)
    one, other = (
        shown(browser, address, decision=decision, reason=reason.pk, note="So")
        for browser, decision in ((editors, first), (second, then))
    )
    assert not late(editors, address, one)
    written = Entry.objects.count()
    refused = second.post(address, other, follow=True)
    # What is suspended meanwhile offers other decisions: the page is shown again.
    assert refused.status_code == 422 or "decided about it meanwhile" in refused.content.decode()
    liubao.refresh_from_db()
    tea_house.refresh_from_db()
    assert (liubao.status, Suspension.objects.count(), tea_house.status) == (*left, "active")
    assert Entry.objects.count() == written


def test_suspended_and_lifted_while_the_second_looked_is_not_suspended_for_the_old_reports(
    editors: Client, second: Client, report: Report, liubao: Product, reason: DecisionReason
) -> None:
    address = at("product", liubao.pk)
    old = shown(second, address, decision="suspend", reason=reason.pk)
    for decision in ("suspend", "lift"):
        given = shown(editors, address, decision=decision, reason=reason.pk, note="So")
        assert editors.post(address, given).status_code == 302
    assert late(second, address, old)
    liubao.refresh_from_db()
    assert liubao.status == "published"


@pytest.mark.parametrize("decision", ["leave", "suspend"])
def test_a_report_that_came_while_the_moderator_read_is_not_lost(
    editors: Client,
    tea_offer: Thing,
    report: Report,
    lan: User,
    liubao: Product,
    reason: DecisionReason,
    decision: str,
) -> None:
    address = at("product", liubao.pk)
    given = shown(editors, address, decision=decision, reason=reason.pk)
    later = tell(tea_offer, lan)
    assert editors.post(address, given).status_code == 302
    later.refresh_from_db()
    # What is left stays before the moderators; what is off the site needs no second look.
    assert later.outcome == ("" if decision == "leave" else "suspended")
    listed = [words(row) for row in page_of(editors.get(QUEUE)).select("tbody tr")]
    assert len(listed) == int(decision == "leave")


@pytest.mark.parametrize("decision", ["lift", "uphold"])
def test_who_answers_an_appeal_second_is_told(
    editors: Client,
    second: Client,
    suspension: Suspension,
    owner: User,
    liubao: Product,
    decision: str,
) -> None:
    services.appeal(suspension=suspension, plea="Look", by=owner)
    address = at("product", liubao.pk)
    one, other = (shown(browser, address, decision=decision, note="So") for browser in (editors, second))
    assert not late(editors, address, one)
    refused = second.post(address, other, follow=True)
    assert refused.status_code == 422 or "decided about it meanwhile" in refused.content.decode()
    assert Notice.objects.filter(kind="moderation.answered").count() == 1
    assert Entry.objects.filter(action="suspension.answered").count() == 1


def test_an_appeal_that_came_while_the_moderator_read_is_read_first(
    editors: Client, suspension: Suspension, owner: User, liubao: Product
) -> None:
    address = at("product", liubao.pk)
    given = shown(editors, address, decision="lift", note="So")
    services.appeal(suspension=suspension, plea="Look", by=owner)
    assert late(editors, address, given)
    assert Suspension.objects.get().stage == "appealed"


@pytest.mark.parametrize("seen", ["", "x", "-1", "0", "9" * 25, "9" * 5000, "٣"])
def test_a_form_that_was_tampered_with_decides_about_nothing(
    editors: Client, report: Report, liubao: Product, seen: str
) -> None:
    given = {"decision": "leave", "seen": seen, "reason": "", "note": "So"}
    assert late(editors, at("product", liubao.pk), given)
    report.refresh_from_db()
    assert report.decided_at is None


def test_another_things_reports_are_not_closed(
    editors: Client, report: Report, kampot: Product, nok: User, liubao: Product
) -> None:
    other = tell(thing("product", kampot.pk), nok)
    address = at("product", liubao.pk)
    given = shown(editors, address, decision="leave", note="So") | {"seen": f"{other.pk}"}
    assert late(editors, address, given)
    other.refresh_from_db()
    assert other.decided_at is None
