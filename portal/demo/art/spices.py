"""Spices and sugar. Light comes from the left."""

import math

from portal.demo.art.inks import CREAM, LACQUER, LEAF, PORCELAIN, SAFFRON, SEA, shadow, vessel
from portal.demo.art.press import Sheet
from portal.demo.art.shapes import box, leaf, move, oval, path, star


def star_anise(sheet: Sheet) -> None:
    for x, y, turn in ((262, 462, -8), (300, 500, 4)):
        shadow(sheet, x + 110, y + 26, 150, 10)
        quill = move(box(-40, -24, 330, 48, 8), x, y, turn)
        sheet.fill(quill, "#8c4a24")
        with sheet.inside(quill):
            sheet.fill(move(box(-40, -24, 330, 14), x, y, turn), "#b56a37")
            sheet.fill(move(box(-40, 8, 330, 16), x, y, turn), "#6a3418")
        for end in (0.34, 0.72):
            sheet.fill(move(oval(290, (end - 0.53) * 60, 13, 14), x, y, turn), "#d09a62")
            sheet.line(move(oval(290, (end - 0.53) * 60, 6, 7), x, y, turn), "#6a3418", 3, close=True)
    for x, y, size, turn in ((440, 306, 1.5, 6), (236, 366, 0.86, 24), (610, 452, 0.98, 12)):
        shadow(sheet, x, y + 74 * size if y > 400 else y + 92 * size, 70 * size, 9)
        for n in range(8):
            angle = n * 45 + turn
            pod = move(path("M4 0 C22 -26 62 -26 100 -4 C64 24 24 24 4 0 Z"), x, y, angle, size)
            sheet.fill(pod, "#7a3b1d")
            sheet.fill(
                move(path("M10 -2 C28 -20 60 -20 92 -5 C60 2 30 4 10 -2 Z"), x, y, angle, size), "#a95d2e"
            )
            sheet.fill(move(oval(48, 2, 17, 8), x, y, angle, size), "#4a1f10")
            sheet.fill(move(oval(47, 0, 13, 6), x, y, angle, size), "#d98a3a")
            sheet.fill(move(oval(43, -2, 5, 2), x, y, angle, size), "#ffe1a6")
        sheet.fill(oval(x, y, 13 * size), "#4a1f10")
        sheet.fill(oval(x - 2, y - 2, 7 * size), "#a95d2e")


def pepper(
    sheet: Sheet,
    corns: tuple[str, ...] = ("#4b3127", "#382420", "#6a4735", "#8a2f20"),
    light: str = "#a98468",
    bed: str = "#2b1d18",
) -> None:
    """The same still life in four harvests: black, red, white, green."""
    sheet.line(path("M560 150 C520 210 540 260 500 330"), "#4c7a45", 7)
    for x, y, length, turn in (
        (548, 176, 170, 28),
        (538, 214, 190, 166),
        (520, 290, 150, 20),
        (566, 150, 120, -50),
    ):
        sheet.fill(leaf(x, y, length, 58, turn), LEAF)
        sheet.line(move([[(6, 0), (length - 12, 0)]], x, y, turn), "#5fa97d", 3)
        for n in (0.3, 0.5, 0.7):
            sheet.line(
                move(
                    [
                        [(length * n, 0), (length * (n + 0.12), 13)],
                        [(length * n, 0), (length * (n + 0.12), -13)],
                    ],
                    x,
                    y,
                    turn,
                ),
                "#5fa97d",
                1.6,
            )
    for x, y in ((536, 226), (506, 312)):
        for n in range(24):
            px, py = x + 11 * math.cos(n * 2.2) + n * 0.6, y + n * 6.2
            sheet.fill(oval(px, py, 8.4), ("#c23a24", "#dd6a2d", "#5b9a3f", "#8d1f18")[n % 4])
            sheet.fill(oval(px - 2.4, py - 2.6, 2.3), "#ffe3bd", 0.8)
    shadow(sheet, 320, 510, 160)
    bowl = path("M170 404 C176 468 234 508 320 508 C406 508 464 468 470 404 Z")
    vessel(sheet, bowl, "#dfe9e4", "#7f9a92", "#ffffff", 170, 300)
    with sheet.inside(bowl):
        for x in range(176, 480, 38):
            sheet.fill(star(x, 446, 13, 13, 2), SEA)
            sheet.fill(star(x, 446, 6, 6, 2), PORCELAIN)
    sheet.fill(oval(320, 404, 150, 30), "#f3f8f4")
    sheet.fill(oval(320, 404, 136, 24), "#261a16")
    heap = path("M190 404 C220 350 276 330 320 330 C364 330 420 350 450 404 C400 432 240 432 190 404 Z")
    sheet.fill(heap, bed)
    with sheet.inside(heap):
        for n in range(150):
            a, r = n * 2.39996, math.sqrt(n / 150) * 138
            px, py = 320 + r * math.cos(a), 386 + r * 0.46 * math.sin(a)
            sheet.fill(oval(px, py, 9.4), corns[(n * 7) % 4 if n % 9 else 3])
            sheet.fill(oval(px - 2.6, py - 3, 2.8), light, 0.7)
    for x, y in ((486, 498), (516, 506), (548, 500), (150, 502), (582, 508)):
        sheet.fill(oval(x, y, 9), corns[1])
        sheet.fill(oval(x - 3, y - 3, 3), light)


