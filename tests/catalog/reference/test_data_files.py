"""The data files are what a person edits: each slip that would only show much later is found here."""

import csv
import unicodedata
from typing import Any

import pytest
import yaml
from babel.numbers import get_currency_precision, get_territory_currencies
from django.conf import settings

from catalog.reference.cldr import locale_of
from catalog.reference.currencies import DATA, currency_table
from catalog.reference.hs import parent_of
from catalog.reference.models import City
from catalog.reference.services import read_rates
from catalog.reference.slugs import RESERVED, check_slug, make_slug

languages = {code for code, _ in settings.LANGUAGES}


def load(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    return rows


def table(name: str, delimiter: str = ",") -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE))


countries = table("countries.csv")
headings = table("hs2022.tsv", delimiter="\t")
cities = load("cities.yaml")
region = load("region.yaml")
sources = load("sources.yaml")


@pytest.mark.parametrize("path", sorted(DATA.iterdir()), ids=lambda path: path.name)
def test_every_file_is_composed_text_without_trailing_space(path: Any) -> None:
    text = path.read_text(encoding="utf-8")
    assert unicodedata.normalize("NFC", text) == text
    assert text.endswith("\n")
    assert [number for number, line in enumerate(text.splitlines(), 1) if line != line.rstrip()] == []


def test_country_codes_are_unique_and_known_to_cldr() -> None:
    for column, width in (("code", 2), ("iso3", 3), ("numeric", 3)):
        values = [row[column] for row in countries]
        assert len(set(values)) == len(values) == 249
        assert {len(value) for value in values} == {width}
    assert {row["code"] for row in countries} <= set(locale_of("en").territories)


def test_namibia_is_not_read_as_nothing() -> None:
    assert {"code": "NA", "iso3": "NAM", "numeric": "516"} in countries


def test_currencies_of_the_region_are_in_use_there() -> None:
    for row in region:
        assert row["currency"] in currency_table()
        assert row["currency"] in get_territory_currencies(row["code"])


def test_settlement_never_has_fewer_decimals_than_cldr_prints() -> None:
    """Otherwise an amount would be printed with digits nobody can pay."""
    for facts in currency_table().values():
        assert facts.exponent >= get_currency_precision(facts.code), facts.code


def test_the_portal_s_languages_are_spoken_in_the_region() -> None:
    spoken = {language for row in region for language in row["languages"]}
    assert languages <= spoken


def test_every_hs_code_has_its_parent_before_it() -> None:
    seen: set[str] = set()
    for row in headings:
        parent = parent_of(row["code"])
        assert parent is None or parent in seen, row["code"]
        seen.add(row["code"])
    assert len(seen) == len(headings) == 6936


def test_hs_titles_fit_and_say_something() -> None:
    assert [row["code"] for row in headings if not 3 <= len(row["title"]) <= 300] == []
    assert [row["code"] for row in headings if "  " in row["title"]] == []


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("080450", "mangoes"),
        ("081060", "Durians"),
        ("090240", "black"),
        ("090411", "pepper"),
        ("090121", "Coffee"),
        ("100630", "Rice"),
        ("190230", "pasta"),
        ("030711", "Oysters"),
        ("710121", "Pearls"),
        ("691200", "Ceramic"),
        ("460212", "Rattan"),
        ("842951", "loaders"),
        ("850760", "Lithium-ion"),
        ("870380", "electric"),
        ("441233", "plywood"),
    ],
)
def test_goods_of_the_region_are_where_buyers_look_for_them(code: str, word: str) -> None:
    titles = {row["code"]: row["title"] for row in headings}
    assert word.casefold() in f"{titles[code[:4]]} {titles[code]}".casefold()


def test_places_have_usable_slugs_made_from_their_english_name() -> None:
    slugs = [row["slug"] for row in cities]
    assert len(set(slugs)) == len(slugs)
    for row in cities:
        assert check_slug(row["slug"]) == make_slug(row["names"]["en"]), row["slug"]
        assert row["slug"] not in RESERVED


def test_places_name_what_exists() -> None:
    codes = {row["code"] for row in region}
    for row in cities:
        place = row["place"]
        assert place["country"] in codes, row["slug"]
        assert place["kind"] in City.Kind.values, row["slug"]
        assert set(place["gateways"]) <= {"sea", "river", "land", "rail", "air"}, row["slug"]
        assert place.get("region", "guangxi") == "guangxi", row["slug"]


def test_places_are_named_in_scripts_of_their_languages() -> None:
    """A name pasted into the wrong column shows as letters of the wrong script."""
    scripts = {"zh-hans": "CJK", "th": "THAI", "km": "KHMER", "lo": "LAO", "my": "MYANMAR", "en": "LATIN"}
    for row in cities:
        assert set(row["names"]) <= languages
        assert {"zh-hans", "en", "vi", "th", "km", "lo", "my"} <= set(row["names"]), row["slug"]
        for language, script in scripts.items():
            letters = [sign for sign in row["names"][language] if sign.isalpha()]
            assert letters
            assert all(unicodedata.name(sign).startswith(script) for sign in letters), (row["slug"], language)


def test_sources_have_addresses_or_admit_that_nobody_checked() -> None:
    slugs = [row["slug"] for row in sources]
    assert len(set(slugs)) == len(slugs)
    for row in sources:
        assert row["address"].startswith(("https://", "http://")) or row["checked_on"] is None, row["slug"]


def test_demonstration_rates_are_round_and_complete() -> None:
    with (DATA / "demonstration_rates.csv").open(encoding="utf-8") as lines:
        rates = read_rates(lines)
    assert {rate.base for rate in rates} == {"USD"}
    assert {rate.quote for rate in rates} == set(currency_table()) - {"USD"}
    for rate in rates:
        assert len(rate.rate.normalize().as_tuple().digits) <= 3, "no bank's rate is this round"
