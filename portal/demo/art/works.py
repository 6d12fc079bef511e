"""What factories and mines send out: cells, chips, coils, boards, ingots, gloves, rubber."""

from portal.demo.art.inks import CREAM, KUMQUAT, PORCELAIN, SAFFRON, SEA, shadow, vessel
from portal.demo.art.press import Sheet
from portal.demo.art.shapes import box, oval, path, star


def battery(sheet: Sheet, coat: str = "#22406e") -> None:
    """A pack of cells, one drawn out."""
    shadow(sheet, 380, 510, 250)
    sheet.fill(box(170, 300, 400, 206, 14), "#16201f")
    sheet.fill(box(184, 314, 372, 178, 8), "#2f3b3a")
    for n in range(8):
        x = 196 + n * 44.6
        vessel(sheet, box(x, 322, 39, 162, 6), coat, "#0a1426", "#bfd0f0", x, 39)
        sheet.fill(box(x + 10, 334, 19, 12, 3), SAFFRON)
        sheet.fill(star(x + 19, 410, 12, 12, 2), CREAM)
    sheet.line([[(200, 306), (556, 306)]], "#d9824a", 11)
    sheet.fill(box(330, 276, 80, 24, 8), "#16201f")
    shadow(sheet, 642, 510, 50)
    vessel(sheet, box(604, 330, 76, 178, 10), coat, "#0a1426", "#bfd0f0", 604, 76)
    sheet.fill(box(626, 314, 32, 18, 4), "#c9d4d0")
    sheet.fill(path("M650 372 L626 424 L642 424 L632 466 L664 408 L646 408 L658 372 Z"), SAFFRON)


def switchgear(sheet: Sheet) -> None:
    """Two rack switches with their ports and cables."""
    shadow(sheet, 400, 510, 280)
    for y in (330, 416):
        vessel(sheet, box(130, y, 540, 78, 8), "#2f4a5a", "#0d1c26", "#a7c6d9", 130, 540)
        for row in range(2):
            for n in range(16):
                sheet.fill(box(220 + n * 25, y + 12 + row * 29, 19, 21, 3), "#0d1820")
                sheet.fill(
                    box(224 + n * 25, y + 15 + row * 29, 5, 4), ("#6fe08a", "#f2c94c")[(n + row) % 3 == 0]
                )
        sheet.fill(star(172, y + 39, 22, 8, 12), SAFFRON)
        sheet.fill(oval(640, y + 24, 6), "#6fe08a")
    for n, ink in enumerate((KUMQUAT, SEA, "#c9d4d0", SAFFRON)):
        x = 250 + n * 75
        sheet.line(path(f"M{x} 474 C{x - 10} 520 {x + 90} 540 {x + 40} 400"), ink, 8)
        sheet.fill(box(x - 9, 464, 18, 22, 3), "#e8ecea")


def coil(sheet: Sheet, metal: str = "#cfd8da", shade: str = "#6d7d82") -> None:
    """A coil of rolled metal and cut sheets."""
    shadow(sheet, 350, 510, 220)
    barrel = path("M300 212 L470 212 C560 212 596 290 596 360 C596 430 560 506 470 506 L300 506 Z")
    sheet.fill(barrel, shade)
    with sheet.inside(barrel):
        sheet.glow(box(320, 220, 200, 50), "#ffffff", 22, 0.7)
    sheet.fill(oval(300, 359, 106, 147), metal)
    for n in range(15):
        sheet.line(oval(300, 359, 100 - n * 4.4, 140 - n * 6), shade, 2, 0.8, close=True)
    sheet.fill(oval(300, 359, 34, 48), "#26353a")
    sheet.fill(box(392, 214, 22, 290), SEA, 0.9)
    for n in range(7):
        sheet.fill(
            path(
                f"M{500 + n * 4} {500 - n * 9} L{710 + n * 2} {488 - n * 9} "
                f"L{716 + n * 2} {496 - n * 9} L{506 + n * 4} {508 - n * 9} Z"
            ),
            (metal, shade)[n % 2],
        )


