"""More from the orchard: bananas, coconuts, dried fruit, pods and nuts."""

import math

from portal.demo.art.inks import BARK, LEAF, shadow
from portal.demo.art.press import Sheet
from portal.demo.art.shapes import leaf, move, oval, path, star


def bananas(sheet: Sheet) -> None:
    """A hand of bananas."""
    shadow(sheet, 400, 508, 220)
    for n in range(6):
        dx, dy = n * 34, n * 12
        fruit = path(
            f"M{300 + dx * 0.4} {196 + dy * 0.2} "
            f"C{226 + dx} {260 + dy} {206 + dx} {400 + dy} {262 + dx} {488} "
            f"C{274 + dx} {502} {292 + dx} {504} {298 + dx} {490} "
            f"C{276 + dx} {410 + dy} {288 + dx} {290 + dy} "
            f"{322 + dx * 0.4} {206 + dy * 0.2} Z"
        )
        sheet.fill(fruit, ("#f2c230", "#e6b022")[n % 2])
        with sheet.inside(fruit):
            sheet.line([[(262 + dx, 240), (246 + dx, 380), (286 + dx, 496)]], "#fbe48a", 12, 0.8)
            sheet.glow(oval(310 + dx, 380, 20, 130), "#8a6a10", 10, 0.6)
            sheet.fill(oval(282 + dx, 498, 17, 12), "#5f4a18")
    sheet.fill(path("M288 206 L300 150 L352 142 L384 210 C360 236 310 236 288 206 Z"), "#8a8a2a")
    sheet.fill(oval(326, 146, 28, 10), "#5f5a1c")


def coconut(sheet: Sheet) -> None:
    """A whole coconut and an open half."""
    shadow(sheet, 300, 508, 150)
    sheet.fill(oval(296, 384, 132, 124), "#7a4a24")
    with sheet.inside(oval(296, 384, 132, 124)):
        for n in range(46):
            a = n * 2.4
            x, y = 296 + 124 * math.sqrt(n / 46) * math.cos(a), 384 + 116 * math.sqrt(n / 46) * math.sin(a)
            sheet.line([[(x - 16, y - 6), (x + 16, y + 8)]], ("#a56a34", "#5f3518")[n % 2], 2.4, 0.8)
        sheet.glow(oval(370, 450, 110), "#2b160a", 34, 0.6)
        sheet.glow(oval(240, 320, 44), "#d9a56a", 22, 0.6)
    for x, y in ((268, 330), (308, 322), (290, 356)):
        sheet.fill(oval(x, y, 11, 13), "#2b160a")
    for turn in (-60, -20, 20):
        sheet.fill(leaf(520, 300, 210, 22, turn - 40), LEAF)
    shadow(sheet, 560, 510, 140)
    sheet.fill(path("M420 414 C424 476 480 510 560 510 C640 510 696 476 700 414 Z"), "#6b3f1e")
    sheet.fill(oval(560, 414, 140, 56), "#7a4a24")
    sheet.fill(oval(560, 413, 128, 49), "#fdfcf7")
    sheet.fill(oval(560, 420, 98, 34), "#dfe3d8")
    sheet.glow(oval(530, 424, 50, 12), "#ffffff", 8, 0.8)


def persimmons(sheet: Sheet) -> None:
    """Two fresh persimmons, and three drying on a string."""
    sheet.line([[(584, 96), (584, 380)]], "#8a6a3a", 5)
    for y in (188, 272, 356):
        sheet.fill(oval(584, y, 56, 40), "#b5561c")
        with sheet.inside(oval(584, y, 56, 40)):
            sheet.glow(oval(566, y - 10, 34, 16), "#f6e0cf", 12, 0.8)
            sheet.glow(oval(610, y + 20, 40, 24), "#5f260a", 14, 0.6)
        sheet.fill(star(584, y - 34, 24, 9, 4), "#7d8a3a")
    shadow(sheet, 330, 508, 190)
    for x, y in ((248, 420), (424, 420)):
        body = path(
            f"M{x - 96} {y} C{x - 96} {y - 84} {x + 96} {y - 84} {x + 96} {y} "
            f"C{x + 92} {y + 78} {x - 92} {y + 78} {x - 96} {y} Z"
        )
        sheet.fill(body, "#e56a1c")
        with sheet.inside(body):
            sheet.glow(oval(x + 54, y + 40, 80, 70), "#8a2f0a", 30, 0.6)
            sheet.glow(oval(x - 42, y - 26, 34, 20), "#ffdcae", 14, 0.9)
        for turn in (10, 100, 190, 280):
            sheet.fill(leaf(x, y - 58, 52, 22, turn), "#6d7f34")
        sheet.fill(oval(x, y - 60, 8, 6), BARK)


def monk_fruit(sheet: Sheet) -> None:
    """Dried monk fruit, whole and halved."""
    shadow(sheet, 340, 508, 200)
    for x, y in ((232, 436), (370, 440), (300, 340)):
        sheet.fill(oval(x, y, 78, 70), "#7d5a2a")
        with sheet.inside(oval(x, y, 78, 70)):
            sheet.glow(oval(x + 36, y + 36, 60), "#2f1e0a", 20, 0.65)
            sheet.glow(oval(x - 28, y - 28, 26, 20), "#e3c98a", 13, 0.7)
            for n in range(24):
                a = n * 2.4
                sheet.fill(
                    oval(
                        x + 66 * math.sqrt(n / 24) * math.cos(a), y + 60 * math.sqrt(n / 24) * math.sin(a), 3
                    ),
                    "#4f3614",
                    0.5,
                )
        sheet.fill(oval(x, y - 66, 8, 4), BARK)
    shadow(sheet, 580, 510, 96)
    sheet.fill(oval(580, 440, 94, 68), "#6b4a20")
    sheet.fill(oval(580, 436, 82, 58), "#d9b36a")
    for n in range(14):
        a = n * math.tau / 14
        sheet.fill(oval(580 + 54 * math.cos(a), 436 + 36 * math.sin(a), 13, 8, math.degrees(a)), "#8a5a24")
    sheet.fill(oval(580, 436, 22, 15), "#b5863a")


