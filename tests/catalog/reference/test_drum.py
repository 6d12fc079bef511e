"""The bronze drum is geometry: fields of one size around a sun, none over the other."""

import re
from math import atan2, hypot, pi

import pytest

from catalog.reference.drum import GAP, INNER, MIDDLE, OUTER, ring, star

COUNTS = [2, 3, 7, 11, 12]
NUMBER = r"(-?[\d.]+)"
OUTLINE = re.compile(
    rf"M{NUMBER} {NUMBER}A184 184 0 0 1 {NUMBER} {NUMBER}L{NUMBER} {NUMBER}A131 131 0 0 0 {NUMBER} {NUMBER}z"
)
Point = tuple[float, float]


def corners(path: str) -> list[Point]:
    found = OUTLINE.fullmatch(path)
    assert found is not None, path
    numbers = [float(one) for one in found.groups()]
    return [(numbers[at], numbers[at + 1]) for at in range(0, 8, 2)]


def angle(point: Point) -> float:
    """Return the angle of a point clockwise from the top, from nought to a full turn."""
    return atan2(point[0], -point[1]) % (2 * pi)


@pytest.mark.parametrize("count", COUNTS)
def test_there_are_as_many_fields_as_countries_the_first_at_the_top(count: int) -> None:
    fields = ring(count)
    assert len(fields) == count
    assert float(fields[0].x) == 0
    assert float(fields[0].y) < 0


@pytest.mark.parametrize("count", COUNTS)
def test_every_corner_lies_on_one_of_the_two_circles(count: int) -> None:
    for field in ring(count):
        outer, outer_end, inner_end, inner = corners(field.path)
        assert [hypot(*outer), hypot(*outer_end)] == pytest.approx([OUTER] * 2, abs=0.1)
        assert [hypot(*inner), hypot(*inner_end)] == pytest.approx([INNER] * 2, abs=0.1)


@pytest.mark.parametrize("count", [7, 11, 12])
def test_neighbours_keep_the_same_gap_outside_and_inside(count: int) -> None:
    fields = [corners(field.path) for field in ring(count)]
    for one, following in zip(fields, [*fields[1:], fields[0]], strict=True):
        outside = hypot(one[1][0] - following[0][0], one[1][1] - following[0][1])
        inside = hypot(one[2][0] - following[3][0], one[2][1] - following[3][1])
        assert outside == pytest.approx(GAP, abs=0.3)
        assert inside == pytest.approx(GAP, abs=0.3)


@pytest.mark.parametrize("count", COUNTS)
def test_fields_follow_each_other_clockwise_around_the_whole_drum(count: int) -> None:
    middles = [angle((float(field.x), float(field.y) - 6)) for field in ring(count)]
    assert middles == pytest.approx([at * 2 * pi / count for at in range(count)], abs=0.01)


@pytest.mark.parametrize("count", COUNTS)
def test_letters_stand_in_the_middle_of_their_field(count: int) -> None:
    for field in ring(count):
        assert hypot(float(field.x), float(field.y) - 6) == pytest.approx(MIDDLE, abs=0.2)


@pytest.mark.parametrize("count", COUNTS)
def test_nothing_leaves_the_drum(count: int) -> None:
    numbers = [abs(float(one)) for field in ring(count) for corner in corners(field.path) for one in corner]
    assert max(numbers) <= 204


@pytest.mark.parametrize("points", [8, 12, 14])
def test_the_sun_has_as_many_rays_long_and_short_by_turns(points: int) -> None:
    path = star(points)
    assert path.startswith("M")
    assert path.endswith("z")
    lengths = [hypot(*map(float, corner.split())) for corner in path[1:-1].split("L")]
    assert len(lengths) == 2 * points
    assert lengths[::2] == pytest.approx([104.0] * points, abs=0.1)
    assert lengths[1::2] == pytest.approx([30.0] * points, abs=0.1)


def test_the_sun_stays_inside_the_ring() -> None:
    assert max(hypot(*map(float, corner.split())) for corner in star()[1:-1].split("L")) < INNER
