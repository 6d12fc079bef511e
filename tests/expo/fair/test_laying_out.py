"""An editor lays out a hall: types it, adds rows, takes a table, sees it drawn, and only then saves it."""

import io
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalog.audit.models import Entry
from expo.fair.layout import MOST_STANDS, Place
from expo.fair.models import Hall, Stand
from expo.fair.organizing.layout_forms import RowsForm, seal
from expo.fair.organizing.layout_pages import attempt, drawn
from expo.fair.organizing.stand_text import plans_of, text_from_table, text_of
from expo.fair.services.halls import StandPlan, lay_out
from tests.expo.fair.conftest import in_rows
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db

HERE = "/editors/fair/2026/halls/tea/stands/"


def typed(page: BeautifulSoup) -> str:
    return the(page, "textarea[name=stands]").get_text().strip()


def send(desk: Client, do: str, text: str, drawn: str = "", **more: Any) -> Any:
    return desk.post(HERE, {do: "1", "stands": text, "drawn": drawn, **more})


def save_what_is_drawn(desk: Client, text: str) -> Any:
    """Have it drawn first, as the page wants it, then save what was drawn."""
    seen = page_of(send(desk, "draw", text))
    return send(desk, "save", typed(seen), str(the(seen, "input[name=drawn]")["value"]))


def laid_out() -> dict[str, tuple[int, int, int, int]]:
    rows = Stand.objects.values_list("code", "x", "y", "width", "depth")
    return {code: place for code, *place in rows}  # type: ignore[misc]


def rows(**said: Any) -> RowsForm:
    usual = {"letters": "B", "first": 1, "count": 5, "per_row": 2, "x": 10, "y": 20, "width": 30, "depth": 40}
    return RowsForm(usual | {"aisle": 25, "kind": "standard", "price_class": "b"} | said)


def test_a_dry_run_says_what_would_become_of_each_stand(hall: Hall, stands: list[Stand]) -> None:
    text = "T01, 0, 0, 30, 30\nT02, 40, 0, 60, 30\nN01, 0, 60, 30, 30\nT04, 120, 0, 30, 30, , , , no"
    trial = attempt(hall, stands, text)
    assert (trial.new, trial.changed, trial.removed, trial.same) == (["N01"], ["T02", "T04"], ["T03"], 1)
    assert not trial.faults
    assert laid_out().keys() == {"T01", "T02", "T03", "T04"}


@pytest.mark.parametrize("state", ["held", "taken"])
def test_a_stand_somebody_has_is_named_where_it_would_go(hall: Hall, stands: list[Stand], state: str) -> None:
    Stand.objects.filter(code="T03").update(state=state)
    known = list(Stand.objects.order_by("code"))
    trial = attempt(hall, known, text_of(in_rows(2)))
    assert len(trial.faults) == 1
    assert "T03" in trial.faults[0]


def test_a_line_that_cannot_be_read_removes_no_stand(hall: Hall, stands: list[Stand]) -> None:
    trial = attempt(hall, stands, text_of(in_rows(3)) + "\nT04, here, 0, 30, 30")
    assert trial.removed == []
    (fault,) = trial.faults
    assert fault.startswith("Line 4, From the left:")


def test_outside_overlapping_twice_and_too_many_are_said_together_or_at_once(hall: Hall) -> None:
    text = "A1, 380, 0, 30, 30\nA2, 0, 0, 30, 30\nA3, 10, 10, 30, 30\nA2, 100, 100, 30, 30"
    said = " ".join(attempt(hall, [], text).faults)
    for part in ("A1 leaves its hall", "A3 lies on stand A2", "A2 is there twice"):
        assert part in said
    (many,) = attempt(hall, [], text_of(in_rows(MOST_STANDS + 1))).faults
    assert str(MOST_STANDS) in many


def test_the_drawing_shows_what_does_not_fit_beyond_the_wall(hall: Hall, stands: list[Stand]) -> None:
    Stand.objects.filter(code="T01").update(state="taken")
    known = list(Stand.objects.order_by("code"))
    plans = [
        *in_rows(2),
        StandPlan(Place("X1", 390, 0, 30, 30), zone="VN"),
        StandPlan(Place("C1", 0, 200, 30, 30), offered=False),
        StandPlan(Place("L1", -30, 0, 30, 30)),
        StandPlan(Place("N1", 0, 0, 0, 30)),
    ]
    svg = BeautifulSoup(drawn(hall, known, plans), "html.parser")
    kinds = {group.get_text(strip=True): group["class"][0] for group in svg.select("svg > g")}
    assert kinds == {"T01": "taken", "T02": "free", "X1": "fault", "C1": "closed"}
    assert svg.select_one("path.wall")
    assert svg.select_one("path.zone")
    assert not BeautifulSoup(drawn(hall, known, in_rows(2)), "html.parser").select("path.wall")


def test_more_stands_than_a_hall_may_have_are_not_all_drawn(hall: Hall) -> None:
    svg = drawn(hall, [], in_rows(MOST_STANDS + 50))
    assert svg.count("<text") == MOST_STANDS


def test_the_seal_tells_apart_what_was_drawn(stands: list[Stand]) -> None:
    present = plans_of(stands)
    assert seal(present, "A1\r\nA2") == seal(present, "A1\nA2")
    assert seal(present, "A1") != seal(present, "A2")
    assert seal(present, "A1") != seal(present[1:], "A1")


def test_the_page_shows_the_hall_as_it_is(desk: Client, stands: list[Stand]) -> None:
    page = page_of(desk.get(HERE))
    assert len(typed(page).splitlines()) == 4
    assert len(page.select("svg.plan > g.free")) == 4
    assert not page.select("button[name=save]")


