"""Past years of the expo: each fact with its source, loaded as often as wanted, marked if unconfirmed."""

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client

from catalog.reference.languages import codes
from catalog.reference.models import Country, Source
from catalog.seams import freshness
from expo.fair.models import Edition, PastEdition
from expo.fair.past_loading import Brought, load_past_editions
from expo.fair.past_page import FIGURES, past_values
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
HERE = "/en/fair/archive/"
ONE: dict[str, Any] = {
    "number": 5,
    "year": 2008,
    "days": [date(2008, 10, 22), date(2008, 10, 25)],
    "honour": "KH",
    "source": "expo-2008",
    "figures": [{"kind": "booths", "value": 3300, "source": "expo-2008"}],
}


@pytest.fixture
def loaded(db: None) -> str:
    out = StringIO()
    call_command("load_past_editions", stdout=out)
    return out.getvalue().strip()


def test_everything_comes_once(loaded: str) -> None:
    assert loaded == "past editions: 16 added, 0 changed, 0 as they were, 0 removed"
    before = list(PastEdition.objects.order_by("pk").values())
    generation = freshness.generation("fair")
    assert load_past_editions() == Brought(added=0, changed=0, unchanged=16, removed=0)
    assert list(PastEdition.objects.order_by("pk").values()) == before
    assert freshness.generation("fair") == generation
    assert not Edition.objects.exists()


def test_every_fact_names_a_source_and_is_confirmed_only_by_one_that_was_read(loaded: str) -> None:
    read = set(Source.objects.exclude(checked_on=None).exclude(address="").values_list("pk", flat=True))
    every = set(Source.objects.values_list("pk", flat=True))
    facts = [(one.source_id, one.confirmed) for one in PastEdition.objects.all()]
    facts += [(f["source"], f["confirmed"]) for one in PastEdition.objects.all() for f in one.figures]
    assert {source for source, _confirmed in facts} <= every
    assert {source for source, confirmed in facts if confirmed} <= read
    assert any(not confirmed for _source, confirmed in facts)


def test_the_facts_are_possible(loaded: str) -> None:
    countries = set(Country.objects.values_list("code", flat=True))
    for one in PastEdition.objects.all():
        assert one.year == 2003 + one.number, one
        assert (one.begins_on is None) == (one.ends_on is None), one
        if one.begins_on and one.ends_on:
            assert one.begins_on.year == one.year, one
            assert 3 <= (one.ends_on - one.begins_on).days <= 4, one
        assert one.country_of_honour_id is None or one.country_of_honour_id in countries, one
        assert set(one.theme) <= set(codes()), one
        kinds = [figure["kind"] for figure in one.figures]
        assert len(set(kinds)) == len(kinds), one
        assert set(kinds) <= set(FIGURES), one
        assert all(isinstance(figure["value"], int) for figure in one.figures), one


@pytest.mark.parametrize(
    ("change", "brought"),
    [
        ({}, Brought(0, 0, 1, 0)),
        ({"honour": "LA"}, Brought(0, 1, 0, 0)),
        ({"days": [date(2008, 10, 21), date(2008, 10, 25)]}, Brought(0, 1, 0, 0)),
        ({"theme": {"en": "Information"}}, Brought(0, 1, 0, 0)),
        ({"figures": []}, Brought(0, 1, 0, 0)),
        ({"confirmed": False}, Brought(0, 1, 0, 0)),
        ({"number": 6, "year": 2009}, Brought(1, 0, 0, 1)),
    ],
)
def test_what_the_file_corrects_is_corrected(change: dict[str, Any], brought: Brought) -> None:
    load_past_editions([ONE])
    before = freshness.generation("fair")
    assert load_past_editions([ONE | change]) == brought
    assert (freshness.generation("fair") != before) is bool(change)
    assert load_past_editions([ONE | change]) == Brought(0, 0, 1, 0)


def test_a_row_of_a_source_that_is_not_there_brings_nothing() -> None:
    rows = [ONE, ONE | {"number": 6, "year": 2009, "source": "nowhere"}]

    @transaction.atomic
    def load() -> None:
        load_past_editions(rows)
        connection.check_constraints()

    with pytest.raises(IntegrityError):
        load()
    assert not PastEdition.objects.exists()


def test_the_page_says_what_is_known_and_from_where(loaded: str, client: Client) -> None:
    page = page_of(client.get(HERE))
    rows = {the(row, "th").get_text(strip=True).split("·")[0].strip(): row for row in page.select("tbody tr")}
    assert next(iter(rows)) == "22"
    fifth = words(rows["5"])
    for said in ("2008", "Oct 22 – 25, 2008", "Cambodia", "Booths: 3,300", "Booths from ASEAN: 1,222"):
        assert said in fifth.replace("\u2009", " "), said
    assert "Not confirmed" not in fifth
    assert "about 200,000 m²" in words(rows["21"])
    # Days are confirmed, the figures of a re-post are not.
    assert "Not confirmed" not in words(the(rows["22"], "th"))
    assert words(rows["22"]).count("Not confirmed") == 2
    assert "Not confirmed" in words(the(rows["19"], "th"))
    links = {str(link["href"]).removeprefix("#") for link in page.select("sup a")}
    assert links == {str(source["id"]) for source in page.select("ol.sources li")}
    assert "checked on" in words(the(page, "ol.sources"))
    assert "not checked yet" in words(the(page, "ol.sources"))


def test_the_fairs_pages_lead_there(edition: Edition, client: Client) -> None:
    for address in ("/en/fair/", "/en/fair/2026/"):
        assert page_of(client.get(address)).select(f'main a[href="{HERE}"]'), address
    empty = words(the(page_of(client.get(HERE)), "main"))
    assert "Nothing is known of earlier years yet" in empty
    Edition.objects.all().delete()
    freshness.changed("fair")
    assert page_of(client.get("/en/fair/")).select(f'main a[href="{HERE}"]')


def test_a_theme_is_marked_where_it_is_in_another_language(loaded: str) -> None:
    def theme(language: str, number: int = 16) -> tuple[str, str]:
        (found,) = [one for one in past_values(language)["editions"] if one["number"] == number]
        return found["theme"], found["theme_lang"]

    assert theme("zh-hans") == ("共建“一带一路”，共绘合作愿景", "")
    assert theme("en")[1] == ""
    assert theme("th") == (theme("en")[0], "en")
    assert theme("th", 5) == ("", "")


@pytest.mark.parametrize("count", [1, 16])
def test_the_page_asks_no_more_for_many_years(count: int, django_assert_num_queries: Any) -> None:
    load_past_editions([ONE | {"number": number, "year": 2003 + number} for number in range(1, count + 1)])
    with django_assert_num_queries(2):
        assert len(past_values("en")["editions"]) == count
