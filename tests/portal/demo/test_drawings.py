"""The demonstration's pictures: drawn by this project, always the same, kept, printed again when changed."""

from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from portal.demo.art import printing
from portal.demo.art.motifs import brocade
from portal.demo.art.press import HEIGHT, WIDTH, Sheet
from portal.demo.art.printing import draw, encode, kept_at, prints
from portal.demo.art.shapes import box, leaf, move, oval, path, star
from portal.demo.art.subjects import DRAWN, PAPERS, SUBJECTS
from portal.demo.reading import content

# One subject for every drawing, so that each is drawn once by the tests.
ONE_OF_EACH = sorted(
    {getattr(make, "func", make): name for name, (make, _paper) in reversed(DRAWN.items())}.values()
)


def test_every_drawing_is_used_by_the_demonstration() -> None:
    told = content()
    used = {entry.picture for entry in told.products} | {entry.picture for entry in told.organizations}
    assert set(SUBJECTS) == used - {""}
    assert {paper for _make, paper in DRAWN.values()} == set(PAPERS)


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_a_drawing_fills_the_middle_of_its_sheet(name: str) -> None:
    print_ = draw(name)
    assert print_.size == (WIDTH, HEIGHT)
    bare = Sheet(SUBJECTS[name].paper.ground).finish()
    middle = (150, 180, 650, 500)
    drawn = ImageStat.Stat(print_.crop(middle).convert("L")).stddev[0]
    assert drawn > 12 > ImageStat.Stat(bare.crop(middle).convert("L")).stddev[0]


@pytest.mark.parametrize("name", ["liubao-tea-basket", "embroidered-ball"])
def test_the_same_name_gives_the_same_picture(name: str) -> None:
    assert encode(name) == encode(name)


def test_prints_on_one_paper_do_not_colour_each_other() -> None:
    first, second = sorted(name for name, subject in SUBJECTS.items() if subject.paper == PAPERS["mist"])[:2]
    alone = encode(first)
    encode(second)
    assert encode(first) == alone


def test_prints_come_paper_by_paper(tmp_path: Path, counted: list[str]) -> None:
    list(prints(tmp_path, SUBJECTS))
    papers = [SUBJECTS[name].paper for name in counted]
    assert len(counted) == len(SUBJECTS)
    changes = sum(before != after for before, after in pairwise(papers))
    assert changes == len(set(papers)) - 1


def test_a_glow_fades_away_from_its_shape() -> None:
    sheet = Sheet("#000000")
    sheet.glow(oval(400, 300, 60), "#ffffff", 20, 1)
    row = sheet.finish().convert("L").crop((400, 300, WIDTH, 301)).tobytes()
    lights = [row[far] for far in (0, 50, 60, 80, 130)]
    assert lights == sorted(lights, reverse=True)
    assert lights[0] > 230
    assert lights[-1] == 0


def test_a_changed_paper_is_another_picture() -> None:
    assert encode("golden-durian") != encode("musang-king-durian")


def test_a_print_is_a_picture_a_browser_can_show() -> None:
    with Image.open(BytesIO(encode("fish-sauce"))) as print_:
        assert print_.format == "JPEG"
        assert print_.size == (800, 600)


def test_a_name_nobody_drew_is_refused() -> None:
    with pytest.raises(KeyError):
        draw("unicorn")


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count what is printed, without drawing it."""
    printed: list[str] = []

    def encode_nothing(name: str) -> bytes:
        printed.append(name)
        return name.encode()

    monkeypatch.setattr(printing, "encode", encode_nothing)
    monkeypatch.setattr(printing, "_print_all", lambda names: map(encode_nothing, names))
    return printed


def test_a_print_is_made_once_and_kept(tmp_path: Path, counted: list[str]) -> None:
    first = list(prints(tmp_path / "prints", ["wheel-loader"]))
    again = list(prints(tmp_path / "prints", ["wheel-loader", "wheel-loader"]))
    assert first == again == [("wheel-loader", b"wheel-loader")]
    assert counted == ["wheel-loader"]


def test_a_changed_drawing_is_printed_again(
    tmp_path: Path, counted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    list(prints(tmp_path, ["wheel-loader"]))
    monkeypatch.setattr(printing, "edition", lambda: "another")
    list(prints(tmp_path, ["wheel-loader"]))
    assert counted == ["wheel-loader"] * 2


def test_half_a_print_does_not_count(tmp_path: Path, counted: list[str]) -> None:
    kept_at(tmp_path, "wheel-loader").with_suffix(".part").write_bytes(b"wheel")
    assert list(prints(tmp_path, ["wheel-loader"])) == [("wheel-loader", b"wheel-loader")]


def test_several_prints_are_made_by_several_processes(tmp_path: Path) -> None:
    names = ["sea-salt", "zinc-ingots"]
    made = dict(prints(tmp_path, names))
    assert made == {name: encode(name) for name in names}


def test_path_data_becomes_polygons() -> None:
    assert path("M0 0 L10 0 L10 5 Z") == [[(0, 0), (10, 0), (10, 5)]]
    assert len(path("M0 0 L1 1 M2 2 L3 3")) == 2
    curve = path("M0 0 Q5 10 10 0")[0]
    assert curve[-1] == pytest.approx((10, 0))
    assert max(y for _x, y in curve) == pytest.approx(5, abs=0.1)


def test_shapes_are_where_they_are_said_to_be() -> None:
    assert box(1, 2, 3, 4) == [[(1, 2), (4, 2), (4, 6), (1, 6)]]
    assert len(box(0, 0, 10, 10, 3)[0]) > 4
    xs = [x for x, _y in oval(5, 5, 2)[0]]
    assert (min(xs), max(xs)) == pytest.approx((3, 7))
    assert len(star(0, 0, 2, 1, 12)[0]) == 24
    assert move([[(1, 0)]], 10, 20, turn=90, size=2)[0][0] == pytest.approx((10, 22))
    assert leaf(0, 0, 10, 2, 0)[0][0] == (0, 0)


def test_nothing_is_drawn_outside_the_window() -> None:
    sheet = Sheet("#000000")
    with sheet.inside(box(0, 0, 400, 600)):
        sheet.fill(box(0, 0, 800, 600), "#ffffff")
    sheet.fill(box(-500, -500, 10, 10), "#ff0000")
    done = sheet.finish()
    assert done.getpixel((100, 300)) == (255, 255, 255)
    assert done.getpixel((700, 300)) == (0, 0, 0)


def test_the_brocade_runs_along_the_foot() -> None:
    sheet = Sheet("#000000")
    brocade(sheet, 548, "#ffffff", ("#ff0000", "#00ff00"), height=52)
    done = sheet.finish()
    assert done.getpixel((400, 500)) == (0, 0, 0)
    assert ImageStat.Stat(done.crop((0, 552, 800, 596)).convert("L")).stddev[0] > 20
