"""`manage.py search`: says how the index is, names what differs, and accounts for an answer."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from catalog.seams.freshness import changed
from catalog.search import services
from catalog.search.editors.rules_now import AREA
from catalog.search.models import Pin, Synonym
from tests.catalog.search.shelf import Shelf

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    said = StringIO()
    call_command("search", *words, stdout=said)
    return said.getvalue()


def data(*words: str) -> Any:
    return json.loads(run(*words, "--json"))


@pytest.fixture
def fruit(shelf: Shelf) -> Shelf:
    shelf.put(1, {"th": "ทุเรียนหมอนทอง", "en": "Monthong durian"})
    shelf.put(2, {"zh-hans": "榴莲"})
    shelf.put(3, "Steel pipe")
    services.rebuild()
    return shelf


def test_explain_prints_what_was_asked_and_why_each_hit_is_there(fruit: Shelf) -> None:
    lines = [line.strip() for line in run("explain", "ทุเรียน").splitlines()]
    assert lines[0] == "asked: ทุเรียน = durian"
    assert lines[1].startswith("2 results, ")
    first = lines.index(next(line for line in lines if line.endswith("thing:1  Monthong durian")))
    assert "words: ทุเรียน" in lines[first + 1 : first + 3]
    assert "concept: durian = ทุเรียน" in lines[first + 1 : first + 3]
    assert "6  ทุเรียน in exact: ทุเรียน" in lines
    assert "4  ทุเรียน in broader: durian" in lines, "Monthong is a kind of durian"
    assert "8  ทุเรียน in concept: durian" in lines, "what the other one is"


def test_explain_gives_the_same_as_data(fruit: Shelf) -> None:
    found = data("explain", "ทุเรียน", "--hits", "1")
    assert found["asked"] == [{"text": "ทุเรียน", "concepts": ["durian"], "means": [], "optional": False}]
    assert (found["text"], found["language"], found["total"], found["step"]) == ("ทุเรียน", "th", 2, "")
    (hit,) = found["hits"]
    assert (hit["key"], hit["title"]) == ("thing:1", "Monthong durian")
    assert {reason["how"] for reason in hit["reasons"]} == {"words", "concept"}
    assert sum(line["points"] for line in hit["points"]) == pytest.approx(hit["score"], rel=0.01)


def test_explain_says_what_editors_said(fruit: Shelf) -> None:
    Synonym.objects.create(language="en", typed="zwabber", means="steel pipe\ndurian")
    Pin.objects.create(language="en", text="zwabber", kind="thing", record=2)
    changed(AREA)
    found = data("explain", "zwabber")
    assert found["asked"][0]["means"] == ["steel pipe", "durian"]
    assert found["hits"][0]["key"] == "thing:2"
    assert found["hits"][0]["reasons"][0]["how"] == "chosen"
    assert {"asked": "thing:2", "field": "key", "terms": ["thing:2"], "points": 1000} in found["hits"][0][
        "points"
    ]
    said = run("explain", "zwabber")
    assert "asked: zwabber = steel pipe, durian" in said
    assert "said: Steel pipe = zwabber" in said


def test_explain_says_how_a_slip_was_put_right(fruit: Shelf) -> None:
    found = data("explain", "monthogn durian")
    assert (found["step"], found["corrected"]) == ("spelling", "monthong durian")
    assert "spelling monthong durian" in run("explain", "monthogn durian")


def test_explain_of_nonsense_has_no_hits(fruit: Shelf) -> None:
    found = data("explain", "qqqqzzzz")
    assert (found["total"], found["hits"], found["step"]) == (0, [], "popular")


def test_verify_names_each_difference_and_fails(fruit: Shelf) -> None:
    assert run("verify") == "0 differences between database and index.\n"
    fruit.put(4, "Kettle")
    fruit.put(2, {"zh-hans": "芒果"})
    fruit.withdrawn.add(3)
    said = StringIO()
    with pytest.raises(CommandError, match="The index is not true"):
        call_command("search", "verify", stdout=said)
    assert said.getvalue().splitlines() == [
        "missing: thing:4",
        "stale: thing:2",
        "left over: thing:3",
        "3 differences between database and index.",
    ]
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("search", "verify", "--json", stdout=said)
    (differences,) = json.loads(said.getvalue()).values()
    assert differences == {"missing": [["thing", 4]], "stale": [["thing", 2]], "left_over": [["thing", 3]]}


def test_rebuild_puts_it_right_and_says_how_fast(fruit: Shelf) -> None:
    fruit.put(4, "Kettle")
    assert run("rebuild").startswith("4 records in ")
    assert run("verify").startswith("0 differences")


def test_verify_without_an_index_says_what_to_do(shelf: Shelf) -> None:
    with pytest.raises(CommandError, match=r"Run: manage\.py search rebuild"):
        run("verify")


def test_status_says_which_engine_answers_and_what_it_holds(fruit: Shelf) -> None:
    status = data("status")
    assert (status["ready"], status["documents"], status["kinds"]) == (True, 3, ["thing"])
    said = run("status")
    assert f"Engine {status['name']}: ready." in said
    assert "3 records" in said
    assert "Kinds: thing." in said
