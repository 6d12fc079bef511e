"""Places reached by foot, rail and sea. They stand without a table."""

from portal.demo.art.inks import DEEP, KUMQUAT, LACQUER, PORCELAIN, SAFFRON
from portal.demo.art.motifs import karst
from portal.demo.art.press import Sheet
from portal.demo.art.shapes import box, oval, path


def waterfall(sheet: Sheet) -> None:
    karst(sheet, 420, "#0e5a50", 0.75, seed=3, tall=1.5)
    sheet.fill(
        path(
            "M0 300 C120 262 210 286 300 262 C420 240 520 266 620 256 C700 250 760 276 800 262 "
            "L800 480 L0 480 Z"
        ),
        "#114638",
    )
    for n in range(46):
        x = n * 18.5 - 10
        sheet.fill(
            oval(x, 282 + (n * 13) % 26 - (20 if 240 < x < 640 else 0), 30, 18),
            ("#2f8a58", "#1f6f4a", "#46a56b")[n % 3],
        )
    # three steps, each wider than the one above: what makes Detian unlike other falls
    tiers = (
        (286, 350, ((262, 56), (330, 118), (462, 74))),
        (344, 410, ((206, 70), (290, 44), (346, 150), (510, 92))),
        (402, 472, ((138, 92), (244, 128), (386, 66), (464, 156), (632, 60))),
    )
    for top, bottom, falls in tiers:
        for x, width in falls:
            fall = path(
                f"M{x} {top} Q{x + width / 2} {top - 9} {x + width} {top} "
                f"C{x + width + 3} {top + 24} {x + width + 7} {bottom - 16} {x + width + 9} {bottom} "
                f"L{x - 9} {bottom} C{x - 7} {bottom - 16} {x - 3} {top + 24} {x} {top} Z"
            )
            sheet.fill(fall, "#d9eeea")
            with sheet.inside(fall):
                for n in range(width // 7 + 4):
                    at = x - 9 + n * 7
                    sheet.line(
                        [[(at, top - 8), (at + (at - x - width / 2) * 0.1, bottom)]],
                        ("#ffffff", "#a5d6cf", "#eef8f5")[(n * 5 + x) % 3],
                        3 + n % 2,
                        0.85,
                    )
                sheet.glow(box(x - 12, top - 10, width + 24, 14), "#5fae9f", 5, 0.55)
            sheet.glow(box(x - 8, bottom - 7, width + 16, 9), "#ffffff", 6, 0.85)
        for n in range(len(falls) * 3):
            x, width = falls[n % len(falls)]
            sheet.fill(
                oval(x + width + 12 + n * 1.5, bottom - 12 + (n * 5) % 9, 12, 9),
                ("#2f8a58", "#1f6f4a", "#46a56b")[n % 3],
            )
    sheet.fill(box(0, 468, 800, 90), "#1f8f86")
    for n in range(26):
        y = 480 + (n * 29) % 60
        sheet.line([[((n * 131) % 800, y), ((n * 131) % 800 + 60 + (n * 17) % 50, y)]], "#bfe6df", 3, 0.7)
    for y, dx in ((516, 0), (525, 12)):
        sheet.line([[(316 + dx, y), (482 - dx, y)]], "#8a5a2b", 8)
    for n, x in enumerate((346, 382, 420, 452)):
        sheet.fill(box(x, 490, 13, 24, 4), (LACQUER, SAFFRON, PORCELAIN, KUMQUAT)[n])
        sheet.fill(oval(x + 6.5, 484, 7.5), "#f0c8a0")


def night_train(sheet: Sheet) -> None:
    karst(sheet, 436, "#0b2f45", 0.9, seed=5, tall=1.45)
    karst(sheet, 440, "#0a2436", 0.9, seed=9, tall=0.8)
    sheet.fill(box(0, 436, 800, 120), "#0d2a33")
    sheet.fill(box(0, 452, 800, 18), "#6d7f7c")
    for x in range(20, 800, 110):
        sheet.fill(path(f"M{x} 470 L{x + 26} 470 L{x + 40} 552 L{x - 14} 552 Z"), "#4d5f5d")
    body = path("M60 362 L640 362 C704 362 752 396 762 440 L762 452 L60 452 Z")
    sheet.fill(body, "#0f6a55")
    with sheet.inside(body):
        sheet.fill(box(40, 420, 740, 8), SAFFRON)
        sheet.fill(box(40, 362, 740, 8), "#1f8a6f")
        for x in range(84, 640, 62):
            sheet.fill(box(x, 384, 42, 26, 4), "#ffdf8c")
            sheet.fill(box(x, 384, 42, 9, 3), "#fff3cc")
        for x in (252, 500):
            sheet.fill(box(x - 2, 362, 5, 92), "#073b30")
        sheet.fill(path("M660 378 C700 380 726 398 736 414 L660 414 Z"), "#bfe0e6")
    sheet.glow(path("M760 436 L800 424 L800 470 L760 452 Z"), "#ffe9a8", 12, 0.9)
    sheet.fill(box(0, 448, 800, 5), "#c9d4d0")
    for n in range(34):
        sheet.fill(oval((n * 173) % 800, (n * 61) % 190 + 10, 1.6 + n % 2), "#fdf3cf", 0.8)


def bay_cruise(sheet: Sheet) -> None:
    karst(sheet, 430, "#2a8f86", 0.55, seed=2, tall=1.3)
    karst(sheet, 436, "#17695f", 0.85, seed=7, tall=0.9)
    sheet.fill(box(0, 430, 800, 130), "#127069")
    for n in range(40):
        y = 440 + (n * 37) % 100
        sheet.line([[((n * 139) % 800, y), ((n * 139) % 800 + 40 + (n * 23) % 70, y)]], "#8fd0c5", 2.6, 0.55)
    hull = path(
        "M196 438 L612 438 C628 438 640 424 652 418 C640 462 616 492 580 496 L244 496 "
        "C216 490 202 466 196 438 Z"
    )
    sheet.fill(hull, "#f7f9f4")
    with sheet.inside(hull):
        sheet.fill(box(180, 472, 500, 30), LACQUER)
        sheet.fill(box(180, 466, 500, 5), SAFFRON)
        for x in range(226, 600, 34):
            sheet.fill(oval(x, 453, 6), DEEP)
    for x, y, w in ((240, 404, 340), (262, 374, 276), (300, 346, 180)):
        sheet.fill(box(x, y, w, 30, 5), "#f1f4ee")
        sheet.fill(box(x, y, w, 6, 3), "#cdd8d3")
        for n in range(int(w / 26) - 1):
            sheet.fill(box(x + 14 + n * 26, y + 11, 15, 11, 2), "#1d6f77")
    sheet.fill(path("M356 346 L366 300 L420 300 L414 346 Z"), LACQUER)
    sheet.fill(box(364, 312, 54, 9), SAFFRON)
    for dx, strength in ((0, 0.7), (30, 0.4)):
        sheet.line(
            path(f"M{392 + dx} 292 C{420 + dx} 262 {452 + dx} 270 {500 + dx * 2} 236"),
            "#ffffff",
            12,
            strength * 0.4,
        )
    sheet.glow(box(190, 494, 420, 6), "#ffffff", 4, 0.8)
