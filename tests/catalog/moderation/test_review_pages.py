"""The moderators' pages: one queue of everything that waits, and one page to decide about a thing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.merchants.models import DecisionReason, Evidence, Organization
from catalog.moderation import services
from catalog.moderation.kinds import Thing
from catalog.moderation.models import Report, Suspension
from catalog.products.models import Product
from portal.accounts.models import User
from tests.catalog.moderation.conftest import tell
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
QUEUE = "/editors/review/"


@pytest.fixture
def editors(client: Client, moderator: User) -> Client:
    """The moderator's browser."""
    client.force_login(moderator)
    return client


def at(product: Product) -> str:
    return f"/editors/review/thing/product/{product.pk}/"


def send(editors: Client, product: Product, decision: str, **given: object) -> int:
    """Decide on the page as it is shown now."""
    page = page_of(editors.get(at(product)))
    seen = the(page, "input[name=seen]").get("value", "")
    said = {"decision": decision, "seen": seen, "reason": "", "note": ""} | given
    return editors.post(at(product), said).status_code


def rows(editors: Client, more: str = "") -> list[str]:
    return [words(row) for row in page_of(editors.get(QUEUE + more)).select("tbody tr")]


def test_everything_that_waits_is_one_list_the_oldest_first(
    editors: Client, report: Report, tea_house: Organization, suspension: Suspension, owner: User, lan: User
) -> None:
    now = timezone.now()
    services.appeal(suspension=suspension, plea="Look", by=owner)
    Suspension.objects.update(appealed_at=now - timedelta(days=3))
    Evidence.objects.create(
        organization=tea_house, kind="tax", country_id="CN", submitted_at=now - timedelta(days=5)
    )
    house = Report.objects.create(
        kind="storefront",
        key=str(tea_house.storefront.pk),
        organization=tea_house,
        title="Green Banyan",
        title_language="en",
        reason="forbidden",
        language="en",
        created_at=now - timedelta(days=4),
    )
    listed = rows(editors)
    assert [line.split()[0] for line in listed] == ["Evidence", "Reports", "Appeals"]
    assert "5 days" in listed[0]
    assert "Goods that may not be sold" in listed[1]
    assert "Green Banyan" in listed[1]
    assert house.decided_at is None
    nav = words(the(page_of(editors.get(QUEUE)), ".nice-padding nav"))
    for counted in ("Everything (3)", "Evidence (1)", "Reports (1)", "Appeals (1)"):
        assert counted in nav


def test_one_kind_of_it_can_be_listed(editors: Client, report: Report, tea_house: Organization) -> None:
    Evidence.objects.create(organization=tea_house, kind="tax", country_id="CN", submitted_at=timezone.now())
    assert len(rows(editors)) == 2
    assert [line.split()[0] for line in rows(editors, "?kind=reports")] == ["Reports"]
    assert len(rows(editors, "?kind=nothing")) == 2
    page = page_of(editors.get(f"{QUEUE}?kind=reports"))
    assert words(the(page, ".nice-padding nav [aria-current]")) == "Reports (1)"


def test_many_reports_about_a_thing_are_one_line(
    editors: Client, report: Report, tea_offer: Thing, lan: User
) -> None:
    tell(tea_offer, lan, reason="other")
    (line,) = rows(editors)
    assert "(+1)" in line
    assert "Reports (1)" in words(the(page_of(editors.get(QUEUE)), ".nice-padding nav"))


