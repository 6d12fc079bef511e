"""Places of the reference data are concepts too, and every letter belongs to the script it is written in."""

import pytest
import yaml
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from catalog.glossary.analyzer.scripts import LANGUAGE_OF_SCRIPT, UNSPACED, script_of, unspaced_runs
from catalog.glossary.places import COUNTRIES
from catalog.reference.currencies import DATA
from catalog.reference.selectors import portal_countries
from tests.catalog.glossary.from_files import file_lexicon, file_rows


def test_every_country_is_a_place_of_the_glossary() -> None:
    kinds = {row.slug: row.kind for row in file_rows().concepts}
    assert {slug: kinds.get(slug) for slug in COUNTRIES.values()} == dict.fromkeys(
        COUNTRIES.values(), "place"
    )
    assert len(set(COUNTRIES.values())) == len(COUNTRIES)


@pytest.mark.django_db
def test_every_country_of_the_portal_is_there() -> None:
    assert set(portal_countries().values_list("code", flat=True)) == set(COUNTRIES)


@pytest.mark.parametrize("code", sorted(COUNTRIES))
def test_a_country_is_found_by_its_name_in_every_language(code: str) -> None:
    found = file_lexicon()
    concept = COUNTRIES[code]
    names = {label.language: label.text for row in file_rows().concepts if row.slug == concept
             for label in reversed(row.labels) if not label.romanised}  # fmt: skip
    assert set(names) == {code for code, _name in settings.LANGUAGES}
    for language, name in names.items():
        ((_, reading),) = found.read_all(name, language, query=True)[:1]
        assert concept in reading.concepts, (language, name)


@pytest.mark.parametrize(
    ("letters", "script"),
    [
        ("ก๛", "thai"),
        ("ກໝ", "lao"),
        ("ကဿꩠ", "burmese"),
        ("កៗ", "khmer"),
        ("一龥々〇𠀀", "han"),
        ("azAZéứđ", "latin"),
        ("0 -🥭яあ한", ""),
    ],
)
def test_letters_of_each_script(letters: str, script: str) -> None:
    assert {script_of(letter) for letter in letters} == {script}


def test_each_unspaced_script_is_of_one_language() -> None:
    assert set(LANGUAGE_OF_SCRIPT) == UNSPACED
    assert len(set(LANGUAGE_OF_SCRIPT.values())) == len(UNSPACED)
    assert set(LANGUAGE_OF_SCRIPT.values()) <= {code for code, _name in settings.LANGUAGES}


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("", []),
        ("tea", []),
        ("茶", ["茶"]),
        ("茶 tea ชา", ["茶", "ชา"]),
        ("茶ชາ", ["茶", "ช", "າ"]),
        ("ชา/茶", ["ชา", "茶"]),
    ],
)
def test_stretches_without_spaces(text: str, runs: list[str]) -> None:
    assert [text[start:end] for start, end in unspaced_runs(text)] == runs


@given(st.text(alphabet="茶竹ชากວາကកa é🥭1", max_size=30))
def test_stretches_are_whole_and_each_of_one_script(text: str) -> None:
    end = 0
    for start, until in unspaced_runs(text):
        assert end <= start < until
        assert not any(script_of(letter) in UNSPACED for letter in text[end:start])
        (script,) = {script_of(letter) for letter in text[start:until]}
        assert script in UNSPACED
        assert script_of(text[until : until + 1] or " ") != script
        end = until
    assert not any(script_of(letter) in UNSPACED for letter in text[end:])


def test_cities_bear_the_slugs_of_their_concepts() -> None:
    told = yaml.safe_load((DATA / "cities.yaml").read_text(encoding="utf-8"))
    cities = [row["slug"] for row in (told if isinstance(told, list) else told["cities"])]
    kinds = {row.slug: row.kind for row in file_rows().concepts}
    known = [slug for slug in cities if slug in kinds]
    assert {kinds[slug] for slug in known} == {"place"}
    assert len(known) > len(cities) / 2
