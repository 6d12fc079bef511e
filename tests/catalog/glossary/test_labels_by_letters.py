"""Labels found by their beginning, as somebody types it."""

import pytest

from tests.catalog.glossary.from_files import file_lexicon


def begun(prefix: str, language: str = "en") -> list[tuple[str, str]]:
    return list(dict.fromkeys((name.concept, name.key) for name in file_lexicon().starting(prefix, language)))


@pytest.mark.parametrize(
    ("prefix", "label"),
    [
        ("duri", ("durian", "durian")),
        ("rieng", ("durian", "sầu riêng")),
        ("sau rieng", ("durian", "sầu riêng")),
        ("liulian", ("durian", "liulian")),
        ("榴", ("durian", "榴莲")),
        ("ทุเ", ("durian", "ทุเรียน")),
    ],
)
def test_a_label_is_found_from_each_of_its_words_on_and_without_latin_accents(
    prefix: str, label: tuple[str, str]
) -> None:
    assert label in begun(prefix)


def test_every_label_that_begins_so_is_found_and_no_other() -> None:
    every = {(name.concept, name.key) for name in file_lexicon().starting("", "en") if not name.scoped}
    wanted = {pair for pair in every if any(word.startswith("mango") for word in pair[1].split())}
    assert len(wanted) > 10
    assert wanted <= set(begun("mango"))
    assert all("mango" in key for _, key in begun("mango"))


def test_labels_come_in_the_order_of_letters() -> None:
    starts = [key[key.index("mango") :] for _, key in begun("mango") if key.count("mango") == 1]
    assert starts == sorted(starts)


def test_a_label_that_means_something_else_here_is_left_out() -> None:
    scoped = [name for name in file_lexicon().starting("", "id") if name.scoped and name.key.isascii()]
    mine = next(name for name in scoped if name.language == "id")
    assert mine.key in {key for _, key in begun(mine.key, "id")}
    assert (mine.concept, mine.key) not in begun(mine.key, "en")


def test_what_begins_no_label_finds_none() -> None:
    assert begun("zzzzq") == []
