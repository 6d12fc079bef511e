"""The labels in memory: kept until the glossary changes, and never what a rollback took back."""

import pickle
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from catalog.glossary.analyzer import analyze
from catalog.glossary.kinship import Kinship, Meaning
from catalog.glossary.lexicon import Lexicon, Name
from catalog.glossary.models import Concept
from catalog.glossary.selectors import _lexicon, lexicon
from catalog.glossary.services.editing import add_label
from portal.accounts.models import User


@pytest.fixture
def tea(db: None) -> Iterator[Concept]:
    """A concept without a name yet; what other tests left in memory is forgotten."""
    _lexicon.cache_clear()
    yield Concept.objects.create(slug="tea", kind="goods")
    _lexicon.cache_clear()


def names(text: str) -> tuple[str, ...]:
    return lexicon().read(analyze(text), "en").concepts


def test_it_is_read_once_until_the_glossary_changes(tea: Concept, editor: User) -> None:
    lexicon()
    with CaptureQueriesContext(connection) as asked:
        assert names("green tea") == ()
        lexicon()
    assert len(asked) == 0
    add_label(actor=editor, concept=tea, language="en", text="tea")
    assert names("green tea") == ("tea",)
    with CaptureQueriesContext(connection) as asked:
        assert names("tea") == ("tea",)
    assert len(asked) == 0, "also within the transaction that changed it"


def test_a_name_that_was_taken_back_is_forgotten_with_the_transaction(tea: Concept, editor: User) -> None:
    with transaction.atomic():
        add_label(actor=editor, concept=tea, language="en", text="tea")
        assert names("tea") == ("tea",)
        transaction.set_rollback(True)
    assert names("tea") == ()


def test_a_later_change_that_is_taken_back_leaves_the_earlier_one(tea: Concept, editor: User) -> None:
    add_label(actor=editor, concept=tea, language="en", text="tea")
    with transaction.atomic():
        add_label(actor=editor, concept=tea, language="en", text="cha")
        assert names("cha") == ("tea",)
        transaction.set_rollback(True)
    assert (names("tea"), names("cha")) == (("tea",), ())


def test_a_change_that_ended_well_within_one_that_did_not_is_forgotten_too(
    tea: Concept, editor: User
) -> None:
    with transaction.atomic():
        with transaction.atomic():
            add_label(actor=editor, concept=tea, language="en", text="tea")
            assert names("tea") == ("tea",)
        assert names("tea") == ("tea",)
        transaction.set_rollback(True)
    assert names("tea") == ()


def small() -> Lexicon:
    labels = [
        ("tea", "en", "tea", "tea", False),
        ("tea", "zh-hans", "茶", "茶", False),
        ("tea", "vi", "trà", "tra", False),
        ("green-tea", "en", "green tea", "green tea", False),
        ("box", "en", "box", "box", True),
    ]
    meanings = {
        "tea": Meaning("tea", "goods", (), {"en": "tea", "zh-hans": "茶"}),
        "green-tea": Meaning("green-tea", "goods", ("tea",), {"en": "green tea"}),
        "box": Meaning("box", "goods", (), {"en": "box"}),
    }
    return Lexicon(labels, Kinship(meanings, {}))


def test_labels_go_to_the_processes_that_analyse_and_read_there_as_here() -> None:
    """A rebuild hands them to one process for each core."""
    here = small()
    there = pickle.loads(pickle.dumps(here))
    for text, language in (
        ("green tea", "en"),
        ("绿茶", "zh-hans"),
        ("trà", "vi"),
        ("tra", "vi"),
        ("box", "id"),
    ):
        for query in (False, True):
            analysis = analyze(text)
            assert there.read(analysis, language, query=query) == here.read(analysis, language, query=query)
    assert there.words == here.words
    assert there.kinship.meanings == here.kinship.meanings


def test_what_was_worked_out_before_goes_along() -> None:
    here = small()
    first = list(here.starting("gre", "en"))
    assert first == [
        Name("green-tea", "en", "green tea", False),
        Name("green-tea", "en", "green teas", False),
    ]
    assert here.closed_up["greentea"] == ["green tea"]
    there = pickle.loads(pickle.dumps(here))
    assert list(there.starting("gre", "en")) == first
    assert there.closed_up["greentea"] == ["green tea"]


@pytest.mark.parametrize("name", [Name("tea", "vi", "trà", True), Name("", "", "", False)])
def test_a_name_is_the_same_name_after_a_journey(name: Name) -> None:
    again = pickle.loads(pickle.dumps(name))
    assert again == name
    assert hash(again) == hash(name)
