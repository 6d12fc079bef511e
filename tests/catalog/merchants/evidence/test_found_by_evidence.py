"""Sellers and their goods narrowed down by what was checked, for as long as it holds."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from catalog.merchants.documents import CONTRIBUTOR as STOREFRONTS
from catalog.merchants.documents import VERIFIED
from catalog.merchants.models import DecisionReason, Organization
from catalog.merchants.services.evidence import decide, withdraw_evidence
from catalog.merchants.services.following import follow_last_days
from catalog.products.documents.goods import CONTRIBUTOR as GOODS
from catalog.products.models import Product
from catalog.search.contributors import Contributor
from catalog.search.models import IndexChange
from portal.accounts.models import User
from tests.catalog.merchants.evidence.conftest import Send

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)


def checked(kind: Contributor, record: int) -> list[str]:
    (document,) = kind.documents([record])
    facets: Mapping[str, Sequence[str]] = document.facets
    return list(facets["verified"])


def marked() -> set[tuple[str, int]]:
    return set(IndexChange.objects.values_list("kind", "record"))


def test_what_was_checked_is_known_of_the_seller_and_its_goods(
    send: Send, reviewer: User, tea_house: Organization, liubao: Product
) -> None:
    evidence = send()
    assert checked(STOREFRONTS, tea_house.storefront.pk) == []
    IndexChange.objects.all().delete()
    decide(evidence=evidence, accept=True, by=reviewer)
    assert checked(STOREFRONTS, tea_house.storefront.pk) == ["registration"]
    assert checked(GOODS, liubao.pk) == ["registration"]
    assert {("storefront", tea_house.storefront.pk), ("product", liubao.pk)} <= marked()


def test_what_is_taken_back_or_refused_later_is_no_longer_known(
    send: Send, reviewer: User, owner: User, tea_house: Organization, liubao: Product
) -> None:
    reason = DecisionReason.objects.create(key="unclear", words={"en": "It cannot be read."})
    taken_back, refused = send(), send(kind="tax")
    for evidence in (taken_back, refused):
        decide(evidence=evidence, accept=True, by=reviewer)
    assert checked(GOODS, liubao.pk) == ["registration", "tax"]
    IndexChange.objects.all().delete()
    withdraw_evidence(evidence=taken_back, by=owner)
    assert ("product", liubao.pk) in marked()
    decide(evidence=refused, accept=False, reason=reason, by=reviewer)
    assert checked(GOODS, liubao.pk) == checked(STOREFRONTS, tea_house.storefront.pk) == []


@pytest.mark.parametrize(
    ("moment", "known"),
    [
        (datetime(2026, 11, 26, 15, 59, tzinfo=UTC), ["registration"]),
        (datetime(2026, 11, 26, 16, 1, tzinfo=UTC), []),
    ],
)
def test_it_is_known_through_its_last_day_where_the_seller_is(
    send: Send,
    reviewer: User,
    liubao: Product,
    monkeypatch: pytest.MonkeyPatch,
    moment: datetime,
    known: list[str],
) -> None:
    decide(evidence=send(expires_on=TODAY + timedelta(days=400)), accept=True, by=reviewer)
    liubao.organization.evidence.update(expires_on=TODAY)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    assert checked(GOODS, liubao.pk) == known


@pytest.mark.parametrize(("days", "told"), [(-1, 0), (0, 1), (3, 1), (4, 0)])
def test_the_clock_has_the_index_follow_last_days(
    send: Send, reviewer: User, liubao: Product, days: int, told: int
) -> None:
    decide(evidence=send(expires_on=TODAY + timedelta(days=400)), accept=True, by=reviewer)
    liubao.organization.evidence.update(expires_on=TODAY - timedelta(days=days))
    IndexChange.objects.all().delete()
    assert follow_last_days(now=datetime(2026, 11, 26, 12, tzinfo=UTC)) == told
    assert (("product", liubao.pk) in marked()) == bool(told)


def test_kinds_are_named_and_others_are_none() -> None:
    assert VERIFIED.labels(["registration", "bribe", ""], "en") == {"registration": "Company registration"}
