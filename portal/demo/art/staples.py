"""What fills a bowl: noodles, grain, flour, cakes and eggs."""

import math

from portal.demo.art.inks import BARK, CREAM, LACQUER, PORCELAIN, SAFFRON, SEA, shadow, vessel
from portal.demo.art.press import Sheet
from portal.demo.art.shapes import box, oval, path, star


def rice_noodles(sheet: Sheet) -> None:
    shadow(sheet, 400, 510, 190)
    bowl = path("M176 338 C184 440 270 506 400 506 C530 506 616 440 624 338 Z")
    vessel(sheet, bowl, "#f5f3ea", "#b1a58f", "#ffffff", 176, 448)
    with sheet.inside(bowl):
        sheet.fill(box(160, 392, 480, 46), LACQUER)
        for x in range(168, 640, 46):
            for ring, ink in ((20, SAFFRON), (13, LACQUER), (7, CREAM)):
                sheet.fill(star(x + 23, 415, ring, ring, 2), ink)
        sheet.glow(box(470, 330, 200, 190), BARK, 26, 0.5)
    sheet.fill(box(336, 500, 128, 14, 4), "#d8d2c2")
    sheet.fill(oval(400, 338, 224, 62), "#fbfaf4")
    top = oval(400, 340, 204, 52)
    sheet.fill(top, "#a63417")
    with sheet.inside(top):
        sheet.glow(oval(320, 330, 130, 26), "#e2702a", 18, 0.8)
        for n in range(11):
            y = 316 + n * 6
            sheet.line(
                path(
                    f"M{250 + n * 4} {y} C300 {y - 26} 340 {y + 26} {390 + n * 3} {y} "
                    f"C430 {y - 22} 470 {y + 24} {520 - n * 3} {y - 4}"
                ),
                "#fff3d6" if n % 2 else "#ead6a8",
                7,
            )
        for n in range(13):
            a = n * 2.4
            sheet.fill(oval(400 + 150 * math.cos(a), 338 + 30 * math.sin(a * 1.7), 11, 7, n * 40), "#d9a441")
            sheet.fill(oval(397 + 150 * math.cos(a), 336 + 30 * math.sin(a * 1.7), 6, 3, n * 40), "#f3d58f")
        for n in range(9):
            sheet.line(
                path(f"M{470 + n * 13} {326 + (n * 7) % 22} L{490 + n * 12} {318 + (n * 11) % 26}"),
                "#3f9a57",
                7,
            )
    sheet.fill(path("M236 316 C262 290 300 290 318 306 C308 330 262 338 236 316 Z"), "#c58b3c")
    sheet.fill(path("M246 314 C266 298 294 298 306 308 C296 320 266 326 246 314 Z"), "#e5b562")
    for y in (0, 20):
        sheet.line([[(430, 318 + y * 0.4), (706, 160 + y)]], BARK, 11)
        sheet.line([[(640, 198 + y * 0.9), (706, 160 + y)]], LACQUER, 11)


def heap(
    sheet: Sheet,
    x: float,
    y: float,
    wide: float,
    tall: float,
    inks: tuple[str, ...],
    grain: tuple[float, float],
) -> None:
    """A heap of grains that stands on y: the first ink is the bed, the others are the grains."""
    bed, *grains = inks
    dome = path(
        f"M{x - wide} {y} C{x - wide * 0.7} {y - tall * 0.8} {x - wide * 0.3} {y - tall} {x} {y - tall} "
        f"C{x + wide * 0.3} {y - tall} {x + wide * 0.7} {y - tall * 0.8} {x + wide} {y} "
        f"C{x + wide * 0.6} {y + tall * 0.3} {x - wide * 0.6} {y + tall * 0.3} {x - wide} {y} Z"
    )
    sheet.fill(dome, bed)
    long, short = grain
    count = int(wide * tall * 3 / (long * short) ** 0.5 / 6) + 24
    with sheet.inside(dome):
        for n in range(count):
            a, r = n * 2.39996, math.sqrt(n / count)
            px, py = x + r * wide * 1.02 * math.cos(a), y - tall * 0.36 + r * tall * 0.74 * math.sin(a)
            turn = (n * 67) % 180
            sheet.fill(oval(px, py, long, short, turn), grains[n % len(grains)])
            if min(grain) > 4:
                sheet.fill(
                    oval(px - long * 0.25, py - short * 0.35, long * 0.3, short * 0.25, turn), "#ffffff", 0.4
                )
        sheet.glow(box(x + wide * 0.4, y - tall, wide, tall * 1.4), BARK, 14, 0.3)


