"""A map that whoever runs the portal is licensed to show, laid beneath the points of places.

The portal draws no coastline and no boundary of its own: which map may be shown, and under which number it
was examined, is for its operator to see to. In China a public map bears its review number, 审图号
(Regulations on Map Management, State Council decree 664, in force since 2016-01-01).

``MAP_LAYER`` names a YAML file: ``image`` (beside it; SVG, PNG, WebP or JPEG in which degrees are evenly
spaced), ``west``, ``east``, ``south``, ``north`` (its edges, degrees of WGS 84) and ``credit`` (by language).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2s
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.checks import CheckMessage, Error

from catalog.reference.languages import codes

TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp", ".jpg": "image/jpeg"}
EDGES = {"west": 180, "east": 180, "south": 85, "north": 85}
FIELDS = {"image", "credit", *EDGES}


class LayerRefused(Exception):
    """The file does not describe a map that can be shown; the message says what to change."""


@dataclass(frozen=True, slots=True)
class MapLayer:
    """A map: its file, its edges in degrees, whose it is by language; ``version`` names what it shows."""

    image: Path
    west: float
    east: float
    south: float
    north: float
    credit: dict[str, str]
    version: str

    @property
    def content_type(self) -> str:
        return TYPES[self.image.suffix]


def map_layer() -> MapLayer | None:
    """Return the operator's map; None without one, and while its file cannot be read."""
    if not settings.MAP_LAYER:
        return None
    path = Path(settings.MAP_LAYER)
    try:
        return _known(path, path.stat().st_mtime_ns)
    except (LayerRefused, OSError):
        return None


def check_map_layer(app_configs: Any = None, **options: Any) -> Sequence[CheckMessage]:
    """Tell while the site starts what is wrong with the operator's map."""
    if not settings.MAP_LAYER:
        return []
    try:
        read_layer(Path(settings.MAP_LAYER))
    except LayerRefused as refused:
        return [Error(f"MAP_LAYER: {refused}", id="tourism.E001")]
    return []


def read_layer(path: Path) -> MapLayer:
    """Read the description of a map. Raises LayerRefused."""
    try:
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise LayerRefused(f"{path} cannot be read: {error}") from error
    if not isinstance(told, dict) or set(told) != FIELDS:
        raise LayerRefused(f"{path} has to say {', '.join(sorted(FIELDS))}, and nothing else.")
    image = path.parent / str(told["image"])
    if image.suffix not in TYPES:
        raise LayerRefused(f"image: {image.name} is none of {', '.join(TYPES)}.")
    try:
        version = blake2s(image.read_bytes(), digest_size=8).hexdigest()
    except OSError as error:
        raise LayerRefused(f"image: {image} cannot be read.") from error
    return MapLayer(image=image, credit=_credit(told["credit"]), version=version, **_edges(told))


@lru_cache(maxsize=1)
def _known(path: Path, changed: int) -> MapLayer:
    return read_layer(path)


def _edges(told: dict[str, Any]) -> dict[str, float]:
    for name, most in EDGES.items():
        if not isinstance(told[name], int | float) or isinstance(told[name], bool) or abs(told[name]) > most:
            raise LayerRefused(f"{name}: a number of degrees between -{most} and {most}.")
    if told["west"] >= told["east"] or told["south"] >= told["north"]:
        raise LayerRefused("west lies before east, and south before north.")
    return {name: float(told[name]) for name in EDGES}


def _credit(told: Any) -> dict[str, str]:
    known = codes()
    if not isinstance(told, dict) or not told or not set(told) <= set(known) or not all(told.values()):
        raise LayerRefused(f"credit: whose map it is and its number, by language: {', '.join(known)}.")
    return {code: str(text) for code, text in told.items()}