def test_nothing_is_saved_before_it_was_drawn(desk: Client, hall: Hall, stands: list[Stand]) -> None:
    text = text_of(in_rows(6))
    first = page_of(send(desk, "save", text))
    assert "Not saved yet" in words(the(first, "body"))
    assert len(laid_out()) == 4
    assert len(first.select("svg.plan > g")) == 6
    assert "New: 2 (T05, T06)" in words(the(first, "section[aria-labelledby=would]"))
    answer = save_what_is_drawn(desk, text)
    assert answer.status_code == 302
    assert len(laid_out()) == 6
    assert Entry.objects.filter(action="hall.laid-out").latest("pk").after == {"stands": 6}


def test_lines_changed_after_the_drawing_are_drawn_anew(desk: Client, stands: list[Stand]) -> None:
    seen = page_of(send(desk, "draw", text_of(in_rows(5))))
    seal_of_five = str(the(seen, "input[name=drawn]")["value"])
    send(desk, "save", text_of(in_rows(6)), seal_of_five)
    assert len(laid_out()) == 4


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(
    desk: Client, hall: Hall, stands: list[Stand]
) -> None:
    seen = page_of(send(desk, "draw", text_of(in_rows(3))))
    lay_out(hall=hall, stands=in_rows(8))
    again = page_of(send(desk, "save", typed(seen), str(the(seen, "input[name=drawn]")["value"])))
    assert len(laid_out()) == 8
    assert "Removed: 5" in words(the(again, "section[aria-labelledby=would]"))


def test_faults_are_named_and_nothing_typed_is_lost(desk: Client, stands: list[Stand]) -> None:
    text = text_of(in_rows(4)) + "\nX1, 390, 0, 30, 30\nX2, 10, 10, 30, 30\nX3, here"
    before = laid_out()
    answer = send(desk, "draw", text, letters="Q", count="77")
    page = page_of(answer)
    assert answer.status_code == 422
    said = words(the(page, "section[aria-labelledby=faults]"))
    for part in ("Stand X1 leaves its hall", "Stand X2 lies on stand T01", "Line 7, From the left"):
        assert part in said
    assert typed(page) == text
    assert the(page, "input[name=letters]")["value"] == "Q"
    assert the(page, "input[name=count]")["value"] == "77"
    assert not page.select("button[name=save]")
    assert save_what_is_drawn(desk, text).status_code == 422
    assert laid_out() == before


def test_rows_are_added_to_the_lines_and_drawn(desk: Client, stands: list[Stand]) -> None:
    row = {"letters": "B", "first": "1", "count": "3", "per_row": "3", "x": "0", "y": "100", "width": "30"}
    more = row | {"depth": "30", "aisle": "0", "kind": "corner", "price_class": "A", "zone": ""}
    page = page_of(send(desk, "add", text_of(in_rows(4)), **more))
    assert typed(page).splitlines()[4] == "B01, 0, 100, 30, 30, corner, A, , yes"
    assert len(page.select("svg.plan > g")) == 7
    assert len(laid_out()) == 4
    bad = send(desk, "add", "T01, 0, 0, 30, 30", **(more | {"count": "0"}))
    assert bad.status_code == 422
    assert typed(page_of(bad)) == "T01, 0, 0, 30, 30"


def test_a_table_is_drawn_first_and_its_faults_stand_in_its_lines(desk: Client, stands: list[Stand]) -> None:
    head = "number,x,y,width,depth"
    sent = f"{head}\nA1,0,0,30,30\nA2,15,0,30,30"
    page = page_of(send(desk, "draw", "", file=SimpleUploadedFile("hall.csv", sent.encode())))
    assert "Stand A2 lies on stand A1." in words(the(page, "section[aria-labelledby=faults]"))
    assert typed(page) == "A1, 0, 0, 30, 30\nA2, 15, 0, 30, 30"
    assert len(laid_out()) == 4
    mended = typed(page).replace("A2, 15", "A2, 30")
    assert save_what_is_drawn(desk, mended).status_code == 302
    assert laid_out().keys() == {"A1", "A2"}


@pytest.mark.parametrize(("content", "said"), [(b"", "empty"), (b"number,x,y\nA1,0,0", "Width")])
def test_a_table_that_cannot_be_taken_leaves_the_lines(
    desk: Client, stands: list[Stand], content: bytes, said: str
) -> None:
    answer = send(desk, "draw", "T01, 0, 0, 30, 30", file=SimpleUploadedFile("hall.csv", content))
    page = page_of(answer)
    assert answer.status_code == 422
    assert said in words(the(page, "[role=alert]"))
    assert typed(page) == "T01, 0, 0, 30, 30"


def test_the_file_of_a_hall_is_taken_again_unchanged(desk: Client, hall: Hall, stands: list[Stand]) -> None:
    answer = desk.get(f"{HERE}file/")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    trial = attempt(hall, stands, text_from_table(io.BytesIO(content)))
    assert (trial.new, trial.changed, trial.removed, trial.same) == ([], [], [], 4)
    assert not trial.faults


@pytest.mark.parametrize("count", [1, 24, 200])
def test_a_dry_run_asks_no_more_for_many_stands(
    hall: Hall, count: int, django_assert_num_queries: Any
) -> None:
    hall.width, hall.depth = 900, 1500
    known = [Stand(hall=hall, code=f"S{at}", x=0, y=0, width=1, depth=1) for at in range(count)]
    with django_assert_num_queries(2):
        trial = attempt(hall, known, text_of(in_rows(count)))
        drawn(hall, known, trial.plans)
    assert (len(trial.new), len(trial.removed), trial.faults) == (count, count, [])
