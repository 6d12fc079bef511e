"""Loads after the first one: what changed is changed, what editors did stays, and whoever depends is told."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError

from catalog.glossary.analyzer import analyze
from catalog.glossary.events import GlossaryChanged
from catalog.glossary.lexicon import label_keys
from catalog.glossary.models import Apart, Concept, Label
from catalog.glossary.rows import ApartRow, ConceptRow, GlossaryRows, LabelRow
from catalog.glossary.selectors import lexicon
from catalog.glossary.services import AREA, Loaded, load, loading
from catalog.seams import events, freshness

pytestmark = pytest.mark.django_db


def concept(slug: str, parent: str = "", **names: str) -> ConceptRow:
    labels = tuple(LabelRow(language.replace("_", "-"), text) for language, text in names.items())
    return ConceptRow(slug, parent, "food", "", "high", "", labels)


FOOD, FRUIT = concept("food", en="food"), concept("fruit", "food", en="fruit")
DURIAN = concept("durian", "fruit", en="durian", th="ทุเรียน")
ROWS = GlossaryRows((FOOD, FRUIT, DURIAN))


def rows(*concepts: ConceptRow, apart: tuple[ApartRow, ...] = ()) -> GlossaryRows:
    return GlossaryRows(concepts, apart)


def by_editor(slug: str, **fields: Any) -> Concept:
    return Concept.objects.create(slug=slug, kind="food", confidence="high", from_file=False, **fields)


def label_by_editor(slug: str, text: str, language: str = "en") -> Label:
    key, folded = label_keys(text)
    return Label.objects.create(
        concept=Concept.objects.get(slug=slug),
        language=language,
        text=text,
        key=key,
        folded=folded,
        position=9,
        from_file=False,
    )


def slugs() -> set[str]:
    return set(Concept.objects.values_list("slug", flat=True))


def test_counts_add_up() -> None:
    assert Loaded(1, 2, 3) + Loaded(1, 1, 1) == Loaded(2, 3, 4)
    assert not Loaded()
    assert all((Loaded(added=1), Loaded(changed=1), Loaded(removed=1)))


def test_the_first_load_counts_every_concept_and_label() -> None:
    done = load(rows=ROWS)
    assert (done.added, done.changed, done.removed) == (3 + 4, 2, 0)


@pytest.mark.parametrize(
    ("field", "value"), [("kind", "goods"), ("hs6", "081060"), ("confidence", "low"), ("note", "thorny")]
)
def test_a_column_that_changed_is_written(field: str, value: str) -> None:
    load(rows=ROWS)
    change: dict[str, Any] = {field: value}
    done = load(rows=rows(FOOD, FRUIT, replace(DURIAN, **change)))
    assert (done.added, done.changed, done.removed) == (0, 1, 0)
    assert getattr(Concept.objects.get(slug="durian"), field) == value


@pytest.mark.parametrize("mark", ["scoped", "search_only", "romanised"])
def test_a_mark_that_changed_is_written_on_the_same_label(mark: str) -> None:
    load(rows=ROWS)
    before = Label.objects.get(text="durian")
    change: dict[str, Any] = {mark: True}
    labels = (replace(DURIAN.labels[0], **change), DURIAN.labels[1])
    assert load(rows=rows(FOOD, FRUIT, replace(DURIAN, labels=labels))) == Loaded(changed=1)
    after = Label.objects.get(text="durian")
    assert (after.pk, getattr(after, mark)) == (before.pk, True)


def test_names_change_places_without_being_made_anew() -> None:
    load(rows=rows(replace(DURIAN, parent="")))
    ids = set(Label.objects.values_list("pk", flat=True))
    turned = replace(DURIAN, parent="", labels=DURIAN.labels[::-1])
    assert load(rows=rows(turned)) == Loaded(changed=2)
    assert set(Label.objects.values_list("pk", flat=True)) == ids
    order = Label.objects.order_by("position").values_list("text", flat=True)
    assert list(order) == ["ทุเรียน", "durian"]


def test_a_name_that_moves_to_another_concept_is_there_alone() -> None:
    load(rows=ROWS)
    fruit = replace(FRUIT, labels=(*FRUIT.labels, DURIAN.labels[1]))
    load(rows=rows(FOOD, fruit, replace(DURIAN, labels=DURIAN.labels[:1])))
    assert Label.objects.get(text="ทุเรียน").concept.slug == "fruit"
    assert lexicon().read(analyze("ทุเรียน"), "th").concepts == ("fruit",)


def test_a_branch_moves_with_what_stands_below() -> None:
    load(rows=ROWS)
    assert lexicon().kinship.meanings["durian"].wider == ("fruit", "food")
    load(rows=rows(FOOD, replace(FRUIT, parent=""), DURIAN))
    assert lexicon().kinship.meanings["durian"].wider == ("fruit",)


def test_a_whole_branch_goes_at_once() -> None:
    load(rows=ROWS)
    done = load(rows=rows(FOOD))
    assert slugs() == {"food"}
    assert done.removed == 2 + 3


def test_a_concept_an_editor_added_stays_and_holds_what_stands_above_it() -> None:
    load(rows=ROWS)
    by_editor("musang-king", parent=Concept.objects.get(slug="durian"))
    load(rows=rows(FOOD))
    assert slugs() == {"food", "fruit", "durian", "musang-king"}
    assert lexicon().kinship.meanings["musang-king"].wider == ("durian", "fruit", "food")


def test_a_concept_whose_name_an_editor_added_stays_with_that_name() -> None:
    load(rows=ROWS)
    label_by_editor("durian", "king of fruit")
    load(rows=rows(FOOD, FRUIT))
    assert slugs() == {"food", "fruit", "durian"}
    assert [label.text for label in Concept.objects.get(slug="durian").labels.all()] == ["king of fruit"]


def test_a_name_an_editor_added_is_not_taken_out_when_the_files_never_had_it() -> None:
    load(rows=ROWS)
    label_by_editor("durian", "king of fruit")
    assert not load(rows=ROWS)
    assert lexicon().read(analyze("king of fruit"), "en").concepts == ("durian",)


def test_what_is_kept_apart_follows_the_files() -> None:
    pair = ApartRow("fruit", "durian", True, "a reason")
    load(rows=rows(FOOD, FRUIT, DURIAN, apart=(pair,)))
    assert lexicon().kinship.decided == {("fruit", "durian"): True}
    assert load(rows=rows(FOOD, FRUIT, DURIAN, apart=(replace(pair, apart=False),))) == Loaded(1, 0, 1)
    assert lexicon().kinship.decided == {("fruit", "durian"): False}
    assert load(rows=rows(FOOD, FRUIT, DURIAN, apart=(replace(pair, why="another"),))) == Loaded(1, 0, 1)
    assert load(rows=ROWS) == Loaded(0, 0, 1)
    assert not Apart.objects.exists()


def test_one_pair_is_decided_once() -> None:
    load(rows=ROWS)
    fruit, durian = (Concept.objects.get(slug=slug) for slug in ("fruit", "durian"))
    Apart.objects.create(inner=fruit, outer=durian, apart=True)
    with pytest.raises(IntegrityError):
        Apart.objects.create(inner=fruit, outer=durian, apart=False)


def test_rooms_above_hear_of_a_change_and_of_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[GlossaryChanged] = []
    monkeypatch.setitem(events.HANDLERS, GlossaryChanged, [heard.append])
    load(rows=ROWS)
    generation = freshness.generation(AREA)
    load(rows=ROWS)
    assert heard == [
        GlossaryChanged(
            keys=frozenset({"food", "fruit", "durian", "ทุเรียน"}),
            concepts=frozenset({"food", "fruit", "durian"}),
        )
    ]
    assert freshness.generation(AREA) == generation
    load(rows=rows(FOOD, FRUIT))
    assert heard[1:] == [GlossaryChanged(keys=frozenset({"durian", "ทุเรียน"}), concepts=frozenset({"durian"}))]
    assert freshness.generation(AREA) != generation


def test_a_load_that_fails_half_way_leaves_everything_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    load(rows=ROWS)
    generation = freshness.generation(AREA)

    def fail(*anything: object) -> Loaded:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(loading, "_apart", fail)
    with pytest.raises(RuntimeError):
        load(rows=rows(replace(FOOD, hs6="999999"), concept("tea", en="tea")))
    assert slugs() == {"food", "fruit", "durian"}
    assert Concept.objects.get(slug="food").hs6 == ""
    assert freshness.generation(AREA) == generation


def test_many_are_written_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_BATCH", 2)
    many = [concept(f"tea-{number}", en=f"tea {number}") for number in range(7)]
    assert load(rows=rows(*many)).added == 14
    assert load(rows=rows(*[replace(row, hs6="090210") for row in many])).changed == 7
    assert load(rows=rows(many[0])).removed == 12
    assert not load(rows=rows(many[0]))


def test_parents_in_a_circle_do_not_hang_the_readers() -> None:
    one = by_editor("one")
    other = by_editor("other", parent=one)
    Concept.objects.filter(pk=one.pk).update(parent=other)
    label_by_editor("one", "round")
    assert lexicon().kinship.meanings["one"].wider == ("other", "one")


def test_the_labels_are_read_once_while_nothing_changes(django_assert_num_queries: Any) -> None:
    load(rows=ROWS)
    first = lexicon()
    with django_assert_num_queries(0):
        assert lexicon() is first
    freshness.changed(AREA)
    assert lexicon() is not first


def test_of_several_names_the_first_that_may_be_shown_is_shown() -> None:
    labels = (
        LabelRow("zh-hans", "liulian", romanised=True),
        LabelRow("zh-hans", "榴莲"),
        LabelRow("zh-hans", "榴槤果"),
        LabelRow("ms", "duren", search_only=True),
    )
    load(rows=rows(replace(DURIAN, parent="", labels=labels)))
    assert lexicon().kinship.meanings["durian"].names == {"zh-hans": "榴莲"}
    assert lexicon().read(analyze("duren"), "ms").concepts == ("durian",)


def test_rows_name_themselves() -> None:
    load(rows=rows(FOOD, FRUIT, DURIAN, apart=(ApartRow("fruit", "durian", False, ""),)))
    assert str(Concept.objects.get(slug="durian")) == "durian"
    assert str(Label.objects.get(text="ทุเรียน")) == "ทุเรียน (th)"
    assert str(Apart.objects.get()) == "fruit in durian: found"
