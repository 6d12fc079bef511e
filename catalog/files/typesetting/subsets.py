"""Which letters of which fonts are kept: enough for ten languages, and no more than 6 MB together.

The originals are the Noto fonts under the SIL Open Font License 1.1, which permits subsets; their
licence stands beside the files. ``manage.py subset_fonts`` makes the files again.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"
COVERAGE = FOLDER / "coverage.txt"
MOST_BYTES = 6_000_000  # of all fonts together
WEIGHTS = ("Regular", "Bold")
# Characters of goods, places and people here that both tables, of 1980 and 1984, lack.
BEYOND_THE_TABLES = "峇粿杧梿鳀鲃蒟蒻溇喆堃珺瑀祎瑄瑨赟垚旸翀琤炘鋆锳琇"
LATIN = (
    "0020-007E 00A0-017F 01A0-01A1 01AF-01B0 02B9-02BC 0300-0304 0306-030C 031B 0323 0327-0328"
    " 1EA0-1EF9 2010-2027 2030-205E 20A0-20BF 2103 2109 2116 2122"
)
# With every script of the south: joiners, and the circle a mark stands on where its letter is missing.
JOINERS = "0020 00A0 200B-200D 25CC"
# Arrows and signs of arithmetic too: the Latin font has none.
HAN_SIGNS = (
    "00B7 2014 2018-2019 201C-201D 2026 2190-2193 2212 2248 2260 2264-2265 2460-2473 3000-301B"
    " 338E-338F 33A1 FF01-FF5E FFE5"
)


@dataclass(frozen=True, slots=True)
class Face:
    """A font: how its originals are named, which one of a collection it is, which code points are kept."""

    name: str
    original: str
    points: frozenset[int]
    number: int = -1

    def file_name(self, weight: str) -> str:
        """Return the name of our file of a weight."""
        return f"{self.name}-{weight}{'.otf' if self.number >= 0 else '.ttf'}"


def ranges(text: str) -> Iterator[int]:
    """Yield the code points of ranges in hexadecimal: ``0020-007E 00B7``."""
    for part in text.split():
        first, _, last = part.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def as_ranges(points: frozenset[int]) -> str:
    """Return code points as ranges in hexadecimal, in their order."""
    runs: list[list[int]] = []
    for point in sorted(points):
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return " ".join(f"{first:04X}" if first == last else f"{first:04X}-{last:04X}" for first, last in runs)


def table(encoding: str, rows: range, cells: Iterable[int]) -> Iterator[int]:
    """Yield the code points that a table of two-byte codes has in these rows; some cells are empty."""
    for row, cell in product(rows, cells):
        with suppress(UnicodeDecodeError):
            yield ord(bytes((row, cell)).decode(encoding))


def han() -> frozenset[int]:
    """Return the Chinese letters: all of GB 2312 (6,763) and the frequent half of Big5 (5,401).

    Brands and families write their names in traditional characters too.
    """
    simplified = table("gb2312", range(0xB0, 0xF8), range(0xA1, 0xFF))
    traditional = table("big5", range(0xA4, 0xC7), [*range(0x40, 0x7F), *range(0xA1, 0xFF)])
    return frozenset([*simplified, *traditional, *ranges(HAN_SIGNS), *map(ord, BEYOND_THE_TABLES)])


def faces() -> list[Face]:
    """Return the fonts, that of Latin letters first."""

    def southern(name: str, block: str) -> Face:
        return Face(
            f"NotoSans{name}", f"NotoSans{name}-{{weight}}.ttf", frozenset(ranges(f"{JOINERS} {block}"))
        )

    return [
        Face("NotoSans", "NotoSans-{weight}.ttf", frozenset(ranges(LATIN))),
        # The third font of the collection is the one for simplified Chinese.
        Face("NotoSansCJKsc", "NotoSansCJK-{weight}.ttc", han(), number=2),
        southern("Thai", "0E01-0E3A 0E3F-0E5B"),
        southern("Lao", "0E81-0EDF"),
        southern("Khmer", "1780-17F9"),
        southern("Myanmar", "1000-109F"),
    ]
