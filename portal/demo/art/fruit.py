"""Fruit, cut and whole. Light comes from the left."""

import math

from portal.demo.art.inks import BARK, LEAF, SAFFRON, shadow
from portal.demo.art.press import Sheet
from portal.demo.art.shapes import leaf, move, oval, path, star


def mango(sheet: Sheet) -> None:
    shadow(sheet, 330, 506, 170)
    fruit = path(
        "M170 452 C140 372 214 268 320 248 C412 232 482 280 484 350 C486 420 424 470 340 496 "
        "C264 518 192 512 170 452 Z"
    )
    sheet.fill(fruit, SAFFRON)
    with sheet.inside(fruit):
        sheet.glow(oval(220, 300, 130, 120), "#d3482a", 46, 0.85)
        sheet.glow(oval(470, 500, 150, 110), "#8f8a1f", 40, 0.7)
        sheet.glow(oval(256, 320, 26, 48, 40), "#ffe9b0", 16, 0.85)
    sheet.line(path("M404 258 C400 240 402 228 408 216"), BARK, 10)
    for x, y, length, turn in ((408, 218, 190, -10), (410, 220, 140, 30), (404, 218, 160, 188)):
        sheet.fill(leaf(x, y, length, 34, turn), LEAF)
        sheet.line(move([[(8, 0), (length - 14, 0)]], x, y, turn), "#67ad78", 3)
    shadow(sheet, 560, 512, 112)
    half = path("M452 446 C462 386 530 360 590 376 C656 394 684 450 650 488 C610 526 470 520 452 446 Z")
    sheet.fill(move(half, 4, 10), "#c9772a")
    sheet.fill(half, "#ffc53d")
    with sheet.inside(half):
        for n in range(-4, 9):
            sheet.line([[(430 + n * 38, 350), (500 + n * 38, 540)]], "#e08b17", 5)
            sheet.line([[(430, 350 + n * 30), (700, 388 + n * 30)]], "#e08b17", 5)
        sheet.glow(oval(540, 400, 80, 22, 10), "#ffefb5", 14, 0.7)


def durian(sheet: Sheet) -> None:
    shadow(sheet, 330, 508, 170)
    sheet.line(path("M322 214 C316 184 322 160 344 140"), "#6d4a24", 20)
    for step in range(64):
        a = step * math.tau / 64
        base = (330 + 146 * math.cos(a), 362 + 140 * math.sin(a))
        tip = (330 + 178 * math.cos(a), 362 + 166 * math.sin(a))
        side = (-math.sin(a) * 12, math.cos(a) * 12)
        sheet.fill(
            [[(base[0] + side[0], base[1] + side[1]), tip, (base[0] - side[0], base[1] - side[1])]], "#6f7a22"
        )
    body = oval(330, 362, 154, 148)
    sheet.fill(body, "#8a9330")
    with sheet.inside(body):
        for row in range(9):
            for column in range(-1, 11):
                x, y = 186 + column * 32 + (row % 2) * 16, 226 + row * 33
                lean = (x - 330) * 0.10
                sheet.fill([[(x - 17, y + 18), (x + lean, y - 18), (x + 1, y + 22)]], "#b9bf4e")
                sheet.fill([[(x + 1, y + 22), (x + lean, y - 18), (x + 18, y + 16)]], "#5f6a1d")
        sheet.glow(oval(450, 440, 110, 120), "#2c3512", 34, 0.55)
        sheet.glow(oval(270, 290, 70, 60), "#e6e58c", 34, 0.4)
    shadow(sheet, 566, 510, 116)
    husk = path("M440 470 C450 386 520 336 590 346 C664 356 704 420 690 480 C660 524 480 530 440 470 Z")
    sheet.fill(husk, "#5f6a1d")
    sheet.fill(
        path("M452 466 C464 396 524 352 588 360 C654 368 690 424 678 474 C648 508 490 514 452 466 Z"),
        "#efe3c0",
    )
    for x, y, rx, ry, turn in ((530, 432, 62, 40, -24), (616, 434, 54, 40, 22), (572, 474, 70, 30, 2)):
        sheet.fill(oval(x + 3, y + 5, rx, ry, turn), "#c89a2b")
        sheet.fill(oval(x, y, rx, ry, turn), "#f7cf57")
        with sheet.inside(oval(x, y, rx, ry, turn)):
            sheet.glow(oval(x - rx * 0.25, y - ry * 0.35, rx * 0.5, ry * 0.35, turn), "#fff3bd", 9, 0.9)


