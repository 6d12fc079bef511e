"""Colours every drawing shares, and the two ways volume is shown."""

from portal.demo.art.press import Sheet
from portal.demo.art.shapes import Shape, box, oval

INK, PORCELAIN, CREAM = "#14211f", "#f7f9f4", "#f6e7c6"
DEEP, SEA, CELADON = "#0d4643", "#1d7a70", "#cfe4dc"
JADE, LEAF, SAFFRON, KUMQUAT = "#2c8a5c", "#1f6a4a", "#edaa24", "#df7a1c"
LACQUER, CLAY, BARK, INDIGO = "#a5281d", "#a9532f", "#5f3420", "#22406e"


def shadow(sheet: Sheet, x: float, y: float, rx: float, ry: float = 14) -> None:
    sheet.glow(oval(x + rx * 0.12, y, rx, ry), INK, 7, 0.42)


def vessel(sheet: Sheet, outline: Shape, ink: str, shade: str, light: str, x: float, width: float) -> None:
    """A turned body: one ink, a shaded right third, one narrow reflection."""
    sheet.fill(outline, ink)
    with sheet.inside(outline):
        sheet.glow(box(x + width * 0.62, 0, width, 700), shade, 16, 0.85)
        sheet.glow(box(x + width * 0.14, 0, width * 0.09, 700), light, 8, 0.6)
