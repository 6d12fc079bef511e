"""What is woven, twisted, sewn and slept on."""

import math

from portal.demo.art.inks import BARK, CREAM, DEEP, LACQUER, SAFFRON, SEA, shadow, vessel
from portal.demo.art.press import Sheet
from portal.demo.art.shapes import box, leaf, move, oval, path, star


def cloth(
    sheet: Sheet, inks: tuple[str, str, str] = (LACQUER, SAFFRON, SEA), pattern: str = "diamonds"
) -> None:
    """A bolt and a folded length of woven cloth."""
    ground, first, second = inks
    shadow(sheet, 400, 510, 250)
    length = path("M150 300 L560 268 L640 500 L196 508 Z")
    sheet.fill(move(length, 6, 8), BARK, 0.6)
    sheet.fill(length, ground)
    with sheet.inside(length):
        for row in range(-1, 9):
            for column in range(-1, 14):
                x, y = 130 + column * 46 + row * 14, 280 + row * 36 - column * 3
                if pattern == "diamonds":
                    for ring, ink in ((20, first), (13, ground), (7, second)):
                        sheet.fill(star(x, y, ring, ring, 2), ink)
                elif pattern == "stripes":
                    sheet.fill(box(x - 23, y - 20, 12, 44), first)
                    sheet.fill(box(x - 4, y - 20, 6, 44), second)
                else:
                    sheet.fill(star(x, y, 15, 5, 6), first, 0.85)
                    sheet.fill(oval(x, y, 3), second)
        sheet.glow(path("M520 260 L660 260 L690 520 L600 520 Z"), "#1a0d0a", 30, 0.5)
        sheet.glow(path("M150 300 L260 290 L280 330 L160 340 Z"), "#ffffff", 26, 0.3)
    for n in range(24):
        fringe = 200 + n * 18.5
        sheet.line([[(fringe, 506 - n * 0.3), (fringe - 3, 532 - n * 0.3)]], first, 3)
    bolt = path("M286 196 L640 172 L646 262 L292 288 Z")
    sheet.fill(bolt, ground)
    with sheet.inside(bolt):
        for n in range(13):
            x = 300 + n * 28
            sheet.fill(star(x, 232 - n * 1.9, 15, 15, 2), (first, second)[n % 2])
        sheet.glow(path("M286 250 L646 226 L646 290 L286 300 Z"), "#1a0d0a", 16, 0.55)
    sheet.fill(oval(288, 242, 20, 46, -4), first)
    sheet.fill(oval(288, 242, 11, 28, -4), ground)


def skeins(sheet: Sheet, ink: str = "#f3ead2", shade: str = "#c9b98f", tie: str = LACQUER) -> None:
    """Twisted skeins of thread or fibre, laid side by side."""
    shadow(sheet, 400, 508, 240)
    for row, y in enumerate((470, 410, 352)):
        for n in range(3 - row):
            x = 250 + n * 150 + row * 75
            hank = box(x - 84, y - 30, 168, 62, 30)
            sheet.fill(move(hank, 3, 6), BARK, 0.5)
            sheet.fill(hank, ink)
            with sheet.inside(hank):
                for m in range(18):
                    sheet.line(
                        path(
                            f"M{x - 100 + m * 12} {y - 40} "
                            f"C{x - 70 + m * 12} {y - 10} {x - 90 + m * 12} {y + 10} "
                            f"{x - 60 + m * 12} {y + 44}"
                        ),
                        shade,
                        3,
                    )
                sheet.glow(box(x - 90, y + 10, 190, 30), shade, 8, 0.7)
                sheet.glow(box(x - 60, y - 26, 90, 8), "#ffffff", 5, 0.9)
            sheet.fill(box(x - 9, y - 33, 18, 66, 4), tie)
    sheet.line(path("M300 322 C330 240 470 240 500 322"), ink, 20)
    sheet.line(path("M300 322 C330 240 470 240 500 322"), shade, 3)


def embroidered_ball(sheet: Sheet) -> None:
    """The Zhuang ball of twelve petals, with cord and tassels."""
    sheet.line([[(400, 70), (400, 190)]], LACQUER, 7)
    shadow(sheet, 400, 508, 120)
    sheet.fill(oval(400, 318, 136), LACQUER)
    with sheet.inside(oval(400, 318, 136)):
        for n in range(12):
            a = n * math.tau / 12
            petal = leaf(400, 318, 150, 44, math.degrees(a))
            sheet.fill(petal, ("#c9352a", "#1d7a70", "#edaa24", "#22406e")[n % 4])
            sheet.line(petal, CREAM, 2.4, close=True)
            x, y = 400 + 88 * math.cos(a), 318 + 88 * math.sin(a)
            sheet.fill(star(x, y, 15, 6, 6), CREAM)
            sheet.fill(oval(x, y, 4), "#c9352a")
        sheet.glow(oval(460, 390, 110), "#1d0a08", 40, 0.5)
        sheet.glow(oval(350, 262, 46), "#ffffff", 24, 0.4)
    sheet.fill(star(400, 318, 30, 12, 12), SAFFRON)
    for x in (350, 400, 450):
        top = 440 - abs(x - 400) * 0.18
        sheet.fill(oval(x, top, 9), SAFFRON)
        for n in range(7):
            sheet.line([[(x, top + 6), (x - 12 + n * 4, 506)]], ("#c9352a", "#e0562f")[n % 2], 3)


def pillow(sheet: Sheet) -> None:
    """A latex pillow with its cover folded back."""
    shadow(sheet, 400, 508, 270)
    body = path(
        "M140 470 C120 400 150 350 220 346 C300 336 330 372 400 372 C470 372 500 336 580 346 "
        "C650 350 680 400 660 470 C640 512 160 512 140 470 Z"
    )
    vessel(sheet, body, "#f8f2e2", "#c2b594", "#ffffff", 140, 520)
    with sheet.inside(body):
        for row in range(9):
            for column in range(30):
                sheet.fill(oval(144 + column * 18 + (row % 2) * 9, 350 + row * 18, 3.4, 2.6), "#c9bb98")
    cover = path(
        "M430 366 C480 364 520 338 584 344 C652 350 682 400 662 472 C648 504 540 508 450 508 "
        "C470 460 466 410 430 366 Z"
    )
    sheet.fill(cover, SEA)
    with sheet.inside(cover):
        for row in range(6):
            for column in range(9):
                sheet.fill(star(450 + column * 32 + (row % 2) * 16, 360 + row * 30, 11, 11, 2), SAFFRON, 0.85)
        sheet.glow(path("M600 340 L700 340 L700 520 L600 520 Z"), DEEP, 24, 0.6)
    sheet.line(path("M430 366 C466 410 470 460 450 508"), CREAM, 6)
