"""What stands in glass: sauces, oils, honey, drops."""

from portal.demo.art.inks import CREAM, LACQUER, PORCELAIN, SAFFRON, SEA, shadow, vessel
from portal.demo.art.press import Sheet
from portal.demo.art.shapes import box, oval, path, star


def bottle(
    sheet: Sheet, liquid: str = "#a5541c", cap: str = LACQUER, label: str = CREAM, bowl: str = ""
) -> None:
    """A tall bottle and a small dish of what is in it: sauce, oil, spirit."""
    shadow(sheet, 330, 508, 104)
    glass = path(
        "M296 176 L364 176 L366 248 C372 286 424 300 424 352 L424 486 C424 502 412 508 396 508 "
        "L264 508 C248 508 236 502 236 486 L236 352 C236 300 288 286 294 248 Z"
    )
    vessel(sheet, glass, "#d3e3da", "#5f7f76", "#ffffff", 236, 188)
    with sheet.inside(
        path("M246 356 C250 310 300 296 304 258 L356 258 C362 296 410 310 414 356 L414 498 L246 498 Z")
    ):
        sheet.fill(box(230, 286, 210, 220), liquid)
        sheet.glow(box(366, 286, 70, 220), "#1a0d06", 16, 0.5)
        sheet.glow(box(258, 300, 12, 190), "#ffffff", 5, 0.55)
    sheet.fill(box(246, 356, 168, 104), label)
    sheet.line(box(254, 364, 152, 88), cap, 2.6, close=True)
    for ring, ink in ((34, cap), (24, label), (14, SAFFRON)):
        sheet.fill(star(330, 408, ring, ring, 2), ink)
    vessel(sheet, box(290, 132, 80, 52, 8), cap, "#1d0f0c", "#ffffff", 290, 80)
    shadow(sheet, 574, 510, 96)
    vessel(
        sheet,
        path("M476 446 C482 486 522 508 574 508 C626 508 666 486 672 446 Z"),
        PORCELAIN,
        "#8aa39b",
        "#ffffff",
        476,
        196,
    )
    sheet.fill(oval(574, 446, 98, 20), "#ffffff")
    sheet.fill(oval(574, 448, 84, 14), bowl or liquid)
    sheet.glow(oval(546, 447, 30, 5), "#ffffff", 6, 0.6)


def vials(sheet: Sheet, glass: str = "#6b3414", label: str = CREAM, cap: str = "#14211f") -> None:
    """Three small stoppered bottles: essential oils, drops for the skin."""
    for x, tall in ((220, 150), (400, 196), (580, 150)):
        shadow(sheet, x, 508, 78)
        vessel(sheet, box(x - 66, 506 - tall, 132, tall, 20), glass, "#150a05", "#ffd9b0", x - 66, 132)
        sheet.fill(box(x - 56, 506 - tall + 44, 112, tall - 76), label)
        for ring, ink in ((22, glass), (14, label), (8, SAFFRON)):
            sheet.fill(star(x, 506 - tall / 2 + 6, ring, ring, 2), ink)
        sheet.fill(box(x - 26, 506 - tall - 28, 52, 32), cap)
        for n in range(6):
            sheet.line([[(x - 22 + n * 9, 506 - tall - 24), (x - 22 + n * 9, 506 - tall)]], "#4a5a58", 2)
        sheet.fill(
            path(
                f"M{x - 16} {478 - tall} C{x - 20} {420 - tall} {x + 20} {420 - tall} {x + 16} {478 - tall} Z"
            ),
            "#8a2a1e",
        )


def jar(
    sheet: Sheet, filling: str = "#e0a02a", deep: str = "#8a5210", lid: str = SAFFRON, spoon: bool = True
) -> None:
    """A full glass jar with a cloth lid: honey, paste, spread."""
    shadow(sheet, 350, 508, 150)
    glass = box(214, 252, 272, 254, 40)
    vessel(sheet, glass, "#dfe9e4", "#7f9a92", "#ffffff", 214, 272)
    with sheet.inside(box(228, 280, 244, 216, 32)):
        sheet.fill(box(220, 290, 270, 220), filling)
        sheet.glow(box(400, 280, 90, 230), deep, 24, 0.8)
        sheet.glow(oval(300, 470, 80, 40), deep, 24, 0.5)
        sheet.glow(box(246, 300, 14, 180), "#ffffff", 5, 0.6)
    sheet.fill(oval(350, 386, 78, 60), CREAM)
    sheet.line(oval(350, 386, 68, 50), deep, 3, close=True)
    for rays, ring, ink in ((12, 40, deep), (12, 26, lid)):
        sheet.fill(star(350, 386, ring, ring * 0.34, rays), ink)
    sheet.fill(
        path("M190 262 C214 196 270 176 350 176 C430 176 486 196 510 262 C470 282 230 282 190 262 Z"), lid
    )
    for n in range(13):
        x = 196 + n * 26
        sheet.fill(path(f"M{x} 256 L{x + 13} 286 L{x + 26} 256 Z"), lid)
        sheet.fill(star(x + 13, 222 + abs(n - 6) * 3, 9, 9, 2), deep, 0.7)
    sheet.line(path("M214 250 C280 266 420 266 486 250"), LACQUER, 6)
    if spoon:
        shadow(sheet, 600, 510, 70)
        sheet.line(path("M700 330 L604 470"), "#a5743a", 11)
        sheet.fill(oval(592, 484, 46, 24, -30), "#8a5a2b")
        sheet.fill(oval(592, 480, 38, 18, -30), filling)


def jelly(sheet: Sheet) -> None:
    """A bowl of dark herbal jelly in cubes, and its box."""
    shadow(sheet, 420, 510, 180)
    vessel(
        sheet,
        path("M250 376 C258 456 326 508 420 508 C514 508 582 456 590 376 Z"),
        PORCELAIN,
        "#8aa39b",
        "#ffffff",
        250,
        340,
    )
    with sheet.inside(path("M250 376 C258 456 326 508 420 508 C514 508 582 456 590 376 Z")):
        for x in range(254, 600, 34):
            sheet.line(star(x + 17, 430, 15, 15, 2), SEA, 3, close=True)
    sheet.fill(oval(420, 376, 170, 38), "#dfe6df")
    for n in range(14):
        x, y = 304 + (n * 61) % 210, 340 + (n * 23) % 42
        sheet.fill(path(f"M{x} {y} L{x + 34} {y - 12} L{x + 66} {y} L{x + 34} {y + 14} Z"), "#4a3a2e")
        sheet.fill(path(f"M{x} {y} L{x + 34} {y + 14} L{x + 34} {y + 44} L{x} {y + 28} Z"), "#2b1f18")
        sheet.fill(
            path(f"M{x + 66} {y} L{x + 34} {y + 14} L{x + 34} {y + 44} L{x + 66} {y + 28} Z"), "#1a110c"
        )
    sheet.line(path("M548 360 L688 268"), PORCELAIN, 13)
