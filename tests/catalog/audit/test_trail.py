"""Who changed what, before and after, in which role; together with the change or not at all."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from wagtail.models import Site

from catalog.audit import selectors, services
from catalog.audit.models import Entry
from catalog.audit.selectors import Change
from portal.accounts.models import User


@pytest.fixture
def site(db: None) -> Site:
    return Site.objects.get()


def rename(site: Site, by: User | None, to: str, **more: Any) -> Entry:
    return services.record(
        actor=by,
        role="editor" if by else services.SYSTEM,
        action="site.rename",
        target=site,
        before={"name": site.site_name, **more},
        after={"name": to, **more},
    )


def test_an_entry_says_who_what_and_in_which_role(site: Site, wei: User) -> None:
    entry = rename(site, wei, "Fair")
    assert (entry.actor, entry.actor_name, entry.role, entry.action) == (wei, "韦文", "editor", "site.rename")
    assert (entry.before, entry.after) == ({"name": site.site_name}, {"name": "Fair"})
    assert entry.target_name == str(site)
    assert str(entry).endswith(f"韦文 (editor): site.rename {site}")


def test_only_what_differs_is_kept(site: Site, wei: User) -> None:
    entry = services.record(
        actor=wei,
        role="owner",
        action="product.edit",
        target=site,
        before={"title": "Tea", "moq": 10, "gone": True},
        after={"title": "Tea", "moq": 20, "new": None},
    )
    assert entry.before == {"moq": 10, "gone": True}
    assert entry.after == {"moq": 20, "new": None}
    assert selectors.changes(entry) == [
        Change("gone", True, None),
        Change("moq", 10, 20),
        Change("new", None, None),
    ]


def test_values_of_the_domain_can_be_kept(site: Site, wei: User) -> None:
    entry = rename(site, wei, "Fair")
    services.record(
        actor=wei,
        role="owner",
        action="rate.freeze",
        target=site,
        after={"rate": Decimal("7.1234"), "on": dt.date(2026, 11, 25)},
    )
    entry = Entry.objects.latest("pk")
    assert entry.after == {"rate": "7.1234", "on": "2026-11-25"}


def test_what_the_site_does_by_itself_has_no_actor(site: Site) -> None:
    entry = rename(site, None, "Fair")
    assert entry.actor is None
    assert (entry.actor_name, entry.role) == ("system", "system")


def test_an_action_without_fields_is_an_entry_too(site: Site, wei: User) -> None:
    entry = services.record(actor=wei, role="owner", action="storefront.publish", target=site)
    assert selectors.changes(entry) == []


def test_the_history_of_an_object_is_its_own_newest_first(site: Site, wei: User, editor: User) -> None:
    rename(site, wei, "First")
    rename(site, editor, "Second")
    services.record(actor=wei, role="owner", action="account.rename", target=editor)
    assert [entry.after["name"] for entry in selectors.history(site)] == ["Second", "First"]
    assert [entry.action for entry in selectors.history(editor)] == ["account.rename"]
    assert list(selectors.history(wei)) == []


def test_what_a_person_did_can_be_listed(site: Site, wei: User, editor: User) -> None:
    rename(site, wei, "First")
    rename(site, editor, "Second")
    rename(site, wei, "Third")
    assert [entry.after["name"] for entry in selectors.by_actor(wei)] == ["Third", "First"]


def test_an_entry_outlives_its_actor_and_its_target(site: Site, wei: User, nok: User) -> None:
    entry = services.record(actor=wei, role="owner", action="member.remove", target=nok)
    wei.delete()
    nok.delete()
    entry.refresh_from_db()
    assert entry.actor is None
    assert entry.actor_name == "韦文"
    assert entry.target_name == "nok@example.com"


def test_a_very_long_title_is_cut(site: Site, wei: User) -> None:
    site.site_name = "ກ" * 1000
    entry = rename(site, wei, "Fair")
    assert len(entry.target_name) <= 300
    entry.refresh_from_db()
    assert entry.target_name == str(site)[:300]


@pytest.mark.django_db(transaction=True)
def test_an_entry_without_a_transaction_is_refused(wei: User) -> None:
    with pytest.raises(transaction.TransactionManagementError, match=r"site\.rename was recorded outside"):
        rename(Site.objects.get(), wei, "Fair")
    assert Entry.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_undone_change_leaves_no_entry(wei: User) -> None:
    with transaction.atomic():
        rename(Site.objects.get(), wei, "Fair")
        transaction.set_rollback(True)
    assert Entry.objects.count() == 0
