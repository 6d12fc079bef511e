"""All of HS 2022 to six digits."""

import pytest
from django.db.models import Count
from pytest_django import DjangoAssertNumQueries

from catalog.reference import selectors
from catalog.reference.models import HSHeading

pytestmark = pytest.mark.usefixtures("reference_data")


def test_as_many_as_the_world_customs_organization_lists() -> None:
    levels = dict(HSHeading.objects.values_list("level").annotate(rows=Count("code")).order_by())
    assert levels == {2: 96, 4: 1228, 6: 5612}
    assert not HSHeading.objects.filter(code__startswith="77").exists()
    assert not HSHeading.objects.filter(code__startswith="99").exists()


def test_the_path_of_dark_tea() -> None:
    path = selectors.hs_path("090240")
    assert [row.code for row in path] == ["09", "0902", "090240"]
    assert path[0].title.startswith("Coffee, tea")
    assert "exceeding 3kg" in path[2].title


@pytest.mark.parametrize("code", ["", "77", "090299", "099999", "tea"])
def test_a_code_that_does_not_exist_has_no_path(code: str) -> None:
    assert selectors.hs_path(code) == []
    assert not selectors.hs_exists(code)


def test_a_path_takes_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert len(selectors.hs_path("081060")) == 3


def test_chapters_open_into_headings_and_these_into_subheadings() -> None:
    assert selectors.hs_children().count() == 96
    assert [row.code for row in selectors.hs_children("0902")] == ["090210", "090220", "090230", "090240"]
    assert not selectors.hs_children("090240").exists()
    assert selectors.hs_exists("081060")
