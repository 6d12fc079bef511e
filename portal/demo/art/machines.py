"""Machines that move."""

import math

from portal.demo.art.inks import LACQUER, SAFFRON, shadow, vessel
from portal.demo.art.press import Sheet
from portal.demo.art.shapes import box, oval, path, star


def wheel_loader(sheet: Sheet) -> None:
    shadow(sheet, 400, 510, 260, 12)
    sheet.fill(path("M150 486 L190 366 L262 352 L270 392 L236 414 L216 486 Z"), "#b0741a")
    sheet.fill(
        path("M132 492 C150 410 176 380 206 372 L214 392 C196 410 190 440 196 470 L226 492 Z"), "#2f3b3a"
    )
    sheet.line(path("M226 400 L330 352 L404 398"), "#c98a18", 26)
    sheet.line(path("M236 392 L350 370"), "#e8ecea", 9)
    sheet.fill(path("M372 330 L560 330 C600 330 628 348 634 392 L640 446 L372 446 Z"), "#eda91f")
    sheet.fill(path("M372 404 L636 404 L640 446 L372 446 Z"), "#c47f12")
    sheet.fill(path("M376 336 L392 204 L516 204 L540 336 Z"), "#243634")
    sheet.fill(path("M392 324 L404 222 L452 222 L452 324 Z"), "#a7d0cb")
    sheet.fill(path("M464 324 L464 222 L502 222 L518 324 Z"), "#7fb3ae")
    sheet.fill(path("M404 300 L440 222 L452 222 L452 234 L412 324 L392 324 Z"), "#d8ece8", 0.8)
    sheet.fill(box(382, 190, 144, 18, 6), "#c47f12")
    sheet.fill(box(566, 276, 14, 56, 4), "#2f3b3a")
    for n in range(5):
        sheet.fill(box(560 + n * 13, 352, 7, 40, 3), "#8e5c0c")
    for x in (312, 552):
        sheet.fill(oval(x, 448, 64), "#16201f")
        for n in range(16):
            a = n * math.tau / 16
            sheet.line(
                [
                    [
                        (x + 52 * math.cos(a), 448 + 52 * math.sin(a)),
                        (x + 64 * math.cos(a + 0.12), 448 + 64 * math.sin(a + 0.12)),
                    ]
                ],
                "#3a4a48",
                5,
            )
        sheet.fill(oval(x, 448, 34), "#eda91f")
        sheet.fill(oval(x, 448, 24), "#c47f12")
        sheet.fill(star(x, 448, 20, 9, 8), "#f6cf72")
        sheet.fill(oval(x, 448, 7), "#16201f")


def _wheel(sheet: Sheet, x: float, y: float, r: float, rim: str = "#c9d4d0") -> None:
    sheet.fill(oval(x, y, r), "#16201f")
    sheet.fill(oval(x, y, r * 0.62), rim)
    for n in range(10):
        a = n * math.tau / 10
        sheet.line([[(x, y), (x + r * 0.56 * math.cos(a), y + r * 0.56 * math.sin(a))]], "#5f6d6a", 4)
    sheet.fill(oval(x, y, r * 0.16), "#16201f")


def excavator(sheet: Sheet) -> None:
    """A tracked excavator, arm raised."""
    shadow(sheet, 400, 512, 270, 12)
    sheet.line([[(470, 330), (330, 160), (196, 250)]], "#c98a18", 30)
    sheet.line([[(470, 330), (330, 160), (196, 250)]], "#eda91f", 18)
    sheet.line([[(420, 300), (330, 190)]], "#e8ecea", 9)
    sheet.fill(path("M214 236 L176 260 L150 350 L196 400 L236 384 L214 330 Z"), "#2f3b3a")
    for n in range(4):
        sheet.fill(
            path(
                f"M{190 + n * 13} {398 - n * 4} L{196 + n * 13} {420 - n * 4} L{202 + n * 13} {394 - n * 4} Z"
            ),
            "#16201f",
        )
    sheet.fill(path("M430 338 L640 338 C668 338 676 370 676 428 L430 428 Z"), "#eda91f")
    sheet.fill(box(560, 392, 116, 36), "#c47f12")
    sheet.fill(path("M440 340 L448 220 L548 220 L560 340 Z"), "#243634")
    sheet.fill(path("M456 328 L464 236 L538 236 L546 328 Z"), "#a7d0cb")
    sheet.fill(path("M466 300 L502 236 L516 236 L476 328 L456 328 Z"), "#d8ece8", 0.8)
    for n in range(5):
        sheet.fill(box(588 + n * 14, 352, 8, 30, 3), "#8e5c0c")
    track = box(356, 432, 330, 76, 38)
    sheet.fill(track, "#16201f")
    sheet.fill(box(378, 448, 286, 44, 22), "#3a4a48")
    for n in range(6):
        sheet.fill(oval(406 + n * 46, 470, 17), "#c47f12")
        sheet.fill(oval(406 + n * 46, 470, 8), "#16201f")