def sack(
    sheet: Sheet,
    inks: tuple[str, ...] = ("#d9cfae", "#fbf7e8", "#efe6cc", "#ffffff"),
    grain: tuple[float, float] = (9, 4),
    cloth: str = "#cfa968",
    mark: str = LACQUER,
) -> None:
    """An open sack and a bowl of what is in it."""
    shadow(sheet, 320, 508, 160)
    body = path(
        "M196 300 C178 380 178 462 204 506 L436 506 C462 462 462 380 444 300 C400 318 240 318 196 300 Z"
    )
    vessel(sheet, body, cloth, "#6f4f22", CREAM, 186, 268)
    with sheet.inside(body):
        for n in range(16):
            sheet.line([[(180 + n * 18, 300), (176 + n * 18.6, 510)]], "#7a5a2a", 1.4, 0.3)
        for n in range(12):
            sheet.line([[(170, 310 + n * 18), (470, 310 + n * 18)]], "#7a5a2a", 1.4, 0.25)
    for ring, ink in ((46, mark), (33, cloth), (20, mark)):
        sheet.fill(star(316, 418, ring, ring, 2), ink, 0.9)
    sheet.fill(oval(320, 300, 130, 30), "#8a6a35")
    heap(sheet, 320, 302, 114, 66, inks, grain)
    sheet.line(path("M190 300 C196 326 280 334 320 334 C360 334 444 326 450 300"), cloth, 20)
    sheet.line(path("M194 296 C204 318 280 326 320 326 C360 326 436 318 446 296"), CREAM, 4, 0.6)
    shadow(sheet, 586, 510, 92)
    bowl = path("M490 424 C494 476 532 506 586 506 C640 506 678 476 682 424 Z")
    vessel(sheet, bowl, PORCELAIN, "#8aa39b", "#ffffff", 490, 192)
    with sheet.inside(bowl):
        for x in range(488, 690, 26):
            sheet.fill(star(x + 13, 458, 10, 10, 2), mark, 0.9)
    sheet.fill(oval(586, 424, 96, 20), "#dfe6df")
    heap(sheet, 586, 426, 84, 52, inks, grain)


def powder(
    sheet: Sheet, ink: str = "#fdfbf4", shade: str = "#cfc6ae", bag: str = SEA, lumps: bool = False
) -> None:
    """A paper bag and a wooden bowl of something fine: sugar, starch, salt, flakes."""
    shadow(sheet, 300, 508, 120)
    pouch = path("M206 222 L398 222 L412 506 L192 506 Z")
    vessel(sheet, pouch, bag, "#10211f", "#ffffff", 192, 220)
    sheet.fill(path("M206 222 L398 222 L402 258 L202 258 Z"), "#ffffff", 0.16)
    for x in range(214, 394, 14):
        sheet.line([[(x, 236), (x + 7, 236)]], CREAM, 3, 0.9)
    sheet.fill(box(232, 306, 140, 130, 4), CREAM)
    for ring, star_ink in ((48, bag), (35, CREAM), (22, SAFFRON), (10, bag)):
        sheet.fill(star(302, 371, ring, ring, 2), star_ink)
    shadow(sheet, 552, 510, 130)
    dish = path("M412 430 C420 482 474 508 552 508 C630 508 684 482 692 430 Z")
    vessel(sheet, dish, "#a56a34", "#4f2c12", "#e0ac74", 412, 280)
    sheet.fill(oval(552, 430, 140, 26), "#7a4a20")
    heap(sheet, 552, 434, 124, 92, (ink, ink, shade, "#ffffff"), (11, 8) if lumps else (2.6, 2))
    if not lumps:
        sheet.glow(oval(510, 380, 44, 24), "#ffffff", 14, 0.8)
        sheet.glow(oval(620, 420, 50, 24), shade, 14, 0.7)


