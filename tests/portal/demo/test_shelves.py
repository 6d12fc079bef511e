"""The list of what the demonstration made: what stands, what is new, what changed, and what was deleted."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from portal.accounts.models import User
from portal.accounts.services import create_person
from portal.demo.models import Exhibit
from portal.demo.shelves import Shelf, Tally, digest_of

KIND = Exhibit.Kind.PERSON


def shelf() -> Shelf[User]:
    return Shelf(KIND, User, Tally("People"))


def person(name: str) -> User:
    return create_person(email=f"{name}@demo.example", password=None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ([1, 2], (1, 2)),
        ({"price": Decimal("1.50")}, {"price": "1.50"}),
    ],
)
def test_what_says_the_same_has_one_digest(one: object, other: object) -> None:
    assert digest_of(one) == digest_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1}, {"a": 2}),
        ({"a": 1}, {"a": 1, "b": None}),
        ([1, 2], [2, 1]),
        ({"price": Decimal("1.50")}, {"price": Decimal("1.5")}),
        ("茶", "茶 "),
        ("", None),
    ],
)
def test_what_says_something_else_has_another(one: object, other: object) -> None:
    assert digest_of(one) != digest_of(other)


def test_a_digest_fits_its_column() -> None:
    length = Exhibit._meta.get_field("digest").max_length
    assert length == len(digest_of({"text": "ក" * 10_000}))


def test_a_tally_reads_as_a_line() -> None:
    assert str(Tally("Booths", new=1, changed=2, same=3)) == "Booths: 1 new, 2 changed, 3 as before"


@pytest.mark.django_db
def test_what_was_put_stands_until_it_says_something_else() -> None:
    first = shelf()
    assert first.row("a") is None
    assert not first.stands("a", {"v": 1})
    row = first.put("a", {"v": 1}, person("a"))
    assert (first.tally.new, first.tally.changed, first.tally.same) == (1, 0, 0)
    again = shelf()
    assert again.row("a") == row
    assert again.stands("a", {"v": 1})
    assert not again.stands("a", {"v": 2})
    again.put("a", {"v": 2}, row)
    assert (again.tally.new, again.tally.changed, again.tally.same) == (0, 1, 1)
    assert shelf().stands("a", {"v": 2})
    assert Exhibit.objects.count() == 1


@pytest.mark.django_db
def test_a_row_that_was_deleted_does_not_stand_and_comes_as_new() -> None:
    made = shelf()
    made.put("a", {"v": 1}, person("a")).delete()
    again = shelf()
    assert again.row("a") is None
    assert not again.stands("a", {"v": 1})
    again.put("a", {"v": 1}, person("b"))
    assert (again.tally.new, again.tally.changed) == (1, 0)
    assert again.entries() == ["a"]


@pytest.mark.django_db
def test_a_shelf_knows_its_own_kind_only() -> None:
    shelf().put("a", 1, person("a"))
    other = Shelf(Exhibit.Kind.EVIDENCE, User, Tally("Other"))
    assert other.row("a") is None
    assert other.entries() == []
    assert not other.stands("a", 1)


@pytest.mark.django_db
def test_an_entry_is_listed_once() -> None:
    shelf().put("a", 1, person("a"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Exhibit.objects.create(kind=KIND, key="a", object_id=1, digest="x")
    assert str(Exhibit.objects.get()) == "person:a"


@pytest.mark.django_db
def test_what_is_not_kept_in_the_end_is_not_listed() -> None:
    rows = shelf()

    @transaction.atomic
    def break_off() -> None:
        rows.put("a", 1, person("a"))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()
    assert not Exhibit.objects.exists()
    assert not shelf().stands("a", 1)