def engine(sheet: Sheet) -> None:
    """An in-line diesel engine on its stand."""
    shadow(sheet, 400, 510, 250)
    sheet.fill(box(190, 490, 420, 18, 4), "#5f4a2a")
    block = box(224, 330, 340, 150, 10)
    vessel(sheet, block, "#2f7a6a", "#0f332d", "#a7d9c9", 224, 340)
    sheet.fill(box(240, 250, 308, 84, 8), "#4a9384")
    for n in range(6):
        sheet.fill(box(252 + n * 49, 226, 38, 30, 6), "#c9d4d0")
        sheet.line(path(f"M{271 + n * 49} 226 C{271 + n * 49} 196 {330 + n * 20} 190 400 190"), "#8fa39d", 6)
        sheet.fill(oval(271 + n * 49, 420, 15), "#1d5247")
    sheet.fill(box(560, 300, 46, 150, 8), "#1d5247")
    for x, y, r in ((200, 414, 66), (212, 290, 34)):
        sheet.fill(oval(x, y, r), "#16201f")
        sheet.fill(oval(x, y, r * 0.74), "#8fa39d")
        sheet.fill(star(x, y, r * 0.6, r * 0.24, 6), "#3a4a48")
    sheet.line(path("M142 392 L182 270 M262 430 L244 300"), "#16201f", 7)
    for x in (300, 470):
        sheet.fill(box(x, 356, 70, 40, 5), LACQUER)
        sheet.fill(star(x + 35, 376, 13, 13, 2), SAFFRON)


def car(sheet: Sheet, coat: str = "#f3f5ee", trim: str = "#1d7a70") -> None:
    """A small electric car at its charging post."""
    shadow(sheet, 380, 512, 280, 12)
    body = path(
        "M130 452 C128 404 150 376 206 366 C240 296 290 262 372 260 C462 258 520 300 556 362 "
        "C610 368 640 388 642 452 L636 474 L140 474 Z"
    )
    vessel(sheet, body, coat, "#8fa39d", "#ffffff", 130, 512)
    sheet.fill(path("M236 366 C264 306 302 284 368 282 L368 366 Z"), "#243634")
    sheet.fill(path("M384 282 C450 284 498 316 524 366 L384 366 Z"), "#243634")
    sheet.fill(path("M260 366 C282 322 306 300 340 292 L300 366 Z"), "#a7d0cb", 0.8)
    sheet.fill(box(132, 420, 510, 12), trim)
    for x in (330, 470):
        sheet.fill(box(x, 388, 40, 7, 3), "#5f6d6a")
    sheet.fill(oval(150, 412, 22, 13), "#ffe9a8")
    sheet.fill(oval(628, 410, 13, 17), LACQUER)
    for x in (236, 530):
        _wheel(sheet, x, 466, 46)
    sheet.fill(box(690, 280, 54, 228, 8), trim)
    sheet.fill(box(700, 296, 34, 46, 4), "#d8ece8")
    sheet.fill(path("M720 360 L704 392 L716 392 L710 420 L730 384 L718 384 L726 360 Z"), SAFFRON)
    sheet.line(path("M690 400 C668 430 660 420 644 432"), "#16201f", 7)


def scooter(sheet: Sheet, coat: str = "#1d7a70") -> None:
    """An electric two-wheeler."""
    shadow(sheet, 400, 512, 230, 12)
    sheet.line([[(270, 450), (306, 236)]], "#5f6d6a", 16)
    sheet.line(path("M262 220 L306 236 L348 214"), "#16201f", 11)
    sheet.fill(path("M288 270 C250 330 262 400 292 430 L318 430 C306 380 312 320 326 270 Z"), coat)
    sheet.fill(oval(296, 262, 24, 20), "#ffe9a8")
    sheet.fill(path("M300 430 L470 430 L492 400 L520 400 L506 462 L300 462 Z"), coat)
    sheet.fill(
        path(
            "M440 332 C480 320 580 318 606 346 C620 380 590 430 540 440 L470 432 C452 400 440 370 440 332 Z"
        ),
        coat,
    )
    sheet.glow(path("M540 340 L620 340 L600 440 L540 440 Z"), "#0a2a26", 18, 0.6)
    sheet.fill(path("M424 330 C470 300 580 300 612 330 L604 346 C560 336 470 336 430 346 Z"), "#2f1d14")
    sheet.fill(path("M500 362 L478 402 L496 402 L486 432 L520 388 L502 388 L514 362 Z"), SAFFRON)
    sheet.fill(oval(614, 384, 12, 9), LACQUER)
    for x in (262, 560):
        _wheel(sheet, x, 456, 52)