def tin(sheet: Sheet, coat: str = LACQUER, mark: str = SAFFRON, drink: str = "#5a2a14") -> None:
    """A printed tin with its lid, and a cup of what it makes."""
    shadow(sheet, 320, 508, 128)
    body = path("M204 250 L436 250 L436 490 C400 512 240 512 204 490 Z")
    vessel(sheet, body, coat, "#1d0f0c", "#ffffff", 204, 232)
    with sheet.inside(body):
        for y in (276, 470):
            sheet.fill(box(190, y, 260, 9), mark)
        for x in range(190, 460, 30):
            sheet.fill(star(x + 15, 302, 10, 10, 2), mark, 0.9)
            sheet.fill(star(x + 15, 448, 10, 10, 2), mark, 0.9)
    sheet.fill(oval(320, 375, 62), CREAM)
    for rays, ring, ink in ((12, 52, coat), (12, 34, mark)):
        sheet.fill(star(320, 375, ring, ring * 0.3, rays), ink)
    vessel(
        sheet,
        path("M196 216 L444 216 L444 256 C400 276 240 276 196 256 Z"),
        mark,
        "#6b431c",
        "#fff3cf",
        196,
        248,
    )
    sheet.fill(oval(320, 216, 124, 24), mark)
    sheet.line(oval(320, 216, 104, 18), BARK, 2, 0.5, close=True)
    shadow(sheet, 574, 510, 86)
    sheet.line(path("M650 420 C712 412 710 484 642 478"), PORCELAIN, 15)
    vessel(
        sheet,
        path("M488 404 C490 470 522 504 574 504 C626 504 658 470 660 404 Z"),
        PORCELAIN,
        "#95a8a3",
        "#ffffff",
        488,
        172,
    )
    sheet.fill(oval(574, 404, 86, 20), "#ffffff")
    sheet.fill(oval(574, 406, 74, 14), drink)
    sheet.glow(oval(548, 404, 26, 5), "#ffffff", 6, 0.4)


def round_cakes(
    sheet: Sheet, crust: str = "#b5702c", light: str = "#e3a95a", filling: str = "#6b2d16"
) -> None:
    """Moulded cakes on a plate, one of them cut."""
    shadow(sheet, 400, 510, 230)
    sheet.fill(oval(400, 496, 236, 34), "#b9c9c4")
    sheet.fill(oval(400, 488, 236, 34), PORCELAIN)
    sheet.line(oval(400, 488, 214, 28), SEA, 4, close=True)
    for x, y in ((300, 440), (500, 440), (400, 396)):
        vessel(sheet, box(x - 88, y - 36, 176, 76, 18), crust, "#5f3314", light, x - 88, 176)
        sheet.fill(oval(x, y - 36, 88, 26), light)
        for ring in (74, 52, 28):
            petals = [
                (x + (px - x) * ring / 100, y - 36 + (py - y) * ring / 340)
                for px, py in star(x, y, 100, 86, 12)[0]
            ]
            sheet.line([petals], crust, 2.4, 0.8, close=True)
        sheet.fill(oval(x, y - 36, 12, 4), crust)
    wedge = path("M560 470 L676 446 L690 500 L580 512 Z")
    sheet.fill(wedge, filling)
    sheet.line(wedge, crust, 9, close=True)
    sheet.fill(oval(634, 482, 19, 16), "#f0a93a")


def eggs(sheet: Sheet, husk: str = "#cfdcd6", yolk: str = "#e0721c") -> None:
    """Eggs in a straw basket, one opened."""
    shadow(sheet, 340, 508, 170)
    for x, y, turn in ((232, 398, -14), (318, 378, 4), (404, 392, 12), (276, 340, -6), (362, 334, 10)):
        vessel(sheet, oval(x, y, 48, 62, turn), husk, "#7f968d", "#ffffff", x - 48, 96)
    basket = path("M164 400 C172 466 236 508 340 508 C444 508 508 466 516 400 Z")
    vessel(sheet, basket, "#c79a52", "#6b431c", "#f3d79a", 164, 352)
    with sheet.inside(basket):
        for row in range(6):
            for column in range(15):
                sheet.fill(box(160 + column * 26 + (row % 2) * 13, 412 + row * 18, 22, 13, 4), "#a8793a", 0.8)
    shadow(sheet, 606, 510, 84)
    for turn, x in ((-16, 572), (16, 640)):
        sheet.fill(oval(x, 462, 46, 38, turn), husk)
        sheet.fill(oval(x, 458, 39, 31, turn), "#fdfcf6")
        sheet.fill(oval(x, 460, 21, 18), yolk)
        sheet.glow(oval(x - 6, 454, 8, 5), "#ffd9a0", 4, 0.9)
