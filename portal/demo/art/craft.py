"""Pearls, clay, bamboo, stones, wood and flowers."""

import math

from portal.demo.art.inks import BARK, CREAM, INDIGO, LACQUER, PORCELAIN, shadow, vessel
from portal.demo.art.press import Sheet
from portal.demo.art.shapes import box, leaf, oval, path, star


def pearls(sheet: Sheet) -> None:
    shadow(sheet, 400, 508, 210)
    back = path(
        "M400 470 C300 470 214 400 204 300 C230 210 320 168 400 168 C480 168 570 210 596 300 "
        "C586 400 500 470 400 470 Z"
    )
    sheet.fill(back, "#6a7f92")
    with sheet.inside(back):
        for n in range(15):
            a = math.radians(198 + n * 10.3)
            tip = (400 + 330 * math.cos(a), 480 + 330 * math.sin(a))
            side = math.radians(4.2)
            left = (400 + 330 * math.cos(a - side), 480 + 330 * math.sin(a - side))
            sheet.fill([[(400, 476), left, tip]], ("#f3dfe0", "#dbe9ec", "#f4ebd6")[n % 3])
            sheet.fill(
                [[(400, 476), tip, (400 + 330 * math.cos(a + side), 480 + 330 * math.sin(a + side))]],
                ("#cbb7c6", "#a9c3ce", "#d8c9b6")[n % 3],
            )
        sheet.glow(oval(330, 290, 90, 70), "#ffffff", 40, 0.7)
    front = path("M214 452 C230 514 320 528 400 528 C480 528 570 514 586 452 C520 484 280 484 214 452 Z")
    sheet.fill(front, "#3f566b")
    with sheet.inside(front):
        for n in range(17):
            sheet.line([[(400, 560), (180 + n * 27.5, 430)]], "#88a0b2", 4, 0.7)
        sheet.fill(path("M214 452 C280 484 520 484 586 452 L590 462 C520 496 280 496 210 462 Z"), "#e7dfe0")
    beads = [(400, 428, 44)] + [
        (400 + s * (62 + n * 47), 446 - n * n * 9 + n * 6, 24 - n * 1.2) for s in (-1, 1) for n in range(4)
    ]
    for x, y, r in beads:
        shadow(sheet, x, y + r * 0.92, r * 0.8, 5)
        sheet.fill(oval(x, y, r), "#efe6e2")
        with sheet.inside(oval(x, y, r)):
            sheet.glow(oval(x + r * 0.5, y + r * 0.55, r * 0.75), "#8d8ea6", r * 0.3, 0.75)
            sheet.glow(oval(x - r * 0.1, y + r * 0.62, r * 0.5, r * 0.2), "#f6c9c0", r * 0.18, 0.8)
            sheet.glow(oval(x - r * 0.36, y - r * 0.4, r * 0.3), "#ffffff", r * 0.12, 1)


