"""The reviewers' page of a storefront: all it says, the decision, and who may neither see nor decide."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from catalog.merchants.models import DecisionReason, Storefront, StorefrontDraft
from catalog.merchants.selectors.drafts import draft_of
from catalog.notices.models import Notice
from portal.accounts.models import User
from tests.cast import Person
from tests.reading import page_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def editors(client: Client, reviewer: User) -> Client:
    """The reviewer's browser."""
    client.force_login(reviewer)
    return client


def at(store: Storefront) -> str:
    return f"/editors/review/storefront/{store.pk}/"


def test_a_reviewer_reads_all_it_says(
    editors: Client, shop: Storefront, bring: Callable[[str], None]
) -> None:
    bring("sent in")
    page = page_of(editors.get(at(shop)))
    said = {words(term): words(term.find_next_sibling("dd")) for term in page.select("dt")}  # type: ignore[arg-type]
    assert said["In one line · Khmer"] == "ម្រេចកំពត"
    assert said["In one line · English"] == "Kampot pepper"
    assert said["About · Khmer"] == "សួនយើង"
    assert (said["Founded"], said["Private label"], said["Markets"]) == ("1998", "yes", "TH, VN")
    assert said["Contact"] == "pepper"
    assert "The storefront was put before the reviewers" in page.get_text()


@pytest.mark.parametrize("point", ["nothing", "written", "given back"])
def test_without_anything_sent_in_there_is_nothing_to_decide(
    editors: Client, shop: Storefront, bring: Callable[[str], None], point: str
) -> None:
    bring(point)
    page = page_of(editors.get(at(shop)))
    assert "Nothing waits." in page.get_text()
    assert not page.select("input[name=decision]")
    late = editors.post(at(shop), {"decision": "accept", "revision": 1}, follow=True)
    assert "decided about meanwhile" in late.content.decode()
    shop.refresh_from_db()
    assert shop.status == "draft"


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"decision": "accept"},
        {"decision": "sell", "revision": 1},
        {"decision": "refuse", "revision": 1},
        {"decision": "refuse", "revision": 1, "reason": "not-readable"},
        {"decision": "accept", "revision": "x"},
        {"decision": "accept", "revision": 1, "note": "x" * 2001},
    ],
)
def test_a_decision_that_is_none_is_refused_and_changes_nothing(
    editors: Client, shop: Storefront, bring: Callable[[str], None], sent: dict[str, Any]
) -> None:
    bring("sent in")
    key = sent.get("reason")
    given = sent | ({"reason": DecisionReason.objects.get(key=key).pk} if key else {})
    response = editors.post(at(shop), given)
    assert response.status_code == 422
    if key:
        assert "A refusal needs a reason." in response.content.decode()
    assert draft_of(shop).waits
    assert not Notice.objects.exists()


def test_only_reasons_about_storefronts_that_are_offered_are_chosen_from(
    editors: Client, shop: Storefront, bring: Callable[[str], None]
) -> None:
    bring("sent in")
    about = DecisionReason.objects.filter(about="storefront")
    first, second = about
    DecisionReason.objects.filter(pk=first.pk).update(offered=False)
    choices = page_of(editors.get(at(shop))).select("select[name=reason] option")
    assert [str(one["value"]) for one in choices] == ["", str(second.pk)]


@pytest.mark.parametrize("who", ["nok", "staff"])
def test_who_may_not_review_sees_nothing_and_decides_nothing(
    client: Client,
    shop: Storefront,
    nok: User,
    person: Person,
    bring: Callable[[str], None],
    who: str,
) -> None:
    bring("sent in")
    client.force_login(nok if who == "nok" else person("staff", "Staff", is_staff=True))
    assert client.get(at(shop)).status_code in {302, 403}
    assert client.post(at(shop), {"decision": "accept", "revision": 1}).status_code in {302, 403}
    assert StorefrontDraft.objects.get().submitted_at is not None
