"""The motifs that every print shares: the drum as a sun, the brocade strip, the karst ridge."""

import math

from portal.demo.art.press import HEIGHT, WIDTH, Sheet
from portal.demo.art.shapes import box, oval, path, star


def drum(sheet: Sheet, x: float, y: float, radius: float, disc: str, ink: str) -> None:
    """The face of a bronze drum as a rising sun: disc, twelve rays, toothed and plain rings."""
    sheet.glow(oval(x, y, radius * 1.04), disc, 46, 0.55)
    sheet.fill(oval(x, y, radius), disc)
    for share, width in ((0.985, 1.6), (0.93, 1.6), (0.78, 1.6), (0.735, 1.6), (0.5, 1.6)):
        sheet.line(oval(x, y, radius * share), ink, width, 0.34, close=True)
    teeth = 72
    for step in range(teeth):
        a, b = step * math.tau / teeth, (step + 0.5) * math.tau / teeth
        tooth = [
            (x + radius * s * math.cos(t), y + radius * s * math.sin(t))
            for s, t in ((0.94, a), (0.97, b), (0.94, 2 * b - a))
        ]
        sheet.line([tooth], ink, 1.3, 0.3)
    for step in range(24):
        a = step * math.tau / 24
        centre = (x + radius * 0.855 * math.cos(a), y + radius * 0.855 * math.sin(a))
        sheet.line(oval(*centre, radius * 0.042), ink, 1.4, 0.34, close=True)
        sheet.fill(oval(*centre, radius * 0.014), ink, 0.4)
    sheet.fill(star(x, y, radius * 0.48, radius * 0.12, 12), ink, 0.2)


def brocade(sheet: Sheet, top: float, ground: str, threads: tuple[str, str], height: float = 58) -> None:
    """A strip of Zhuang brocade: stepped diamonds on a lattice, cut to whole threads."""
    sheet.fill(box(0, top, WIDTH, HEIGHT - top), ground)
    first, second = threads
    unit, middle = height / 12, top + (HEIGHT - top) / 2
    for column in range(-1, 15):
        x = column * unit * 12 + unit * 6
        for ring, ink in ((5, first), (3, ground), (2, second)):
            for row in range(-ring, ring + 1):
                half = ring - abs(row) + 0.5
                sheet.fill(box(x - half * unit, middle + (row - 0.5) * unit, 2 * half * unit, unit), ink)
        edge = x + unit * 6
        for row in (-5, -4, 4, 5):
            half = abs(row) - 3.5
            sheet.fill(box(edge - half * unit, middle + (row - 0.5) * unit, 2 * half * unit, unit), second)
    for y in (top, HEIGHT - unit * 0.9):
        sheet.fill(box(0, y, WIDTH, unit * 0.9), first)


def karst(sheet: Sheet, base: float, ink: str, strength: float, seed: int = 0, tall: float = 1) -> None:
    """Tower karst: steep, round-shouldered, unevenly spaced, never a zigzag."""
    x: float = -60 - (seed * 37) % 50
    step = seed
    while x < WIDTH + 60:
        step += 1
        width = 70 + (step * 53) % 74
        height = (70 + (step * 97) % 118) * tall
        tower = path(
            f"M{x} {base} C{x + width * 0.10} {base - height * 0.55} {x + width * 0.16} {base - height} "
            f"{x + width * 0.46} {base - height} C{x + width * 0.80} {base - height} "
            f"{x + width * 0.84} {base - height * 0.45} {x + width} {base} Z"
        )
        sheet.fill(tower, ink, strength)
        x += width * (0.5 + ((step * 31) % 40) / 100)
    sheet.fill(box(0, base - 1, WIDTH, 40), ink, strength)
