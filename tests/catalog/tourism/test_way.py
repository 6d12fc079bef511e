"""A tour's way can be travelled, or the place is named that no crossing leads to."""

import pytest

from catalog.tourism.way import Step, gaps

NANNING = Step("nanning", "CN", 1)
HANOI = Step("hanoi", "VN", 2)
LUANG_PRABANG = Step("luang-prabang", "LA", 3)
PASS = Step("pass", "CN", 1, crossing=True, other="VN")
PASS_FROM_THERE = Step("pass-south", "VN", 1, crossing=True, other="CN")
TO_LAOS = Step("tay-trang", "VN", 2, crossing=True, other="LA")
PORT = Step("beihai-port", "CN", 1, crossing=True)
AIRPORT_THERE = Step("noi-bai", "VN", 2, crossing=True)
ZONE = Step("zone", "CN", 1, crossing=True, other="VN", zone=True)


@pytest.mark.parametrize(
    "way",
    [
        pytest.param([NANNING], id="nowhere else"),
        pytest.param([NANNING, PASS, HANOI], id="over a pass"),
        pytest.param([NANNING, PASS_FROM_THERE, HANOI], id="the pass is the other country's"),
        pytest.param([HANOI, PASS, NANNING], id="the other way"),
        pytest.param([NANNING, PASS, HANOI, PASS, NANNING], id="there and back"),
        pytest.param([NANNING, PASS, HANOI, TO_LAOS, LUANG_PRABANG], id="two borders"),
        pytest.param([NANNING, PORT, LUANG_PRABANG], id="a port leads anywhere"),
        pytest.param([NANNING, AIRPORT_THERE, HANOI], id="arriving by air"),
        pytest.param([NANNING, PORT, NANNING], id="a harbour looked at"),
        pytest.param([NANNING, ZONE, NANNING], id="a zone left where it was entered"),
        pytest.param([NANNING, ZONE, HANOI], id="a zone left on the far side"),
        pytest.param([PASS, HANOI], id="beginning at the border"),
        pytest.param([PASS, NANNING], id="beginning at the border, the other way"),
    ],
)
def test_a_way_over_the_crossings_it_needs_has_no_gap(way: list[Step]) -> None:
    assert gaps(way) == []


@pytest.mark.parametrize(
    ("way", "missed", "before"),
    [
        pytest.param([NANNING, HANOI], ["hanoi"], {"CN"}, id="no crossing"),
        pytest.param([NANNING, PASS, NANNING], ["nanning"], {"VN"}, id="never came back"),
        pytest.param([NANNING, PASS, LUANG_PRABANG], ["luang-prabang"], {"VN"}, id="wrong country"),
        pytest.param([NANNING, TO_LAOS, LUANG_PRABANG], ["tay-trang"], {"CN"}, id="crossing elsewhere"),
        pytest.param([NANNING, ZONE, LUANG_PRABANG], ["luang-prabang"], {"CN", "VN"}, id="out of a zone"),
        pytest.param([PORT, HANOI, NANNING], ["nanning"], {"VN"}, id="a port opens one border only"),
    ],
)
def test_a_gap_names_the_place_and_where_one_was(
    way: list[Step], missed: list[str], before: set[str]
) -> None:
    found = gaps(way)
    assert [gap.step.slug for gap in found] == missed
    assert found[0].before == before


def test_each_gap_is_told_once_and_the_way_goes_on_from_there() -> None:
    found = gaps([NANNING, HANOI, HANOI, NANNING, PASS, HANOI])
    assert [(gap.step.slug, sorted(gap.before)) for gap in found] == [("hanoi", ["CN"]), ("nanning", ["VN"])]