def citrus(sheet: Sheet, peel: str = "#ee8a1d", flesh: str = "#f7b23c", many: bool = False) -> None:
    """Whole and cut citrus with leaves: large, or many small ones."""
    size = 58 if many else 104
    places = (
        ((232, 452), (352, 452), (472, 452), (292, 380), (412, 380), (352, 316))
        if many
        else ((270, 402), (436, 398))
    )
    shadow(sheet, 350, 508, 190)
    for x, y in places:
        sheet.fill(oval(x, y, size, size * 0.95), peel)
        with sheet.inside(oval(x, y, size, size * 0.95)):
            sheet.glow(oval(x + size * 0.5, y + size * 0.55, size * 0.8), BARK, size * 0.3, 0.5)
            sheet.glow(oval(x - size * 0.4, y - size * 0.45, size * 0.3), "#fff3cf", size * 0.14, 0.9)
            for n in range(30):
                a, r = n * 2.4, size * 0.9 * math.sqrt(n / 30)
                sheet.fill(oval(x + r * math.cos(a), y + r * math.sin(a), size * 0.018), "#8a3d0a", 0.4)
        sheet.fill(star(x, y - size * 0.82, size * 0.1, size * 0.04, 5), LEAF)
    top_x, top_y = places[-1]
    for turn in (-28, 30, 200):
        sheet.fill(leaf(top_x, top_y - size * 0.86, 120, 30, turn), LEAF)
        sheet.line(move([[(8, 0), (108, 0)]], top_x, top_y - size * 0.86, turn), "#5fae78", 2.4)
    cut = size * 1.02
    shadow(sheet, 606, 510, cut * 0.9)
    centre = (606, 508 - cut * 0.92)
    sheet.fill(oval(*centre, cut, cut * 0.96), peel)
    sheet.fill(oval(*centre, cut * 0.92, cut * 0.88), "#fff4d8")
    for n in range(10):
        sheet.fill(leaf(*centre, cut * 0.86, cut * 0.24, n * 36 + 8), flesh)
        sheet.fill(leaf(*centre, cut * 0.8, cut * 0.1, n * 36 + 4), "#ffffff", 0.22)


def cluster(sheet: Sheet, skin: str = "#b5302a", light: str = "#e0685a", rough: bool = True) -> None:
    """A bunch of small round fruit on a twig, two peeled: lychee, longan, kumquat."""
    shadow(sheet, 360, 508, 200)
    sheet.line(
        path(
            "M300 150 C340 210 350 260 360 330 M340 220 C400 240 430 280 450 330 "
            "M330 200 C280 240 260 290 246 330"
        ),
        BARK,
        8,
    )
    for x, y, turn in ((312, 170, 200), (330, 190, -24), (350, 230, 20), (300, 160, 150)):
        sheet.fill(leaf(x, y, 170, 34, turn), LEAF)
        sheet.line(move([[(8, 0), (150, 0)]], x, y, turn), "#5fae78", 2.6)
    spots = (
        (240, 356),
        (322, 344),
        (404, 352),
        (470, 372),
        (206, 430),
        (284, 428),
        (366, 428),
        (446, 442),
        (320, 474),
    )
    for x, y in (*spots, (244, 482), (400, 486)):
        sheet.fill(oval(x, y, 44, 42), skin)
        with sheet.inside(oval(x, y, 44, 42)):
            for n in range(38 if rough else 0):
                a, r = n * 2.4, 42 * math.sqrt(n / 38)
                sheet.fill(star(x + r * math.cos(a), y + r * math.sin(a), 6, 2.6, 5, n * 20), light, 0.8)
            sheet.glow(oval(x + 22, y + 24, 30), "#2b0f0c", 13, 0.55)
            sheet.glow(oval(x - 16, y - 18, 14), "#ffffff", 8, 0.6)
    for x, y in ((560, 458), (646, 470)):
        shadow(sheet, x, y + 40, 44, 7)
        sheet.fill(oval(x, y + 6, 46, 40), skin)
        sheet.fill(oval(x, y - 4, 41, 38), "#f4efe4")
        sheet.glow(oval(x - 12, y - 16, 15, 12), "#ffffff", 6, 1)
        sheet.glow(oval(x + 10, y + 8, 15, 17), "#8a6a52", 9, 0.55)


