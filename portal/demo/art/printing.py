"""Prints of the demonstration, made once and kept.

The same name always gives the same picture. A print is kept under a name that carries a digest of the
drawing code, so that a changed drawing is printed again and nothing else is.
"""

import hashlib
import io
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache, lru_cache
from multiprocessing import get_context
from pathlib import Path

from PIL import Image

from portal.demo.art.motifs import brocade, drum, karst
from portal.demo.art.press import HEIGHT, SCALE, WIDTH, Sheet
from portal.demo.art.shapes import box
from portal.demo.art.subjects import SUBJECTS, Paper

TABLE, BAND = 452, 548
SUN = (400, 258, 212)
QUALITY = 92


def draw(name: str) -> Image.Image:
    """Return the print of a subject, 800 x 600 pixels. Raises KeyError for a name nobody drew."""
    subject = SUBJECTS[name]
    paper = subject.paper
    bare, strip = _backdrop(paper)
    sheet = Sheet(paper.ground)
    sheet.image.paste(bare)
    if paper.table:
        karst(sheet, TABLE, paper.table, 0.34, seed=len(name), tall=0.72)
        sheet.fill(box(0, TABLE, WIDTH, HEIGHT - TABLE), paper.table)
    subject.draw(sheet)
    sheet.image.paste(strip, (0, BAND * SCALE))
    return sheet.finish()


@lru_cache(maxsize=2)
def _backdrop(paper: Paper) -> tuple[Image.Image, Image.Image]:
    """Return what all prints on a paper share: the sheet with the drum, and the strip of brocade.

    Two papers at a time are kept, 6 MB each; whoever prints many should print them paper by paper.
    """
    behind, before = Sheet(paper.ground), Sheet(paper.ground)
    drum(behind, *SUN, paper.sun, paper.rings)
    brocade(before, BAND, paper.band, paper.threads, height=HEIGHT - BAND)
    return behind.image, before.image.crop((0, BAND * SCALE, WIDTH * SCALE, HEIGHT * SCALE))


def encode(name: str) -> bytes:
    """Return the print of a subject as the file it is kept in."""
    kept = io.BytesIO()
    draw(name).save(kept, "JPEG", quality=QUALITY, subsampling=0)
    return kept.getvalue()


@cache
def edition() -> str:
    """Return a digest of the drawing code: what was printed by other code is not this print."""
    digest = hashlib.sha256()
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:12]


def kept_at(folder: Path, name: str) -> Path:
    """Return where the print of a subject is kept."""
    return folder / f"{name}.{edition()}.jpg"


def prints(folder: Path, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield every print once, paper by paper: from the folder where it is kept, else printed now and kept.

    New prints are made by as many processes as there are processors.
    """
    wanted = sorted(set(names), key=lambda name: (SUBJECTS[name].paper.ground, name))
    folder.mkdir(parents=True, exist_ok=True)
    missing = [name for name in wanted if not kept_at(folder, name).exists()]
    fresh = _print_all(missing)
    for name in wanted:
        path = kept_at(folder, name)
        if not path.exists():
            _keep(path, next(fresh))
        yield name, path.read_bytes()


def _print_all(names: list[str]) -> Iterator[bytes]:
    if len(names) < 2:
        yield from map(encode, names)
        return
    # A fresh interpreter each: the caller has database connections and threads that must not be copied.
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        yield from pool.map(encode, names, chunksize=8)


def _keep(path: Path, data: bytes) -> None:
    # Under its name only when whole: an interrupted load must not leave half a picture behind.
    part = path.with_suffix(".part")
    part.write_bytes(data)
    part.replace(path)
