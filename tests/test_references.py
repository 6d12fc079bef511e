"""A row that refers to what is not there fails its test, whoever wrote it and whatever was removed."""

from collections.abc import Callable
from sqlite3 import Connection

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import TestCase

from catalog.merchants.models import Organization
from catalog.reference.models import City
from tests import references

pytestmark = pytest.mark.django_db


def end() -> None:
    """Do what is done as a test ends."""
    should = vars(TestCase)["_should_check_constraints"]
    if should(TestCase(), connection):
        connection.check_constraints()


def ended_after(harm: Callable[[], None]) -> None:
    harm()
    end()


def misplace() -> None:
    Organization.objects.create(slug="nowhere", kind="person", country_id="XX", source_language="en")


def move() -> None:
    City.objects.filter(pk="wuzhou").update(country_id="XX")


def remove() -> None:
    with connection.cursor() as cursor:
        cursor.execute('DELETE FROM "reference_country" WHERE "code" = %s', ["CN"])


def write_in_other_words() -> None:
    Organization.objects.update(slug="in-djangos-words")
    with connection.cursor() as cursor:
        cursor.execute("update reference_city set country_id = 'XX'")


def write_past_django() -> None:
    connection.ensure_connection()
    connection.connection.execute("UPDATE reference_city SET country_id = 'XX'")


@pytest.mark.parametrize("harm", [misplace, move, remove, write_in_other_words, write_past_django])
def test_a_row_without_its_counterpart_is_found_as_the_test_ends(harm: Callable[[], None]) -> None:
    end()
    with pytest.raises(IntegrityError), transaction.atomic():
        ended_after(harm)


def test_what_a_failed_test_wrote_is_not_held_against_the_next() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ended_after(misplace)
    end()


@pytest.fixture
def looked_through(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The tables that are looked through from now on, on SQLite."""
    tables: set[str] = set()
    usual = references.broken

    def noted(raw: Connection, table: str) -> bool:
        tables.add(table)
        return usual(raw, table)

    monkeypatch.setattr(references, "broken", noted)
    return tables


def test_only_what_was_written_to_and_what_refers_to_it_is_looked_through(
    tea_house: Organization, looked_through: set[str]
) -> None:
    if connection.vendor != "sqlite":
        return
    end()
    assert "merchants_organization" in looked_through, "stock written again past Django is among it"
    looked_through.clear()
    assert City.objects.exists()
    end()
    assert looked_through == set()
    Organization.objects.filter(pk=tea_house.pk).update(slug="green")
    end()
    assert looked_through == {"merchants_organization"} | references.referring("merchants_organization")
    assert {"merchants_storefront"} <= looked_through
    assert "reference_hsheading" not in looked_through