def pottery(sheet: Sheet) -> None:
    shadow(sheet, 324, 508, 118)
    vase = path(
        "M288 176 L360 176 C362 196 350 214 352 236 C360 268 452 300 446 390 "
        "C442 452 396 486 384 506 L264 506 C252 486 206 452 202 390 C196 300 288 268 296 236 "
        "C298 214 286 196 288 176 Z"
    )
    vessel(sheet, vase, "#7a3a2a", "#2b1512", "#d58a66", 202, 244)
    with sheet.inside(vase):
        sheet.glow(oval(280, 440, 130, 80), "#3f2a3a", 40, 0.6)
        for y, h in ((326, 3), (392, 3)):
            sheet.fill(box(190, y, 280, h), "#e2a77d")
        for n in range(9):
            x = 204 + n * 31
            sheet.line(
                path(f"M{x} 384 L{x} 338 L{x + 22} 338 L{x + 22} 372 L{x + 9} 372 L{x + 9} 352"),
                "#e2a77d",
                3.4,
            )
        for n in range(11):
            sheet.fill(leaf(190 + n * 26, 404, 54, 10, 90), "#e2a77d", 0.5)
    sheet.fill(oval(324, 176, 36, 8), "#3a1a14")
    shadow(sheet, 556, 510, 110)
    pot = path(
        "M462 432 C462 386 506 364 556 364 C606 364 650 386 650 432 C650 478 612 506 556 506 "
        "C500 506 462 478 462 432 Z"
    )
    sheet.line(path("M640 402 C704 392 712 470 638 472"), "#8d4630", 15)
    sheet.fill(path("M474 404 C440 398 430 372 416 352 L436 342 C450 366 462 380 488 386 Z"), "#9c5038")
    vessel(sheet, pot, "#a9583c", "#4a2018", "#e8a682", 462, 188)
    with sheet.inside(pot):
        sheet.fill(box(450, 426, 210, 3), "#f0c29b")
        for n in range(6):
            sheet.line(star(486 + n * 30, 452, 14, 14, 2), "#f0c29b", 3, close=True)
    sheet.fill(oval(556, 370, 56, 11), "#6b3020")
    sheet.fill(path("M504 366 C514 342 598 342 608 366 C590 376 522 376 504 366 Z"), "#b9674a")
    sheet.fill(oval(556, 340, 14), "#a9583c")
    sheet.fill(oval(552, 336, 5), "#f0c29b")


def basketry(sheet: Sheet) -> None:
    shadow(sheet, 400, 508, 190)
    sheet.line(path("M262 330 C250 120 550 120 538 330"), "#8a5a2b", 20)
    sheet.line(path("M262 330 C250 120 550 120 538 330"), "#d9a95f", 9)
    for n in range(17):
        a = math.pi * (n / 16)
        x, y = 400 - 140 * math.cos(a), 330 - 160 * math.sin(a) ** 0.8
        sheet.fill(oval(x, y, 11, 4, 90 - n * 11), "#8a5a2b", 0.8)
    body = path("M206 330 C212 420 236 486 262 506 L538 506 C564 486 588 420 594 330 Z")
    sheet.fill(body, "#8f5f2d")
    with sheet.inside(body):
        for row in range(9):
            for column in range(-1, 17):
                x, y = 200 + column * 25 + (row % 2) * 12.5, 340 + row * 20
                sheet.fill(box(x, y, 22, 16, 5), ("#e0b56b", "#cf9f55")[row % 2])
        for x in range(214, 600, 50):
            for ring, ink in ((24, LACQUER), (16, "#e0b56b"), (8, LACQUER)):
                sheet.fill(star(x, 420, ring, ring, 2), ink)
        sheet.glow(box(476, 320, 180, 200), BARK, 26, 0.6)
    sheet.fill(oval(400, 330, 196, 34), "#7a4c22")
    sheet.fill(oval(400, 327, 180, 26), "#3b2412")
    sheet.line(oval(400, 328, 190, 31), "#e7c07c", 10, close=True)
    for n in range(40):
        a = n * math.tau / 40
        sheet.line(
            [
                [
                    (400 + 184 * math.cos(a), 328 + 27 * math.sin(a)),
                    (400 + 197 * math.cos(a + 0.07), 328 + 35 * math.sin(a + 0.07)),
                ]
            ],
            "#9a6a33",
            3,
        )


