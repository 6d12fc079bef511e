"""From the lines of the files to concepts: what counts as a label, what its marks are, what is refused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from catalog.glossary.rows import (
    CONCEPT_FILES,
    ConceptRow,
    GlossaryError,
    GlossaryRows,
    LabelRow,
    problems_of,
    read_files,
)

LANGUAGES = [code for code, _name in settings.LANGUAGES]
COLUMNS = ["slug", "parent", "kind", "hs6", "confidence", "note", *LANGUAGES]
SIDE_FILES = {
    "scoped.tsv": ["slug", "language", "label", "why"],
    "search_only.tsv": ["slug", "language", "label", "why"],
    "apart.tsv": ["inner", "outer", "apart", "why"],
}
Write = Callable[..., Path]
Line = dict[str, str]


def line(slug: str, **values: str) -> Line:
    """Return a concept's line, with a name of its own in the languages that need one."""
    named = {code: f"{slug} {code}" for code in ("zh-hans", "en", "vi")}
    given = {name.replace("_", "-") if name != "hs6" else name: text for name, text in values.items()}
    return {"slug": slug, "kind": "food", "confidence": "high", **named, **given}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a writer of a folder of glossary files; what is not given is empty but for its heading."""

    def made(*concepts: Line, **side: list[list[str]]) -> Path:
        for name in CONCEPT_FILES:
            lines = concepts if name == CONCEPT_FILES[0] else ()
            rows = [[one.get(column, "") for column in COLUMNS] for one in lines]
            put(tmp_path / name, COLUMNS, rows)
        for name, columns in SIDE_FILES.items():
            put(tmp_path / name, columns, side.get(name.removesuffix(".tsv"), []))
        return tmp_path

    def put(path: Path, columns: list[str], rows: list[list[str]]) -> None:
        path.write_text("\n".join("\t".join(row) for row in [columns, *rows]) + "\n", encoding="utf-8")

    return made


def only(rows: GlossaryRows) -> ConceptRow:
    (concept,) = rows.concepts
    return concept


def labels(concept: ConceptRow, language: str) -> list[str]:
    return [label.text for label in concept.labels if label.language == language]


def test_a_line_is_a_concept(write: Write) -> None:
    concept = only(read_files(write(line("durian", hs6="081060", note="thorny"))))
    assert (concept.slug, concept.parent, concept.kind, concept.hs6) == ("durian", "", "food", "081060")
    assert (concept.confidence, concept.note) == ("high", "thorny")


@pytest.mark.parametrize(
    ("cell", "texts"),
    [
        ("durian", ["durian"]),
        ("durian|king of fruit", ["durian", "king of fruit"]),
        (" durian | king of fruit ", ["durian", "king of fruit"]),
        ("durian||durian|", ["durian"]),
        ('"durian" (fresh)', ['"durian" (fresh)']),
        ("durian|Durian", ["durian", "Durian"]),
    ],
)
def test_a_cell_holds_names_in_order_of_preference(write: Write, cell: str, texts: list[str]) -> None:
    assert labels(only(read_files(write(line("durian", en=cell)))), "en") == texts


def test_an_empty_cell_is_no_name(write: Write) -> None:
    concept = only(read_files(write(line("durian", th="", km="  "))))
    assert {label.language for label in concept.labels} == {"zh-hans", "en", "vi"}


def test_names_stand_in_the_order_of_the_portals_languages(write: Write) -> None:
    concept = only(read_files(write(line("durian", **dict.fromkeys(("my", "th", "lo"), "x")))))
    order = [label.language for label in concept.labels]
    assert order == [code for code in LANGUAGES if code in order]


def test_pinyin_is_marked_and_loses_its_sign(write: Write) -> None:
    concept = only(read_files(write(line("durian", zh_hans="榴莲|py:liulian|py:liu lian"))))
    assert [(label.text, label.romanised) for label in concept.labels if label.language == "zh-hans"] == [
        ("榴莲", False),
        ("liulian", True),
        ("liu lian", True),
    ]


def test_marks_fall_on_one_label_of_one_concept(write: Write) -> None:
    folder = write(
        line("tamarind", vi="me|quả me"),
        line("mother", vi="mẹ"),
        scoped=[["tamarind", "vi", "me", "English pronoun"]],
        search_only=[["tamarind", "vi", "quả me", "childish"]],
    )
    tamarind, mother = read_files(folder).concepts
    assert {label.text for label in tamarind.labels if label.scoped} == {"me"}
    assert {label.text for label in tamarind.labels if label.search_only} == {"quả me"}
    assert not any(label.scoped or label.search_only for label in mother.labels)


def test_a_mark_of_pinyin_is_written_with_its_sign(write: Write) -> None:
    folder = write(
        line("durian", zh_hans="榴莲|py:liulian"), scoped=[["durian", "zh-hans", "py:liulian", ""]]
    )
    assert [label.text for label in only(read_files(folder)).labels if label.scoped] == ["liulian"]
    folder = write(line("durian", zh_hans="榴莲|py:liulian"), scoped=[["durian", "zh-hans", "liulian", ""]])
    with pytest.raises(GlossaryError, match=r"scoped\.tsv: durian / zh-hans / liulian is no label"):
        read_files(folder)


def test_what_is_kept_apart_is_a_yes_and_anything_else_a_no(write: Write) -> None:
    folder = write(
        line("rice"), line("wheat"), apart=[["rice", "wheat", "yes", "a"], ["wheat", "rice", "no", "b"]]
    )
    pairs = read_files(folder).apart
    assert [(pair.inner, pair.outer, pair.apart, pair.why) for pair in pairs] == [
        ("rice", "wheat", True, "a"),
        ("wheat", "rice", False, "b"),
    ]


def test_all_contradictions_are_told_at_once(write: Write) -> None:
    folder = write(
        line("tea"),
        line("tea"),
        line("coffee", parent="drinks", vi=""),
        apart=[["tea", "unicorn", "yes", ""]],
        search_only=[["tea", "en", "chai", ""]],
    )
    with pytest.raises(GlossaryError) as refused:
        read_files(folder)
    assert str(refused.value).splitlines() == [
        "tea: the slug occurs twice.",
        "coffee: its parent drinks does not exist.",
        "coffee: has no name in vi.",
        "search_only.tsv: tea / en / chai is no label of that concept.",
        "apart.tsv: unicorn does not exist.",
    ]


def test_a_parent_may_stand_in_another_file_or_further_down(write: Write) -> None:
    rows = read_files(write(line("green-tea", parent="tea"), line("tea")))
    assert [(row.slug, row.parent) for row in rows.concepts] == [("green-tea", "tea"), ("tea", "")]


def concept(slug: str, *names: LabelRow) -> ConceptRow:
    required = [LabelRow(code, f"{slug} {code}") for code in ("zh-hans", "en", "vi")]
    return ConceptRow(slug, "", "food", "", "high", "", (*required, *names))


def label(language: str, text: str, **marks: Any) -> LabelRow:
    return LabelRow(language, text, **marks)


@pytest.mark.parametrize(
    ("one", "other", "doubtful"),
    [
        (label("id", "baja"), label("ms", "baja"), True),
        (label("id", "baja"), label("id", "baja"), False),
        (label("id", "Baja"), label("ms", "ＢＡＪＡ"), True),
        (label("zh-hans", "乾貨"), label("en", "干货"), True),
        (label("id", "baja", scoped=True), label("ms", "baja", scoped=True), False),
        (label("id", "baja", scoped=True), label("ms", "baja"), True),
        (label("id", "baja", search_only=True), label("ms", "baja"), True),
        (label("vi", "dua"), label("id", "dứa"), False),
        (label("vi", "dừa"), label("id", "dứa"), False),
    ],
)
def test_a_label_with_two_meanings_has_to_be_scoped_in_both_languages(
    one: LabelRow, other: LabelRow, doubtful: bool
) -> None:
    found = problems_of([concept("steel", one), concept("fertiliser", other)])
    assert bool(found) is doubtful
    assert all("put it into scoped.tsv" in problem for problem in found)


def test_a_label_two_languages_share_for_one_thing_is_no_doubt() -> None:
    assert problems_of([concept("coffee", label("id", "kopi"), label("ms", "kopi"))]) == []
    shared = [
        concept("coffee", label("id", "kopi"), label("ms", "kopi")),
        concept("copy", label("ms", "kopi")),
    ]
    assert problems_of(shared) == []


def test_a_label_of_three_languages_is_told_for_each_pair() -> None:
    found = problems_of(
        [concept("a", label("id", "x")), concept("b", label("ms", "x")), concept("c", label("fil", "x"))]
    )
    assert [problem.partition(" (")[0] for problem in found] == [
        "x: means different things in id and ms",
        "x: means different things in id and fil",
        "x: means different things in ms and fil",
    ]


def test_a_name_that_is_only_searched_for_is_no_name() -> None:
    bare = ConceptRow("tea", "", "food", "", "high", "", (label("en", "tea"), label("vi", "trà")))
    hidden = label("zh-hans", "茶", search_only=True)
    assert problems_of([bare]) == ["tea: has no name in zh-hans."]
    assert problems_of([ConceptRow(*bare_with(bare, hidden))]) == ["tea: has no name in zh-hans."]


def bare_with(row: ConceptRow, more: LabelRow) -> tuple[Any, ...]:
    return (row.slug, row.parent, row.kind, row.hs6, row.confidence, row.note, (*row.labels, more))
