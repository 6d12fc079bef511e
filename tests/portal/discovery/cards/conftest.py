"""Cards as they are drawn for a site with something of each kind on it."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as portal
from django.core.files.storage import default_storage
from PIL import Image

from catalog.files.models import Picture
from catalog.files.services import save_picture
from portal.discovery.cards import services
from portal.discovery.models import Card

MakePicture = Callable[..., Picture]


def pixels(card: Card) -> Image.Image:
    """Return a card as it was kept."""
    with default_storage.open(card.path) as file:
        return Image.open(io.BytesIO(file.read())).convert("RGB")


def kept(kind: str, record: int, language: str = "en") -> Card:
    return Card.objects.get(kind=kind, record=record, language=language)


def files() -> set[str]:
    """Return every file of a card that is kept."""
    root = Path(portal.MEDIA_ROOT)
    return {str(path.relative_to(root)) for path in (root / services.FOLDER).rglob("*.jpg")}


@pytest.fixture
def make_picture(db: None) -> MakePicture:
    def make(colour: str = "green", key: str = "basket", size: tuple[int, int] = (1200, 900)) -> Picture:
        canvas = io.BytesIO()
        Image.new("RGB", size, colour).save(canvas, "PNG")
        return save_picture(data=canvas.getvalue(), title=key, alt={"en": key}, key=key)

    return make
