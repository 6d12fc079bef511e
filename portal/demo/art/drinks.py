"""Tea and coffee. Light comes from the left."""

import math

from portal.demo.art.inks import BARK, CREAM, LACQUER, LEAF, PORCELAIN, SAFFRON, SEA, shadow, vessel
from portal.demo.art.press import Sheet
from portal.demo.art.shapes import box, leaf, move, oval, path, star


def dark_tea(sheet: Sheet) -> None:
    body = path("M208 300 C200 380 206 470 226 506 L430 506 C450 470 456 380 448 300 Z")
    shadow(sheet, 330, 506, 140)
    sheet.fill(body, "#c08a4a")
    with sheet.inside(body):
        for row in range(11):
            for column in range(13):
                tint = "#d7a661" if (row + column) % 2 else "#9c6a34"
                sheet.fill(box(196 + column * 20.5, 296 + row * 20, 18, 17.5, 3), tint)
        sheet.glow(box(372, 280, 140, 260), BARK, 20, 0.62)
        sheet.glow(box(222, 280, 16, 260), CREAM, 10, 0.4)
    sheet.fill(oval(328, 300, 124, 34), "#a8743b")
    sheet.fill(oval(328, 298, 110, 27), "#2c1a14")
    for step in range(64):
        a, r = step * 2.39996, math.sqrt(step / 64) * 98
        x, y = 328 + r * math.cos(a), 293 + r * 0.22 * math.sin(a)
        sheet.fill(leaf(x - 10, y, 22, 4, (step * 61) % 180), ("#4a2b1f", "#6b4029", "#3a2119")[step % 3])
    sheet.line(path("M204 304 C206 350 204 366 206 372 M452 304 C450 350 452 366 450 372"), "#8a5a2b", 8)
    shadow(sheet, 566, 508, 74)
    cup = path("M486 414 C488 474 520 504 566 504 C612 504 644 474 646 414 Z")
    vessel(sheet, cup, "#f4f1e6", "#a9b0a3", "#ffffff", 486, 160)
    sheet.fill(box(536, 500, 60, 9, 3), "#c9c8bb")
    sheet.fill(oval(566, 414, 80, 20), "#fbfaf4")
    sheet.fill(oval(566, 416, 70, 15), "#8a2c12")
    with sheet.inside(oval(566, 416, 70, 15)):
        sheet.glow(oval(544, 421, 42, 7), "#e0742c", 5, 0.8)
    sheet.line(path("M532 450 L548 466 L564 450 L580 466 L596 450"), LACQUER, 3, 0.85)
    for drift, x in ((0, 548), (1, 584)):
        sheet.line(path(f"M{x} 384 C{x - 22} 352 {x + 24} 336 {x - 2} {300 - drift * 14}"), "#ffffff", 4, 0.4)


def jasmine_tea(sheet: Sheet) -> None:
    shadow(sheet, 360, 508, 170)
    sheet.fill(oval(360, 498, 168, 24), "#d7e3e2")
    sheet.fill(oval(360, 492, 168, 24), PORCELAIN)
    sheet.fill(oval(360, 492, 112, 14), "#dfe9e6")
    bowl = path("M236 330 C242 424 292 486 360 486 C428 486 478 424 484 330 Z")
    vessel(sheet, bowl, PORCELAIN, "#9fb5b4", "#ffffff", 236, 248)
    with sheet.inside(bowl):
        for x in range(240, 500, 34):
            sheet.line(path(f"M{x} 352 L{x + 17} 369 L{x + 34} 352 L{x + 17} 335 Z"), SEA, 3, 0.8, close=True)
            sheet.fill(star(x + 17, 352, 6, 6, 2), SAFFRON)
        sheet.fill(box(220, 378, 280, 3), SEA, 0.8)
    sheet.fill(oval(360, 330, 124, 26), "#e5ecea")
    lid = path("M246 316 C262 262 312 242 360 242 C408 242 458 262 474 316 C440 336 280 336 246 316 Z")
    vessel(sheet, lid, PORCELAIN, "#a3b8b6", "#ffffff", 246, 228)
    sheet.fill(oval(360, 240, 30, 10), "#c3d2d0")
    sheet.fill(box(340, 222, 40, 18, 7), PORCELAIN)
    for x, y, turn in ((520, 440, -30), (640, 452, -140), (560, 500, 10), (676, 498, 196)):
        sheet.fill(leaf(x, y, 104, 24, turn), LEAF)
        sheet.line(move([[(6, 0), (92, 0)]], x, y, turn), "#59a67c", 2)
    for x, y, size in ((566, 462, 1.2), (628, 494, 1.0), (516, 506, 0.86), (652, 432, 0.78)):
        for petal in range(6):
            sheet.fill(leaf(x, y, 46 * size, 17 * size, petal * 60 + 14), "#dfe8df")
            sheet.fill(leaf(x, y, 44 * size, 13 * size, petal * 60 + 12), "#ffffff")
        sheet.fill(oval(x, y, 7 * size), SAFFRON)


def coffee(sheet: Sheet) -> None:
    sheet.line(path("M560 130 C600 220 590 300 640 380"), "#6d5b2e", 7)
    for x, y, turn in ((572, 168, 150), (584, 236, 20), (596, 300, 165), (614, 340, 24), (564, 140, -24)):
        sheet.fill(leaf(x, y, 126, 34, turn), LEAF)
        sheet.line(move([[(6, 0), (112, 0)]], x, y, turn), "#69ac7c", 2.6)
    for x, y in ((566, 190), (594, 204), (578, 262), (608, 274), (588, 312), (626, 318), (604, 228)):
        sheet.fill(oval(x, y, 17), "#b5271c")
        sheet.fill(oval(x - 5, y - 6, 5), "#f49a78")
        sheet.fill(oval(x + 8, y + 9, 4), "#6a130e")
    shadow(sheet, 330, 510, 176)
    sheet.fill(oval(330, 500, 174, 22), "#c7d6d2")
    sheet.fill(oval(330, 495, 174, 22), PORCELAIN)
    sheet.line(path("M452 372 C540 356 540 462 434 452"), "#e4ece8", 20)
    cup = path("M204 346 C208 436 250 494 330 494 C410 494 452 436 456 346 Z")
    vessel(sheet, cup, PORCELAIN, "#97aaa6", "#ffffff", 204, 252)
    with sheet.inside(cup):
        sheet.fill(box(190, 396, 290, 30), "#0f5a55")
        for x in range(204, 470, 30):
            sheet.fill(star(x + 15, 411, 11, 11, 2), SAFFRON)
        sheet.glow(box(390, 330, 90, 170), "#40564f", 18, 0.5)
    sheet.fill(oval(330, 346, 126, 30), "#ffffff")
    sheet.fill(oval(330, 348, 112, 23), "#3c1d10")
    with sheet.inside(oval(330, 348, 112, 23)):
        sheet.line(oval(330, 348, 96, 17), "#9a5a2b", 5, close=True)
        sheet.glow(oval(296, 344, 46, 7), "#b9743c", 6, 0.8)
    for x, y, turn in ((536, 494, 20), (584, 506, -30), (634, 492, 60), (560, 470, 100), (150, 508, 12)):
        shadow(sheet, x, y + 12, 20, 4)
        sheet.fill(oval(x, y, 24, 15, turn), "#4b2816")
        sheet.fill(move(oval(-4, -4, 15, 6), x, y, turn), "#86502c")
        sheet.line(move(path("M-22 0 C-8 6 8 -6 22 0"), x, y, turn), "#25120a", 3)