def test_the_queue_costs_the_same_queries_however_long(
    editors: Client, report: Report, tea_house: Organization
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert editors.get(QUEUE).status_code == 200
        return len(asked)

    cost()
    one = cost()
    for wanted in (24, 200):
        Report.objects.bulk_create(
            Report(
                kind="product",
                key=str(10_000 + number),
                organization=tea_house,
                title="Tea",
                title_language="en",
                reason="other",
                language="en",
            )
            for number in range(Report.objects.count(), wanted)
        )
        assert cost() <= one
        Report.objects.exclude(pk=report.pk).delete()


def test_the_page_shows_what_was_said_and_what_became_of_it(
    editors: Client, report: Report, liubao: Product
) -> None:
    page = words(the(page_of(editors.get(at(liubao))), "main, .nice-padding"))
    assert "Liubao dark tea" in page_of(editors.get(at(liubao))).get_text()
    assert "Counterfeit, or another's brand" in page
    assert "The seal is wrong" in page
    send(editors, liubao, "leave", note="Looks right")
    after = words(the(page_of(editors.get(at(liubao))), "main, .nice-padding"))
    assert "Reports were decided about" in after
    assert "Looks right" in after
    assert "Left as it is" in after


def test_a_reported_listing_is_suspended_and_leaves_the_queue(
    editors: Client, report: Report, liubao: Product, reason: DecisionReason
) -> None:
    assert send(editors, liubao, "suspend", reason=reason.pk, note="See the seal") == 302
    liubao.refresh_from_db()
    assert liubao.status == "suspended"
    assert rows(editors) == []
    assert Suspension.objects.get().note == "See the seal"


def test_a_listing_nobody_reported_is_found_by_its_address_and_suspended(
    editors: Client, liubao: Product, reason: DecisionReason
) -> None:
    for address in (f"https://x.example/th/product/{liubao.slug}/?q=1", f"/en/product/{liubao.slug}/"):
        found = editors.get("/editors/review/find/", {"address": address})
        assert found["Location"] == at(liubao)
    for address in ("", "/en/goods/", "nonsense", "/en/product/none/", "https://["):
        assert editors.get("/editors/review/find/", {"address": address})["Location"] == QUEUE
    assert "leave" not in [
        box["value"] for box in page_of(editors.get(at(liubao))).select("input[name=decision]")
    ]
    assert send(editors, liubao, "suspend", reason=reason.pk) == 302
    assert Suspension.objects.count() == 1


def test_the_whole_organization_is_suspended_from_its_listing(
    editors: Client, report: Report, liubao: Product, tea_house: Organization, reason: DecisionReason
) -> None:
    assert send(editors, liubao, "suspend-organization", reason=reason.pk) == 302
    tea_house.refresh_from_db()
    assert tea_house.status == "suspended"
    assert rows(editors) == []
    page = editors.get(f"/editors/review/thing/organization/{tea_house.pk}/")
    assert "Lift the suspension" in page.content.decode()


def test_a_suspension_needs_a_reason_and_any_decision_words(
    editors: Client, report: Report, liubao: Product, reason: DecisionReason
) -> None:
    assert send(editors, liubao, "suspend", note="Only words") == 422
    assert send(editors, liubao, "leave") == 422
    assert send(editors, liubao, "lift", note="Not suspended") == 422
    evidence_reason = DecisionReason.objects.get(key="not-readable")
    assert send(editors, liubao, "suspend", reason=evidence_reason.pk) == 422
    assert not Suspension.objects.exists()


def test_a_reason_no_longer_offered_is_not_given(
    editors: Client, report: Report, liubao: Product, reason: DecisionReason
) -> None:
    DecisionReason.objects.filter(pk=reason.pk).update(offered=False)
    assert send(editors, liubao, "suspend", reason=reason.pk) == 422


@pytest.mark.parametrize(("decision", "status"), [("lift", "published"), ("uphold", "suspended")])
def test_an_appeal_is_decided_on_the_same_page(
    editors: Client, suspension: Suspension, liubao: Product, owner: User, decision: str, status: str
) -> None:
    services.appeal(suspension=suspension, plea="The seal is new", by=owner)
    assert "Appeals" in rows(editors)[0]
    assert "The seal is new" in editors.get(at(liubao)).content.decode()
    assert send(editors, liubao, decision, note="Read") == 302
    liubao.refresh_from_db()
    assert liubao.status == status
    assert rows(editors) == []


def test_who_comes_second_is_told_and_changes_nothing(
    editors: Client, report: Report, liubao: Product, reason: DecisionReason, administrator: User
) -> None:
    seen = the(page_of(editors.get(at(liubao))), "input[name=seen]")["value"]
    other = Client()
    other.force_login(administrator)
    assert send(other, liubao, "leave", note="Fine") == 302
    said = {"decision": "suspend", "seen": seen, "reason": reason.pk, "note": ""}
    late = editors.post(at(liubao), said, follow=True)
    assert "somebody decided about it meanwhile" in late.content.decode()
    liubao.refresh_from_db()
    assert liubao.status == "published"
    assert not Suspension.objects.exists()


def test_who_decides_about_an_appeal_second_is_told(
    editors: Client, suspension: Suspension, liubao: Product, owner: User, administrator: User
) -> None:
    services.appeal(suspension=suspension, plea="Look", by=owner)
    other = Client()
    other.force_login(administrator)
    assert send(other, liubao, "uphold", note="No") == 302
    late = {"decision": "lift", "seen": "appealed", "reason": "", "note": "Yes"}
    assert (
        "somebody decided about it meanwhile" in editors.post(at(liubao), late, follow=True).content.decode()
    )
    assert Suspension.objects.get().stage == "upheld"


@pytest.mark.parametrize("address", ["thing/product/0/", "thing/unknown/1/", "thing/product/abc/"])
def test_what_is_not_there_is_not_found(editors: Client, address: str) -> None:
    assert editors.get(QUEUE + address).status_code == 404


def test_reasons_are_kept_by_what_they_are_about(editors: Client, administrator: User) -> None:
    editors.force_login(administrator)
    given = {
        "key": "ai-picture",
        "about": "suspension",
        "words-en": "Made up",
        "position": 5,
        "offered": "on",
    }
    assert editors.post("/editors/decision_reasons/new/", given).status_code == 302
    assert DecisionReason.objects.get(key="ai-picture").about == "suspension"
