"""The press: flat inks laid on a sheet through masks.

Coordinates are those of an 800 x 600 sheet. Everything is drawn at twice the size and
reduced once at the end, which is cheaper and cleaner than anti-aliasing each shape.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

from portal.demo.art.shapes import Shape

WIDTH, HEIGHT, SCALE = 800, 600, 2
SOFT = 4
"""A glow is blurred at a quarter of its size: it looks the same and takes a tenth of the time."""


class Sheet:
    """One print. Inks go on in the order they are called."""

    def __init__(self, ground: str) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), ground)
        self.window: Image.Image | None = None

    def _frame(self, shape: Shape, margin: float) -> tuple[int, int, int, int] | None:
        """The pixels a shape can touch. Working inside it is what keeps a print under a second."""
        xs = [px for polygon in shape for px, _ in polygon]
        ys = [py for polygon in shape for _, py in polygon]
        left, top = max(0, int((min(xs) - margin) * SCALE)), max(0, int((min(ys) - margin) * SCALE))
        right = min(self.image.width, int((max(xs) + margin) * SCALE) + 1)
        bottom = min(self.image.height, int((max(ys) + margin) * SCALE) + 1)
        return (left, top, right, bottom) if right > left and bottom > top else None

    def _mask(self, shape: Shape, frame: tuple[int, int, int, int], strength: float = 1) -> Image.Image:
        left, top, right, bottom = frame
        mask = Image.new("L", (right - left, bottom - top), 0)
        pen = ImageDraw.Draw(mask)
        value = int(255 * strength)
        for polygon in shape:
            if len(polygon) > 2:
                pen.polygon([(px * SCALE - left, py * SCALE - top) for px, py in polygon], fill=value)
        return mask

    def _press(self, mask: Image.Image, frame: tuple[int, int, int, int], ink: str) -> None:
        if self.window:
            mask = ImageChops.multiply(mask, self.window.crop(frame))
        self.image.paste(ImageColor.getrgb(ink), frame, mask)

    def fill(self, shape: Shape, ink: str, strength: float = 1) -> None:
        if frame := self._frame(shape, 2):
            self._press(self._mask(shape, frame, strength), frame, ink)

    def line(self, shape: Shape, ink: str, width: float, strength: float = 1, close: bool = False) -> None:
        if not (frame := self._frame(shape, width + 2)):
            return
        left, top, right, bottom = frame
        mask = Image.new("L", (right - left, bottom - top), 0)
        pen = ImageDraw.Draw(mask)
        radius, value = width * SCALE / 2, int(255 * strength)
        for polygon in shape:
            points = [(px * SCALE - left, py * SCALE - top) for px, py in polygon]
            if close:
                points.append(points[0])
            pen.line(points, fill=value, width=round(width * SCALE), joint="curve")
            for px, py in (points[0], points[-1]):  # round ends, as a brush leaves them
                pen.ellipse((px - radius, py - radius, px + radius, py + radius), fill=value)
        self._press(mask, frame, ink)

    def glow(self, shape: Shape, ink: str, blur: float, strength: float) -> None:
        if frame := self._frame(shape, blur * 3):
            sharp = self._mask(shape, frame, strength)
            soft = sharp.reduce(SOFT).filter(ImageFilter.GaussianBlur(blur * SCALE / SOFT))
            self._press(soft.resize(sharp.size, Image.Resampling.BILINEAR), frame, ink)

    @contextmanager
    def inside(self, shape: Shape) -> Iterator[None]:
        """Let nothing drawn within the block pass the shape's edge."""
        outer = self.window
        mask = self._mask(shape, (0, 0, *self.image.size))
        self.window = ImageChops.multiply(mask, outer) if outer else mask
        yield
        self.window = outer

    def finish(self) -> Image.Image:
        return self.image.reduce(SCALE)
