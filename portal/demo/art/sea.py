"""What comes out of the sea, on ice and dried."""

import math

from portal.demo.art.inks import JADE, shadow
from portal.demo.art.press import Sheet
from portal.demo.art.shapes import box, leaf, move, oval, path


def _ice(sheet: Sheet) -> None:
    shadow(sheet, 400, 510, 260)
    sheet.fill(path("M150 420 L650 420 L690 500 L110 500 Z"), "#c2d6d8")
    sheet.fill(box(110, 498, 580, 14), "#8fabae")
    for n in range(64):
        x, y = 136 + (n * 83) % 520, 424 + (n * 37) % 72
        sheet.fill(
            move(box(-13, -9, 26, 18, 4), x, y, (n * 41) % 90), ("#eaf5f6", "#d3e7ea", "#ffffff")[n % 3], 0.9
        )


def shrimps(sheet: Sheet, husk: str = "#c9d3c8", stripe: str = "#8a9a94") -> None:
    """Shrimps on ice: raw grey, or cooked red."""
    _ice(sheet)
    for x, y, turn, size in (
        (250, 410, -8, 1.0),
        (420, 392, 6, 1.1),
        (566, 416, -4, 0.95),
        (344, 330, 10, 0.9),
        (498, 320, -14, 0.8),
    ):
        body = path(
            "M-92 24 C-84 -52 10 -84 62 -40 C96 -8 84 44 44 62 L32 40 C52 24 54 0 36 -14 "
            "C4 -36 -44 -16 -58 34 Z"
        )
        for n in range(5):
            sheet.line(move([[(-40 + n * 20, -6), (-46 + n * 20, 42)]], x, y, turn, size), stripe, 4)
        sheet.fill(move(body, x, y, turn, size), husk)
        for n in range(6):
            a = math.radians(200 + n * 28)
            sheet.line(
                move(
                    [
                        [
                            (4 + 34 * math.cos(a), 6 + 30 * math.sin(a)),
                            (4 + 76 * math.cos(a), 2 + 66 * math.sin(a)),
                        ]
                    ],
                    x,
                    y,
                    turn,
                    size,
                ),
                stripe,
                4,
            )
        sheet.fill(move(leaf(40, 52, 62, 18, 120), x, y, turn, size), "#d9673a")
        sheet.fill(move(leaf(40, 52, 62, 18, 70), x, y, turn, size), "#d9673a")
        sheet.fill(move(oval(-78, 6, 5), x, y, turn, size), "#14211f")
        for lift in (-40, -22, 0):
            sheet.line(
                move(path(f"M-88 10 C-130 {lift} -150 {lift - 20} -176 {lift - 10}"), x, y, turn, size),
                "#d9673a",
                2.4,
            )


def oysters(sheet: Sheet) -> None:
    """Half-shell oysters on ice with a cut lime."""
    _ice(sheet)
    for x, y, turn in ((232, 420, -14), (404, 440, 6), (570, 424, 18), (320, 346, -4), (490, 346, 12)):
        for size, ink in ((1.0, "#6d7a78"), (0.9, "#9aa8a2"), (0.78, "#eef1ea")):
            shell = path("M-84 6 C-80 -46 -20 -66 34 -52 C84 -40 104 -4 76 34 C46 66 -60 62 -84 6 Z")
            sheet.fill(move(shell, x, y, turn, size), ink)
        sheet.fill(move(oval(0, 4, 44, 26), x, y, turn), "#d3cfc0")
        sheet.line(move(path("M-40 14 C-20 32 24 32 44 8"), x, y, turn), "#5f6a66", 5, 0.8)
        sheet.glow(move(oval(-8, -4, 22, 10), x, y, turn), "#ffffff", 6, 0.9)
    sheet.fill(oval(640, 476, 40, 34), "#5b8f3f")
    sheet.fill(oval(640, 472, 33, 27), "#cfe08a")
    for n in range(8):
        sheet.line(
            [[(640, 472), (640 + 28 * math.cos(n * 0.785), 472 + 22 * math.sin(n * 0.785))]], "#f4f7d9", 2
        )


def fillets(sheet: Sheet) -> None:
    """White fish fillets on ice."""
    _ice(sheet)
    for x, y, turn in ((300, 440, -6), (470, 420, 4), (380, 362, -2)):
        fillet = path(
            "M-190 10 C-150 -40 -40 -52 60 -40 C130 -30 186 -8 196 6 C150 34 60 46 -30 44 "
            "C-110 42 -170 32 -190 10 Z"
        )
        sheet.fill(move(fillet, x + 4, y + 10, turn), "#b9a59c")
        sheet.fill(move(fillet, x, y, turn), "#f3e3dc")
        with sheet.inside(move(fillet, x, y, turn)):
            sheet.line(move([[(-190, 8), (196, 4)]], x, y, turn), "#d98f84", 5, 0.8)
            for n in range(16):
                for side in (-1, 1):
                    sheet.line(
                        move([[(-170 + n * 23, 6), (-150 + n * 23, side * 52)]], x, y, turn),
                        "#e0bcb2",
                        2.4,
                        0.8,
                    )
            sheet.glow(move(oval(-60, -26, 90, 12), x, y, turn), "#ffffff", 10, 0.9)
    for turn in (-40, -10, 20):
        sheet.fill(leaf(590, 486, 90, 26, turn - 50), JADE)
