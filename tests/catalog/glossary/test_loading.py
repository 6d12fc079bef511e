"""Bringing the files into the database: completely, once, and without losing what editors did."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalog.glossary.analyzer import analyze
from catalog.glossary.models import Apart, Concept, Label
from catalog.glossary.rows import ApartRow, ConceptRow, GlossaryError, GlossaryRows, LabelRow
from catalog.glossary.selectors import lexicon
from catalog.glossary.services import load

pytestmark = pytest.mark.django_db


def concept(slug: str, parent: str = "", *labels: LabelRow) -> ConceptRow:
    return ConceptRow(slug, parent, "food", "081060", "high", "", labels)


FRUIT = concept("fruit", "", LabelRow("en", "fruit"), LabelRow("zh-hans", "水果"))
DURIAN = concept(
    "durian",
    "fruit",
    LabelRow("en", "durian"),
    LabelRow("zh-hans", "榴莲"),
    LabelRow("zh-hans", "liulian", romanised=True),
    LabelRow("th", "ทุเรียน"),
)
ROWS = GlossaryRows((FRUIT, DURIAN), (ApartRow("fruit", "durian", True, "for the test"),))


def test_loading_brings_in_everything() -> None:
    done = load(rows=ROWS)
    assert (done.removed, Concept.objects.count(), Label.objects.count()) == (0, 2, 6)
    durian = Concept.objects.get(slug="durian")
    assert durian.parent == Concept.objects.get(slug="fruit")
    chinese = durian.labels.filter(language="zh-hans").order_by("position")
    assert list(chinese.values_list("text", flat=True)) == ["榴莲", "liulian"]
    assert Apart.objects.get().apart
    assert not Label.objects.filter(state=Label.State.REVIEWED).exists()


def test_a_second_load_changes_nothing() -> None:
    load(rows=ROWS)
    assert not load(rows=ROWS)


def test_a_changed_file_changes_only_what_differs() -> None:
    load(rows=ROWS)
    kept = Label.objects.get(text="ทุเรียน").pk
    moved = replace(DURIAN, parent="", hs6="081061", labels=(*DURIAN.labels, LabelRow("vi", "sầu riêng")))
    done = load(rows=GlossaryRows((FRUIT, moved), ()))
    assert (done.added, done.changed, done.removed) == (1, 2, 1)
    assert Concept.objects.get(slug="durian").hs6 == "081061"
    assert Label.objects.get(text="ทุเรียน").pk == kept


def test_what_the_files_no_longer_hold_goes() -> None:
    load(rows=ROWS)
    load(rows=GlossaryRows((FRUIT,), ()))
    assert list(Concept.objects.values_list("slug", flat=True)) == ["fruit"]
    assert set(Label.objects.values_list("text", flat=True)) == {"fruit", "水果"}


def test_what_an_editor_added_stays() -> None:
    load(rows=ROWS)
    durian = Concept.objects.get(slug="durian")
    Label.objects.create(
        concept=durian, language="en", text="king of fruit", key="king of fruit", folded="king of fruit",
        position=9, from_file=False,
    )  # fmt: skip
    load(rows=ROWS)
    load(rows=GlossaryRows((FRUIT,), ()))
    assert Label.objects.filter(text="king of fruit").exists()


def test_a_review_survives_a_load() -> None:
    load(rows=ROWS)
    Label.objects.filter(text="ทุเรียน").update(state=Label.State.REVIEWED)
    load(rows=GlossaryRows((FRUIT, replace(DURIAN, note="new")), ()))
    assert Label.objects.get(text="ทุเรียน").state == Label.State.REVIEWED


def test_matching_follows_a_load_at_once() -> None:
    load(rows=ROWS)
    assert lexicon().read(analyze("สด ทุเรียน"), "th").concepts == ("durian",)
    load(rows=GlossaryRows((FRUIT, replace(DURIAN, labels=DURIAN.labels[:1])), ()))
    assert lexicon().read(analyze("สด ทุเรียน"), "th").concepts == ()


def test_names_shown_are_the_preferred_ones() -> None:
    hidden = replace(DURIAN, labels=(LabelRow("ms", "old", search_only=True), *DURIAN.labels))
    load(rows=GlossaryRows((FRUIT, hidden), ()))
    durian = lexicon().kinship.meanings["durian"]
    assert durian.names == {"en": "durian", "zh-hans": "榴莲", "th": "ทุเรียน"}
    assert durian.name("km") == "durian"
    assert durian.wider == ("fruit",)


def test_the_command_says_what_it_did(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog.glossary.management.commands.load_glossary.read_files", lambda: ROWS)
    said = StringIO()
    call_command("load_glossary", stdout=said)
    call_command("load_glossary", stdout=said)
    first, second = said.getvalue().splitlines()
    assert first.startswith("Glossary: 2 concepts, 6 labels; ")
    assert second == "Glossary: 2 concepts, 6 labels; 0 added, 0 changed, 0 removed."


def test_the_command_refuses_files_that_contradict_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> GlossaryRows:
        raise GlossaryError("tea: the slug occurs twice.")

    monkeypatch.setattr("catalog.glossary.management.commands.load_glossary.read_files", refuse)
    with pytest.raises(CommandError, match="nothing was changed:\ntea: the slug occurs twice"):
        call_command("load_glossary")
    assert not Concept.objects.exists()
