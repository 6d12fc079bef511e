"""What counts as a right answer."""

from tests.search.judging import Asked, Judged, of, share
from tests.search.report import misses, table


def answer(kind: str, hits: list[str], *, wanted: str = "", unwanted: str = "", half: str = "tune") -> Judged:
    patterns = (tuple(text.split()) for text in (wanted, unwanted))
    return Judged(Asked("en", half, kind, "mango", *patterns), hits, "" if hits else "popular")


def test_a_wanted_record_counts_in_the_first_five_only() -> None:
    others = [f"product:other-{number}" for number in range(4)]
    assert answer("term", [*others, "product:mango"], wanted="*:mango").right
    assert not answer("term", [*others, "product:pear", "product:mango"], wanted="*:mango").right
    assert not answer("term", [], wanted="*:mango").right


def test_a_trap_is_right_without_what_must_not_be_there() -> None:
    assert answer("trap", [], unwanted="*:pearl*").right
    assert not answer(
        "trap", ["product:mango", "product:pearls"], wanted="*:mango", unwanted="*:pearl*"
    ).right
    assert not answer("trap", ["product:pear"], wanted="*:mango", unwanted="*:pearl*").right


def test_nonsense_is_right_when_nothing_is_given_out_as_a_match() -> None:
    assert answer("nonsense", []).right
    assert not answer("nonsense", ["product:mango"]).right


def test_the_report_counts_each_half_apart() -> None:
    judged = [
        answer("term", ["product:mango"], wanted="*:mango"),
        answer("term", [], wanted="*:mango"),
        answer("term", ["product:pear"], wanted="*:mango", half="kept"),
    ]
    assert share(judged) == (1, 3)
    assert share(of(judged, frozenset({"term"}), half="kept")) == (0, 1)
    lines = list(table(judged))
    assert lines[2].split()[:7] == ["en", "1/2", "0/1", "0/0", "0/0", "0/0", "1/3"]
    assert lines[-1].split()[:7] == ["all", "1/2", "0/1", "0/0", "0/0", "0/0", "1/3"]


def test_the_form_that_was_asked_for_has_to_come_first_of_all() -> None:
    assert answer("form", ["product:dried-mango", "product:mango"], wanted="*:dried-mango").right
    assert not answer("form", ["product:mango", "product:dried-mango"], wanted="*:dried-mango").right


def test_only_what_may_be_looked_at_is_told() -> None:
    judged = [
        answer("term", [], wanted="*:mango"),
        answer("term", ["product:pear"], wanted="*:mango", half="kept"),
    ]
    assert list(misses(judged, "tune")) == ["en term: mango → nothing (popular)"]
