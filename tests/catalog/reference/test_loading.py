"""Reference data comes in once, is corrected, and a second run changes nothing."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from catalog.reference import loading
from catalog.reference.currencies import currency_facts
from catalog.reference.loading import load_reference
from catalog.reference.models import City, Country, Currency, HSHeading, Incoterm, RateSnapshot, Source
from catalog.reference.signals import reference_changed

pytestmark = pytest.mark.django_db


def printed() -> list[str]:
    out = StringIO()
    call_command("load_reference", stdout=out)
    return out.getvalue().splitlines()


def test_it_says_what_it_did_and_then_that_nothing_is_left_to_do() -> None:
    for level in (6, 4, 2):
        HSHeading.objects.filter(level=level).delete()
    for model in (City, Country, Incoterm, Currency, Source):
        model.objects.all().delete()
    assert printed() == [
        "sources: 67 added, 0 changed, 0 unchanged",
        "currencies: 18 added, 0 changed, 0 unchanged",
        "countries and regions: 249 added, 0 changed, 0 unchanged",
        "cities: 76 added, 0 changed, 0 unchanged",
        "trade terms: 11 added, 0 changed, 0 unchanged",
        "HS headings: 6,936 added, 0 changed, 0 unchanged",
    ]
    assert all("0 added, 0 changed" in line for line in printed())


def test_it_corrects_what_was_altered_and_leaves_what_others_added() -> None:
    load_reference()
    City.objects.filter(pk="nanning").update(names={"en": "Nanking"})
    Source.objects.create(slug="operator", title="Added by the operator")
    changed = {row.kind: (row.added, row.changed) for row in load_reference()}
    assert changed.pop("cities") == (0, 1)
    assert set(changed.values()) == {(0, 0)}
    assert City.objects.get(pk="nanning").names["zh-hans"] == "南宁"
    assert Source.objects.filter(pk="operator").exists()


def test_rates_are_no_reference_data() -> None:
    load_reference()
    assert not RateSnapshot.objects.exists()


def test_the_rows_carry_the_exponents_money_counts_with() -> None:
    load_reference()
    for row in Currency.objects.all():
        facts = currency_facts(row.code)
        assert (row.exponent, row.gateway_exponent, row.rank) == (
            facts.exponent,
            facts.gateway_exponent,
            facts.rank,
        )


def test_every_fact_names_its_source() -> None:
    load_reference()
    hs = Source.objects.get(pk="hs-2022")
    assert "Public Domain" in hs.note
    assert hs.checked_on is not None
    assert Source.objects.get(pk="places").checked_on is None
    for model in (City, Country, Incoterm, Currency, HSHeading):
        assert not model.objects.filter(source__title="").exists()


def test_the_database_refuses_a_place_that_is_not_on_earth() -> None:
    load_reference()
    with pytest.raises(IntegrityError), transaction.atomic():
        City.objects.filter(pk="nanning").update(lat=91)


@pytest.mark.parametrize("change", [{"level": 3}, {"parent": None}])
def test_the_database_refuses_a_broken_hs_tree(change: dict[str, object]) -> None:
    load_reference()
    with pytest.raises(IntegrityError), transaction.atomic():
        HSHeading.objects.filter(pk="0902").update(**change)


def test_a_slip_in_the_last_file_keeps_the_first_out(monkeypatch: pytest.MonkeyPatch) -> None:
    load_reference()
    City.objects.filter(pk="nanning").update(names={"en": "Nanking"})

    def broken() -> Iterator[HSHeading]:
        yield HSHeading(code="0101", parent_id="01", level=4, title="Horses", source_id="hs-2022")
        raise ValueError("line 7 is torn")

    monkeypatch.setattr(loading, "_hs_headings", broken)
    with pytest.raises(ValueError, match="torn"):
        load_reference()
    assert City.objects.get(pk="nanning").names == {"en": "Nanking"}


def test_upper_rooms_hear_of_a_change_and_not_of_a_run_that_changes_nothing() -> None:
    load_reference()
    heard: list[object] = []

    def listen(sender: object, **kwargs: object) -> None:
        heard.append(sender)

    reference_changed.connect(listen)
    try:
        load_reference()
        assert heard == []
        Country.objects.filter(pk="TL").update(asean_since=None)
        load_reference()
        assert heard == [Source]
    finally:
        reference_changed.disconnect(listen)
