"""Editors add things and names, review and reject; nothing of it is lost when the files are loaded again."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from catalog.audit.selectors import history
from catalog.glossary.analyzer import analyze
from catalog.glossary.models import Concept, Label
from catalog.glossary.rows import ConceptRow, GlossaryRows, LabelRow
from catalog.glossary.selectors import lexicon
from catalog.glossary.services import (
    About,
    add_concept,
    add_label,
    change_concept,
    change_label,
    load,
    remove_concept,
    remove_label,
)
from portal.accounts.models import User

pytestmark = pytest.mark.django_db

TEA = ConceptRow("tea", "", "food", "0902", "high", "", (LabelRow("en", "tea"), LabelRow("id", "teh")))
STEEL = ConceptRow("steel", "", "goods", "", "high", "", (LabelRow("en", "steel"), LabelRow("id", "baja")))
ROWS = GlossaryRows((TEA, STEEL), ())


@pytest.fixture
def editor(db: None) -> User:
    load(rows=ROWS)
    return User.objects.create_user(email="edda@example.com", name="Edda")


def named(text: str, language: str = "en") -> tuple[str, ...]:
    return lexicon().read(analyze(text), language).concepts


def one(text: str) -> Label:
    return Label.objects.get(text=text)


def mate(editor: User, **changes: Any) -> Concept:
    about = About("food", Concept.objects.get(slug="tea"), "090300", "from the south")
    return add_concept(
        **{
            "actor": editor,
            "slug": "mate",
            "about": about,
            "names": {"en": "yerba mate", "zh-hans": "马黛茶", "th": "  ", "vi": ""},
            **changes,
        }
    )


def test_a_new_thing_is_found_by_its_names_at_once(editor: User) -> None:
    concept = mate(editor)
    assert named("Yerba Mate 500 g") == ("mate",)
    assert named("有机马黛茶", "zh-hans") == ("mate",)
    assert lexicon().kinship.meanings["mate"].wider == ("tea",)
    assert lexicon().kinship.meanings["mate"].names == {"en": "yerba mate", "zh-hans": "马黛茶"}
    states = set(Label.objects.filter(concept=concept).values_list("state", "from_file"))
    assert states == {(Label.State.REVIEWED, False)}
    assert [entry.action for entry in history(concept)] == ["concept.add"]
    assert [entry.action for entry in history(one("马黛茶"))] == ["label.add"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"slug": "tea"}, "slug"),
        ({"names": {"zh-hans": "马黛茶"}}, "names"),
        ({"names": {"en": "!!!"}}, "text"),
    ],
)
def test_a_thing_that_is_there_or_has_no_name_is_refused_whole(
    editor: User, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        mate(editor, **changes)
    assert field in refused.value.message_dict
    assert Concept.objects.count() == 2
    assert Label.objects.count() == 4


def test_a_slug_is_a_slug(editor: User) -> None:
    with pytest.raises(ValidationError):
        mate(editor, slug="Yerba Mate")


def test_what_editors_added_stays_when_the_files_are_loaded_again(editor: User) -> None:
    mate(editor)
    add_label(actor=editor, concept=Concept.objects.get(slug="tea"), language="th", text="ชา")
    assert not load(rows=ROWS)
    assert named("ชา", "th") == ("tea",)
    assert named("yerba mate") == ("mate",)


def test_a_name_is_one_more_reviewed_and_noted(editor: User) -> None:
    tea = Concept.objects.get(slug="tea")
    label = add_label(actor=editor, concept=tea, language="th", text="  ชา ")
    assert (label.text, label.state, label.from_file, label.position) == ("ชา", "reviewed", False, 2)
    entry = history(label).get()
    assert (entry.actor, entry.role, entry.action) == (editor, "editor", "label.add")
    assert lexicon().kinship.meanings["tea"].names["en"] == "tea", "the first name stays the preferred one"


@pytest.mark.parametrize("text", ["", "!!!", "  "])
def test_a_name_without_words_is_none(editor: User, text: str) -> None:
    with pytest.raises(ValidationError, match="at least one word"):
        add_label(actor=editor, concept=Concept.objects.get(slug="tea"), language="th", text=text)


def test_a_name_is_given_once(editor: User) -> None:
    with pytest.raises(ValidationError, match="this name already"):
        add_label(actor=editor, concept=Concept.objects.get(slug="tea"), language="en", text=" tea ")


def test_a_name_that_means_another_thing_elsewhere_counts_in_its_language_on_both_sides(editor: User) -> None:
    fertiliser = mate(editor, slug="fertiliser", about=About("goods"), names={"en": "fertiliser"})
    assert named("baja ringan", "ms") == ("steel",)
    label = add_label(actor=editor, concept=fertiliser, language="ms", text="baja")
    assert label.scoped
    assert one_in("baja", "id").scoped
    assert named("beg baja", "ms") == ("fertiliser",)
    assert named("baja ringan", "id") == ("steel",)
    assert not load(rows=ROWS), "the files do not undo it"
    assert named("baja ringan", "id") == ("steel",)


def one_in(text: str, language: str) -> Label:
    return Label.objects.get(text=text, language=language)


def test_one_name_for_two_things_in_one_language_is_both(editor: User) -> None:
    label = add_label(actor=editor, concept=Concept.objects.get(slug="tea"), language="id", text="baja")
    assert not label.scoped
    assert set(named("baja", "id")) == {"tea", "steel"}


def test_rejecting_a_name_of_the_files_outlasts_loading_and_can_be_undone(editor: User) -> None:
    label = one("teh")
    remove_label(actor=editor, label=label)
    assert (label.state, label.from_file) == ("rejected", True)
    assert named("teh", "id") == ()
    assert "id" not in lexicon().kinship.meanings["tea"].names
    assert not load(rows=ROWS)
    assert named("teh", "id") == ()
    change_label(actor=editor, label=label, state="reviewed", scoped=False, search_only=False)
    assert named("teh", "id") == ("tea",)
    assert [entry.after for entry in history(label)] == [{"state": "reviewed"}, {"state": "rejected"}]


def test_an_editors_name_is_deleted_when_it_is_taken_away(editor: User) -> None:
    label = add_label(actor=editor, concept=Concept.objects.get(slug="tea"), language="th", text="ชา")
    remove_label(actor=editor, label=label)
    assert not Label.objects.filter(text="ชา").exists()
    assert named("ชา", "th") == ()


def test_a_reviewed_name_of_the_files_still_follows_them(editor: User) -> None:
    change_label(actor=editor, label=one("teh"), state="reviewed", scoped=False, search_only=False)
    load(rows=GlossaryRows((ConceptRow(*vars(TEA).values()), STEEL), ()))
    assert one("teh").state == "reviewed"
    fewer = ConceptRow("tea", "", "food", "0902", "high", "", TEA.labels[:1])
    load(rows=GlossaryRows((fewer, STEEL), ()))
    assert not Label.objects.filter(text="teh").exists()


def test_marks_that_an_editor_changed_are_the_editors(editor: User) -> None:
    change_label(actor=editor, label=one("teh"), state="machine", scoped=True, search_only=True)
    assert not load(rows=ROWS)
    label = one("teh")
    assert (label.scoped, label.search_only, label.from_file) == (True, True, False)
    assert "id" not in lexicon().kinship.meanings["tea"].names


def test_a_thing_of_the_files_is_changed_in_the_files(editor: User) -> None:
    tea = Concept.objects.get(slug="tea")
    with pytest.raises(ValidationError, match="in the files"):
        change_concept(actor=editor, concept=tea, about=About("goods"))
    with pytest.raises(ValidationError, match="in the files"):
        remove_concept(actor=editor, concept=tea)


def test_an_editors_thing_changes_and_goes_with_its_names(editor: User) -> None:
    concept = mate(editor)
    change_concept(actor=editor, concept=concept, about=About("food", None, "", "a shrub"))
    assert lexicon().kinship.meanings["mate"].wider == ()
    changed = history(concept).first()
    assert changed is not None
    assert changed.after == {"parent": None, "hs6": "", "note": "a shrub"}
    remove_concept(actor=editor, concept=concept)
    assert named("yerba mate") == ()
    assert not Label.objects.filter(text="马黛茶").exists()


def test_nothing_stands_below_itself_and_nothing_with_things_below_goes(editor: User) -> None:
    concept = mate(editor)
    below = mate(editor, slug="roasted-mate", about=About("food", concept), names={"en": "roasted mate"})
    with pytest.raises(ValidationError, match="below itself"):
        change_concept(actor=editor, concept=concept, about=About("food", below))
    with pytest.raises(ValidationError, match="stand below"):
        remove_concept(actor=editor, concept=concept)
