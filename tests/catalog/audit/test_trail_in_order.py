"""The trail read back: in order, apart for each object, and as it was written whoever changes since."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import ProtectedError
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Site

from catalog.audit import selectors, services
from catalog.audit.models import Entry
from catalog.audit.selectors import Change
from catalog.conversations.models import Conversation
from catalog.merchants.models import Organization
from catalog.products.models import Product
from portal.accounts.models import User

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 26, 12, 0, tzinfo=dt.UTC)


def note(target: Any, action: str, by: User | None = None, **more: Any) -> Entry:
    return services.record(actor=by, role="editor", action=action, target=target, **more)


def test_entries_of_one_moment_stand_in_the_order_they_were_made(wei: User) -> None:
    site = Site.objects.get()
    for number in range(5):
        note(site, f"site.{number}", wei)
    Entry.objects.update(at=NOON)
    expected = [f"site.{number}" for number in reversed(range(5))]
    assert [entry.action for entry in selectors.history(site)] == expected
    assert [entry.action for entry in selectors.by_actor(wei)] == expected


def test_an_entry_brought_from_before_stands_where_it_belongs(wei: User) -> None:
    site = Site.objects.get()
    note(site, "site.now", wei)
    earlier = note(site, "site.before", wei)
    Entry.objects.filter(pk=earlier.pk).update(at=NOON - dt.timedelta(days=900))
    assert [entry.action for entry in selectors.history(site)] == ["site.now", "site.before"]


def test_things_with_the_same_number_have_a_trail_each(
    liubao: Product, tea_house: Organization, wei: User
) -> None:
    same = Organization(pk=liubao.pk)
    note(liubao, "product.publish", wei)
    note(same, "organization.rename", wei)
    assert [entry.action for entry in selectors.history(liubao)] == ["product.publish"]
    theirs = [entry.action for entry in selectors.history(same)]
    assert theirs[0] == "organization.rename"
    assert "product.publish" not in theirs


def test_a_number_that_begins_another_is_another(wei: User) -> None:
    one, eleven = Site(pk=1, hostname="a"), Site(pk=11, hostname="b")
    note(eleven, "site.rename", wei)
    assert list(selectors.history(one)) == []


def test_what_has_a_uuid_has_a_trail_too(wei: User) -> None:
    one, other = Conversation(pk=uuid4()), Conversation(pk=uuid4())
    note(one, "conversation.blocked", wei)
    assert [entry.object_id for entry in selectors.history(one)] == [str(one.pk)]
    assert list(selectors.history(other)) == []


def test_what_the_site_did_by_itself_is_in_no_persons_list(wei: User) -> None:
    note(Site.objects.get(), "rates.import")
    assert list(selectors.by_actor(wei)) == []
    assert Entry.objects.get().actor is None


def test_an_entry_names_a_person_as_they_were_called_then(wei: User) -> None:
    entry = note(wei, "account.rename", wei)
    wei.name, wei.email = "Wei Wen", "other@example.com"
    wei.save()
    entry.refresh_from_db()
    assert (entry.actor, entry.actor_name) == (wei, "韦文")


@pytest.mark.parametrize(
    ("name", "called"), [("", "somebody@example.com"), ("ກ" * 120, "ກ" * 120), ("Nok", "Nok")]
)
def test_a_person_without_a_name_goes_by_the_address(person: Any, name: str, called: str) -> None:
    somebody = person("somebody", name)
    assert note(somebody, "account.rename", somebody).actor_name == called


BEFORE_AND_AFTER: list[tuple[dict[str, Any] | None, dict[str, Any] | None, list[Change]]] = [
    (None, None, []),
    ({}, {}, []),
    ({"a": 1}, {"a": 1}, []),
    ({"a": None}, {}, [Change("a", None, None)]),
    ({"a": 0}, {"a": False}, []),
    ({"a": ""}, {"a": None}, [Change("a", "", None)]),
    ({"a": [1, 2]}, {"a": [2, 1]}, [Change("a", [1, 2], [2, 1])]),
    ({"a": {"en": "x", "th": "y"}}, {"a": {"th": "y", "en": "x"}}, []),
    (
        {"long": 1, "b": 1, "a": 1},
        {"a": 2, "c": 3},
        [Change("a", 1, 2), Change("b", 1, None), Change("c", None, 3), Change("long", 1, None)],
    ),
]


@pytest.mark.parametrize(("before", "after", "expected"), BEFORE_AND_AFTER)
def test_fields_are_kept_where_they_differ_and_listed_by_name(
    before: dict[str, Any] | None, after: dict[str, Any] | None, expected: list[Change]
) -> None:
    note(Site.objects.get(), "site.change", before=before, after=after)
    assert selectors.changes(Entry.objects.get()) == expected


def test_what_was_given_is_left_as_it_was() -> None:
    before, after = {"a": 1, "b": 2}, {"a": 1, "b": 3}
    note(Site.objects.get(), "site.change", before=before, after=after)
    assert (before, after) == ({"a": 1, "b": 2}, {"a": 1, "b": 3})


def test_text_in_any_script_reads_back_as_it_was_written() -> None:
    texts = {"lo": "ຊາ", "my": "လက်ဖက်", "km": "តែ", "quote": "'\"\\ <b>", "line": "one\ntwo"}
    note(Site.objects.get(), "site.change", after=texts)
    assert Entry.objects.get().after == texts


def test_a_sort_of_thing_that_has_entries_is_not_forgotten() -> None:
    site = Site.objects.get()
    note(site, "site.rename")
    with pytest.raises(ProtectedError):
        ContentType.objects.get_for_model(site).delete()
    ContentType.objects.clear_cache()
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("count", [1, 24, 200])
def test_a_trail_is_read_at_one_cost_however_long(
    wei: User, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    site = Site.objects.get()
    first = note(site, "site.rename", wei, after={"name": "Fair"})
    copies = [
        Entry(
            actor=wei,
            actor_name=first.actor_name,
            role=first.role,
            action=first.action,
            content_type=first.content_type,
            object_id=first.object_id,
            target_name=first.target_name,
            after=first.after,
        )
        for _ in range(count - 1)
    ]
    Entry.objects.bulk_create(copies)
    with django_assert_num_queries(1):
        read = [(str(entry), selectors.changes(entry)) for entry in selectors.history(site)]
    assert len(read) == count