def mangosteen(sheet: Sheet) -> None:
    """Three whole fruit with their crowns, one opened."""
    shadow(sheet, 320, 508, 190)
    for x, y in ((232, 420), (404, 420), (318, 320)):
        sheet.fill(oval(x, y, 90, 84), "#5a1f3a")
        with sheet.inside(oval(x, y, 90, 84)):
            sheet.glow(oval(x + 44, y + 44, 70), "#1d0a16", 24, 0.7)
            sheet.glow(oval(x - 34, y - 30, 26, 20), "#d89ab8", 14, 0.7)
        for turn in (-150, -110, -70, -30):
            sheet.fill(leaf(x, y - 72, 62, 22, turn), "#7d9a4a")
        sheet.fill(oval(x, y - 78, 12, 9), BARK)
    shadow(sheet, 594, 510, 104)
    sheet.fill(oval(594, 448, 104, 66), "#5a1f3a")
    sheet.fill(oval(594, 432, 100, 56), "#a8425a")
    for n in range(6):
        a = n * math.tau / 6
        sheet.fill(oval(594 + 42 * math.cos(a), 426 + 22 * math.sin(a), 31, 25, n * 60), "#fbf8f0")
        sheet.glow(oval(588 + 42 * math.cos(a), 420 + 22 * math.sin(a), 12, 8), "#ffffff", 5, 1)


def dragon_fruit(sheet: Sheet, flesh: str = "#f6f3ee") -> None:
    """A whole fruit and a half, white or red within."""
    shadow(sheet, 310, 508, 160)
    body = oval(304, 376, 142, 128)
    for n in range(13):
        a = n * math.tau / 13
        sheet.fill(
            leaf(304 + 118 * math.cos(a), 376 + 104 * math.sin(a), 78, 26, math.degrees(a) - 24), "#6f9a3a"
        )
    sheet.fill(body, "#d22a68")
    with sheet.inside(body):
        sheet.glow(oval(390, 450, 120, 110), "#5f0f33", 36, 0.6)
        sheet.glow(oval(246, 310, 50, 40), "#ffc1d6", 22, 0.8)
    for row, count in ((-70, 3), (0, 4), (66, 3)):
        for n in range(count):
            sheet.fill(leaf(304 - 92 + n * 64 + abs(row) * 0.3, 392 + row, 70, 24, -62), "#e8527f")
            sheet.fill(leaf(326 - 92 + n * 64 + abs(row) * 0.3, 352 + row, 30, 12, -62), "#8bb04a")
    shadow(sheet, 580, 510, 130)
    sheet.fill(oval(580, 420, 128, 92), "#d22a68")
    sheet.fill(oval(576, 416, 112, 78), flesh)
    with sheet.inside(oval(576, 416, 112, 78)):
        for n in range(120):
            a, r = n * 2.39996, math.sqrt(n / 120)
            sheet.fill(
                oval(576 + 106 * r * math.cos(a), 416 + 72 * r * math.sin(a), 3.6, 2.4, n * 30), "#1d1416"
            )