def spice_jars(sheet: Sheet) -> None:
    for x, body, corns in (
        (190, "#33241f", ("#4b3127", "#6a4735")),
        (400, "#8f2a1d", ("#b5402b", "#d56a3a")),
        (610, "#cdb98d", ("#e8d9b2", "#b99f6a")),
    ):
        shadow(sheet, x, 508, 92)
        jar = box(x - 84, 286, 168, 222, 22)
        vessel(sheet, jar, "#dbe9e5", "#8fa9a3", "#ffffff", x - 84, 168)
        with sheet.inside(box(x - 74, 318, 148, 182, 16)):
            sheet.fill(box(x - 80, 330, 160, 190), body)
            for n in range(90):
                px, py = x - 76 + (n * 37) % 156, 338 + (n * 53) % 168
                sheet.fill(oval(px, py, 9), corns[n % 2])
                sheet.fill(oval(px - 2.5, py - 3, 2.6), "#ffffff", 0.35)
        sheet.glow(box(x - 66, 300, 12, 196), "#ffffff", 5, 0.55)
        sheet.fill(box(x - 62, 368, 124, 92), CREAM)
        sheet.line(box(x - 55, 375, 110, 78), LACQUER, 2.4, close=True)
        for ring, ink in ((28, LACQUER), (20, CREAM), (12, SAFFRON)):
            sheet.fill(star(x, 414, ring, ring, 2), ink)
        vessel(sheet, box(x - 74, 242, 148, 50, 10), "#b98545", "#6b431c", "#f0cf95", x - 74, 148)
        for n in range(12):
            sheet.fill(box(x - 68 + n * 12, 250, 3, 34), "#8a5a2b", 0.55)


def palm_sugar(sheet: Sheet) -> None:
    for n, turn in enumerate((-78, -52, -24, 4, 30)):
        x, y = 560 + n * 4, 250 + n * 2
        sheet.fill(leaf(x, y, 250 - n * 14, 26, turn - 60), LEAF if n % 2 else "#2c7a50")
    shadow(sheet, 330, 508, 190)
    for x, y in ((214, 462), (330, 462), (446, 462), (272, 400), (388, 400), (330, 338)):
        block = path(
            f"M{x - 56} {y + 44} L{x - 48} {y - 8} Q{x} {y - 26} {x + 48} {y - 8} L{x + 56} {y + 44} "
            f"Q{x} {y + 60} {x - 56} {y + 44} Z"
        )
        vessel(sheet, block, "#b9772f", "#7a4517", "#f0c279", x - 56, 112)
        sheet.fill(oval(x, y - 10, 48, 13), "#dba052")
        sheet.line(oval(x, y - 10, 30, 7), "#b9772f", 2.4, close=True)
    shadow(sheet, 604, 510, 84)
    pot = path("M528 424 C528 474 560 506 604 506 C648 506 680 474 680 424 Z")
    vessel(sheet, pot, "#8a5a2b", "#4a2c12", "#d9a45f", 528, 152)
    sheet.fill(oval(604, 424, 76, 18), "#6b4119")
    sheet.fill(oval(604, 425, 64, 13), "#c98a2f")
    sheet.glow(oval(584, 428, 30, 5), "#ffe1a0", 4, 0.8)