def tableware(sheet: Sheet, glaze: str = PORCELAIN, line: str = INDIGO) -> None:
    """Stacked bowls, a standing plate and a cup."""
    shadow(sheet, 400, 510, 260)
    sheet.fill(oval(470, 330, 168), "#9db0b0")
    sheet.fill(oval(464, 326, 168), glaze)
    for ring in (154, 146, 96):
        sheet.line(oval(464, 326, ring), line, 3.4, close=True)
    for n in range(12):
        a = n * math.tau / 12
        sheet.line(
            star(464 + 122 * math.cos(a), 326 + 122 * math.sin(a), 17, 17, 2, n * 30), line, 3, close=True
        )
    sheet.line(star(464, 326, 78, 26, 12), line, 3, close=True)
    for y in (386, 424, 462):
        bowl = path(
            f"M176 {y - 20} C180 {y + 30} 220 {y + 46} 276 {y + 46} C332 {y + 46} 372 {y + 30} 376 {y - 20} Z"
        )
        vessel(sheet, bowl, glaze, "#8aa0a4", "#ffffff", 176, 200)
        with sheet.inside(bowl):
            sheet.fill(box(170, y - 8, 220, 4), line)
            for x in range(176, 390, 26):
                sheet.line(star(x + 13, y + 12, 9, 9, 2), line, 2.4, close=True)
    sheet.fill(oval(276, 366, 100, 20), "#e5ecea")
    shadow(sheet, 606, 510, 60)
    vessel(
        sheet,
        path("M552 430 C554 484 576 506 606 506 C636 506 658 484 660 430 Z"),
        glaze,
        "#8aa0a4",
        "#ffffff",
        552,
        108,
    )
    sheet.fill(box(554, 446, 104, 5), line)
    sheet.fill(oval(606, 430, 54, 12), "#dfe7e6")


def gems(sheet: Sheet) -> None:
    """Cut stones on dark velvet."""
    shadow(sheet, 400, 510, 240)
    sheet.fill(path("M170 470 C240 400 560 400 630 470 C600 520 200 520 170 470 Z"), "#1a2440")
    stones = (
        (260, 420, 52, "#c42a4a"),
        (400, 372, 84, "#2a6ad0"),
        (540, 424, 52, "#1f9a6a"),
        (330, 478, 34, "#e0a02a"),
        (470, 480, 34, "#8a4ad0"),
    )
    for x, y, r, ink in stones:
        sheet.fill(star(x, y, r, r * 0.93, 8), ink)
        for n in range(8):
            a, b = n * math.tau / 8, (n + 1) * math.tau / 8
            edge = [(x + r * math.cos(a), y + r * math.sin(a)), (x + r * math.cos(b), y + r * math.sin(b))]
            sheet.fill([[(x, y), *edge]], ("#ffffff", "#000000")[n % 2], 0.16 + 0.05 * (n % 3))
        sheet.fill(star(x, y, r * 0.52, r * 0.48, 8, 22), "#ffffff", 0.34)
        sheet.line(star(x, y, r * 0.52, r * 0.48, 8, 22), "#ffffff", 1.6, 0.7, close=True)
        sheet.glow(oval(x - r * 0.3, y - r * 0.36, r * 0.16), "#ffffff", 3, 1)


def orchids(sheet: Sheet, petal: str = "#b5387a", light: str = "#f0a6cc") -> None:
    """A spray of orchids wrapped for the market."""
    shadow(sheet, 400, 508, 170)
    for x, bend in ((330, -70), (400, 10), (470, 80)):
        sheet.line(path(f"M400 480 C{x} 380 {x + bend * 0.4} 240 {x + bend} 130"), "#3f7a4a", 7)
        for n in range(4):
            px, py = x + bend * (0.25 + n * 0.22), 340 - n * 62
            for turn in (90, 162, 234, 306, 18):
                sheet.fill(leaf(px, py, 44, 18, turn), petal)
                sheet.fill(leaf(px, py, 34, 9, turn), light)
            sheet.fill(oval(px, py + 4, 9, 11), "#f7d24a")
    wrap = path("M300 360 L500 360 L436 508 L364 508 Z")
    sheet.fill(wrap, CREAM)
    sheet.fill(path("M300 360 L400 420 L364 508 Z"), "#e0cf9f")
    sheet.fill(box(352, 440, 96, 16), LACQUER)
    for turn in (-30, 210):
        sheet.fill(leaf(400, 448, 60, 18, turn), LACQUER)