def pods(
    sheet: Sheet, ink: str = "#8a5a2e", light: str = "#c98f52", thick: float = 30, count: int = 7
) -> None:
    """Long pods laid across each other: tamarind, chilli, vanilla."""
    shadow(sheet, 400, 508, 230)
    sheet.fill(oval(400, 482, 270, 40), "#b98a4e")
    sheet.fill(oval(400, 474, 270, 40), "#d9b06a")
    sheet.line(oval(400, 474, 250, 34), "#a5743a", 4, close=True)
    for n in range(count):
        lean = (n - count / 2) * 420 / count
        shape = path(
            f"M{400 + lean * 0.5} {470} C{330 + lean} {420 - n % 3 * 18} {420 + lean * 1.3} {330} "
            f"{372 + lean * 1.1} {236 + (n * 47) % 60}"
        )
        sheet.line(shape, ink, thick)
        sheet.line(move(shape, -thick * 0.18, -2), light, thick * 0.26, 0.8)
        if thick > 20:
            for bump in range(1, 6):
                px, py = shape[0][bump * 4]
                sheet.fill(oval(px, py, thick * 0.6, thick * 0.56), ink)
                sheet.glow(oval(px - 5, py - 5, thick * 0.2), light, 4, 0.8)
        sheet.line([shape[0][-2:]], BARK, 6)


def nuts(sheet: Sheet, husk: str = "#a5743a", kernel: str = "#efd9a8", seam: bool = True) -> None:
    """A plate of nuts in the shell, some cracked open."""
    shadow(sheet, 400, 508, 220)
    sheet.fill(oval(400, 492, 250, 36), "#2f6a60")
    sheet.fill(oval(400, 484, 250, 36), "#4a9384")
    places = ((240, 452), (334, 458), (432, 456), (286, 392), (384, 390), (336, 328))
    for n, (x, y) in enumerate(places):
        sheet.fill(oval(x, y, 54, 48, n * 23), husk)
        with sheet.inside(oval(x, y, 54, 48, n * 23)):
            if seam:
                sheet.line(
                    path(f"M{x - 54} {y} C{x - 20} {y - 16} {x + 20} {y + 16} {x + 54} {y}"), BARK, 4, 0.8
                )
                for m in range(10):
                    sheet.line([[(x - 44 + m * 9, y - 40), (x - 38 + m * 9, y + 40)]], "#6b431c", 2, 0.45)
            sheet.glow(oval(x + 24, y + 26, 40), BARK, 14, 0.6)
            sheet.glow(oval(x - 20, y - 20, 18, 13), "#ffffff", 8, 0.6)
    for x, y, turn in ((540, 462, -12), (636, 470, 16)):
        shadow(sheet, x, y + 40, 46, 7)
        sheet.fill(oval(x, y, 56, 44, turn), husk)
        sheet.fill(oval(x, y - 5, 47, 35, turn), "#6b431c")
        for lobe in (-16, 16):
            sheet.fill(oval(x + lobe, y - 8, 21, 26, turn), kernel)
            sheet.glow(oval(x + lobe - 6, y - 16, 7, 8), "#ffffff", 4, 0.7)


def pineapple(sheet: Sheet) -> None:
    """One pineapple with its crown, and slices."""
    shadow(sheet, 320, 508, 140)
    for n in range(11):
        sheet.fill(
            leaf(320, 236, 150 - abs(n - 5) * 12, 20, -90 + (n - 5) * 15), ("#2c7a50", "#3f9a5f")[n % 2]
        )
    body = oval(320, 370, 112, 140)
    sheet.fill(body, "#d99a1f")
    with sheet.inside(body):
        for row in range(10):
            for column in range(-1, 9):
                x, y = 212 + column * 32 + (row % 2) * 16, 244 + row * 28
                sheet.fill(star(x, y, 18, 18, 2), "#a5691a")
                sheet.fill(star(x, y - 2, 12, 12, 2), "#eebb4a")
                sheet.fill(oval(x, y, 3), "#5f3a0e")
        sheet.glow(oval(400, 440, 80, 130), "#4f2f08", 28, 0.55)
    shadow(sheet, 578, 510, 120)
    for x, y in ((610, 470), (548, 452)):
        sheet.fill(oval(x, y + 8, 94, 40), "#a5691a")
        sheet.fill(oval(x, y, 90, 37), "#f7d24a")
        for n in range(16):
            a = n * math.tau / 16
            sheet.line(
                [
                    [
                        (x + 26 * math.cos(a), y + 10 * math.sin(a)),
                        (x + 80 * math.cos(a), y + 32 * math.sin(a)),
                    ]
                ],
                "#e0a824",
                2.4,
            )
        sheet.fill(oval(x, y, 20, 8), "#f6e6a8")