def boards(sheet: Sheet, face: str = "#dcb479", core: str = "#8f5f2d") -> None:
    """A stack of plywood with its layers showing."""
    shadow(sheet, 400, 512, 280)
    for n in range(9):
        y = 486 - n * 19
        left = 136 + (n * 7) % 12
        for ply in range(4):
            sheet.fill(box(left, y + ply * 4, 470, 4), (face, core)[ply % 2])
        sheet.fill(
            path(f"M{left + 470} {y} L{left + 560} {y - 40} L{left + 560} {y - 25} L{left + 470} {y + 16} Z"),
            core,
        )
        sheet.line([[(left + 470, y + 7), (left + 560, y - 33)]], face, 3)
    top = path("M144 334 L614 334 L704 294 L250 294 Z")
    sheet.fill(top, face)
    with sheet.inside(top):
        for n in range(9):
            sheet.line(
                path(f"M130 {300 + n * 6} C300 {290 + n * 7} 420 {316 + n * 3} 720 {292 + n * 6}"),
                core,
                2,
                0.5,
            )
        for x, y in ((330, 314), (500, 318)):
            sheet.line(oval(x, y, 34, 8), core, 2.4, 0.6, close=True)
    for x in (230, 500):
        sheet.fill(box(x, 334, 14, 168), SEA, 0.85)


def ingots(sheet: Sheet, metal: str = "#c2cdd2", shade: str = "#6f7f86") -> None:
    """Cast ingots, stacked crosswise."""
    shadow(sheet, 400, 510, 240)
    for row, y in enumerate((452, 386, 320)):
        for n in range(4 - row):
            x = 190 + n * 108 + row * 54
            sheet.fill(path(f"M{x} {y + 54} L{x + 16} {y} L{x + 86} {y} L{x + 102} {y + 54} Z"), metal)
            sheet.fill(
                path(f"M{x + 16} {y} L{x + 26} {y - 14} L{x + 96} {y - 14} L{x + 86} {y} Z"), "#edf3f4"
            )
            sheet.fill(
                path(f"M{x + 86} {y} L{x + 96} {y - 14} L{x + 112} {y + 40} L{x + 102} {y + 54} Z"), shade
            )
            sheet.fill(star(x + 51, y + 28, 13, 13, 2), shade)
            sheet.glow(box(x + 20, y + 8, 20, 40), "#ffffff", 8, 0.6)


def gloves(sheet: Sheet, ink: str = "#9fc3d6", shade: str = "#4f7a94") -> None:
    """A box of examination gloves, one drawn out."""
    shadow(sheet, 400, 510, 230)
    glove = path(
        "M370 330 C356 270 330 210 322 176 C330 160 348 166 354 180 L384 262 "
        "L376 150 C382 132 402 134 406 150 "
        "L414 258 L436 156 C446 140 464 146 462 164 L450 268 L482 206 C494 192 510 202 504 220 L474 330 Z"
    )
    sheet.fill(glove, ink)
    with sheet.inside(glove):
        sheet.glow(path("M440 150 L520 150 L520 340 L450 340 Z"), shade, 18, 0.7)
        sheet.glow(box(336, 190, 14, 140), "#ffffff", 8, 0.5)
    vessel(sheet, box(200, 326, 400, 182, 8), PORCELAIN, "#8aa0a4", "#ffffff", 200, 400)
    sheet.fill(oval(420, 330, 120, 16), shade)
    sheet.fill(box(200, 400, 400, 60), SEA)
    sheet.fill(box(268, 416, 64, 28, 4), CREAM)
    sheet.fill(box(286, 408, 28, 44, 4), CREAM)
    for x in range(370, 580, 42):
        sheet.fill(star(x, 430, 15, 15, 2), SAFFRON)


def bales(sheet: Sheet, ink: str = "#8a5a2a", light: str = "#c98f4a") -> None:
    """Baled sheets of smoked rubber."""
    shadow(sheet, 400, 512, 260)
    for x, y in ((170, 384), (410, 384), (290, 262)):
        for n in range(12):
            sheet.fill(box(x + (n * 5) % 8, y + n * 10, 220, 9, 3), (ink, light, "#6b431c")[n % 3])
        sheet.glow(box(x + 150, y, 80, 124), "#1d0f05", 18, 0.5)
        for dx in (60, 150):
            sheet.fill(box(x + dx, y - 2, 10, 126), "#2f3b3a")
