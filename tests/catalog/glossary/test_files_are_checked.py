"""The project's own glossary holds, and files that contradict themselves are refused."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from catalog.glossary.rows import DATA, ConceptRow, GlossaryError, LabelRow, problems_of, read_files
from tests.catalog.glossary.from_files import file_rows

LANGUAGES = ("zh-hans", "en", "vi")


def concept(slug: str, parent: str = "", **names: str) -> ConceptRow:
    labels = [LabelRow(language, f"{slug} {language}") for language in LANGUAGES]
    labels += [LabelRow(language, text) for language, text in names.items()]
    return ConceptRow(slug, parent, "food", "", "high", "", tuple(labels))


def test_the_glossary_of_the_project_is_whole() -> None:
    rows = file_rows()
    assert len(rows.concepts) > 1550
    durian = next(row for row in rows.concepts if row.slug == "durian")
    assert {label.language for label in durian.labels} == {
        "zh-hans", "en", "vi", "th", "id", "ms", "fil", "km", "lo", "my",
    }  # fmt: skip
    assert durian.hs6 == "081060"
    assert any(label.romanised and label.text == "liulian" for label in durian.labels)


def test_marks_of_the_side_files_are_on_their_labels() -> None:
    labels = {
        (row.slug, label.language, label.text): label for row in file_rows().concepts for label in row.labels
    }
    assert labels["tamarind", "vi", "me"].scoped
    assert labels["china", "ms", "Cina"].search_only
    assert not labels["durian", "en", "durian"].scoped


def test_a_slug_that_occurs_twice_is_named() -> None:
    assert problems_of([concept("tea"), concept("tea")])[0] == "tea: the slug occurs twice."


def test_an_unknown_parent_is_named() -> None:
    assert problems_of([concept("tea", parent="drink")]) == ["tea: its parent drink does not exist."]


def test_parents_that_lead_in_a_circle_are_named() -> None:
    found = problems_of([concept("a", parent="b"), concept("b", parent="a"), concept("c", parent="a")])
    assert found == ["a: its parents lead back to itself.", "b: its parents lead back to itself."]


def test_a_missing_language_is_named() -> None:
    tea = concept("tea")
    bare = replace(tea, labels=tuple(label for label in tea.labels if label.language != "vi"))
    assert problems_of([bare]) == ["tea: has no name in vi."]


def test_pinyin_alone_is_no_chinese_name() -> None:
    tea = concept("tea")
    romanised = tuple(replace(label, romanised=label.language == "zh-hans") for label in tea.labels)
    assert problems_of([replace(tea, labels=romanised)]) == ["tea: has no name in zh-hans."]


def test_one_label_for_two_things_in_two_languages_must_be_scoped() -> None:
    steel, fertiliser = concept("steel", id="baja"), concept("fertiliser", ms="baja")
    (problem,) = problems_of([steel, fertiliser])
    assert problem.startswith("baja: means different things in id and ms")
    scoped = [
        replace(row, labels=tuple(replace(label, scoped=label.text == "baja") for label in row.labels))
        for row in (steel, fertiliser)
    ]
    assert problems_of(scoped) == []


def test_one_label_for_two_things_in_one_language_is_both() -> None:
    assert problems_of([concept("lychee", vi="vải"), concept("fabric", vi="vải")]) == []


@pytest.mark.parametrize(
    ("name", "line", "problem"),
    [
        ("scoped.tsv", "durian\tvi\tmít\t", "scoped.tsv: durian / vi / mít is no label of that concept."),
        (
            "search_only.tsv",
            "durian\ten\tno\t",
            "search_only.tsv: durian / en / no is no label of that concept.",
        ),
        ("apart.tsv", "durian\tunicorn\tyes\t", "apart.tsv: unicorn does not exist."),
    ],
)
def test_side_files_may_only_name_what_is_there(tmp_path: Path, name: str, line: str, problem: str) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    with (tmp_path / "data" / name).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    with pytest.raises(GlossaryError) as caught:
        read_files(tmp_path / "data")
    assert str(caught.value) == problem
