"""``manage.py subset_fonts``: makes the portal's fonts again from the whole ones.

Needs fontTools (a development dependency) and the originals: on Debian the packages fonts-noto-core
and fonts-noto-cjk. Run it after changing ``catalog/files/typesetting/subsets.py``.
"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.files.typesetting.subsets import COVERAGE, FOLDER, MOST_BYTES, WEIGHTS, Face, as_ranges, faces

ORIGINALS = ("/usr/share/fonts/truetype/noto", "/usr/share/fonts/opentype/noto")


class Command(BaseCommand):
    """Writes subsets of the fonts, and which letters they have."""

    help = "Makes the portal's fonts again from the whole Noto fonts (needs fontTools)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", nargs="+", default=ORIGINALS, dest="folders", help="Where these are.")

    def handle(self, *args: Any, **options: Any) -> None:
        folders = [Path(one) for one in options["folders"]]
        total, covered = 0, frozenset[int]()
        for face in faces():
            for weight in WEIGHTS:
                target = FOLDER / face.file_name(weight)
                covered |= subset(face, original(face, weight, folders), target)
                total += target.stat().st_size
                self.stdout.write(f"{target.name}: {target.stat().st_size:,} bytes")
        COVERAGE.write_text(as_ranges(covered) + "\n", encoding="ascii")
        self.stdout.write(f"All fonts: {total:,} bytes")
        if total > MOST_BYTES:
            raise CommandError(f"The fonts may have {MOST_BYTES:,} bytes together. Keep fewer letters.")


def original(face: Face, weight: str, folders: list[Path]) -> Path:
    """Return the whole font. Raises CommandError naming it where no folder has it."""
    name = face.original.format(weight=weight)
    for folder in folders:
        if (folder / name).exists():
            return folder / name
    raise CommandError(f"{name} is in none of {', '.join(map(str, folders))}.")


def subset(face: Face, whole: Path, target: Path) -> frozenset[int]:
    """Write the kept letters of a font and return those of them it really has.

    Without hinting, which only small text on old screens needs, and without what sets Chinese from top
    to bottom.
    """
    from fontTools import subset as fonts

    options = fonts.Options(
        hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 13, 14], font_number=face.number
    )
    options.drop_tables += ["BASE", "VORG", "meta", "vhea", "vmtx"]
    if face.number >= 0:
        options.layout_features = ["ccmp"]
    with fonts.load_font(str(whole), options) as font:
        subsetter = fonts.Subsetter(options)
        subsetter.populate(unicodes=face.points)
        subsetter.subset(font)
        fonts.save_font(font, str(target), options)
        return frozenset(font.getBestCmap()) & face.points
