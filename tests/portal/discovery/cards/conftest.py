"""Cards as they are drawn for a site with something of each kind on it."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as portal
from django.core.files.storage import default_storage
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from catalog.files.models import Picture
from catalog.files.services import save_picture
from catalog.jobs.services import drain
from portal.discovery.cards import services
from portal.discovery.cards.words import CardWords
from portal.discovery.models import Card, CardChange

DrawAll = Callable[..., int]
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
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[CardWords]:
    """Return what is drawn from here on; a white page stands for the drawing itself, which takes its time."""
    seen: list[CardWords] = []
    blank = io.BytesIO()
    Image.new("RGB", (1200, 630), "white").save(blank, "JPEG")

    def note(words: CardWords, picture: bytes | None) -> bytes:
        seen.append(words)
        return blank.getvalue()

    monkeypatch.setattr(services, "draw", note)
    return seen


@pytest.fixture
def draw_all(
    db: None,
    drawn: list[CardWords],
    settings: Settings,
    tmp_path: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> DrawAll:
    """Return what does all that waits, and says how many cards that were; no file is there before.

    Told of a kind, it forgets what waits of others: the cards of the stock that a test does not look at.
    """
    settings.MEDIA_ROOT = tmp_path

    def work(kind: str = "") -> int:
        before = len(drawn)
        if kind:
            CardChange.objects.exclude(kind=kind).delete()
        with django_capture_on_commit_callbacks(execute=True):
            drain(services.DRAIN)
        return len(drawn) - before

    return work


@pytest.fixture
def make_picture(db: None) -> MakePicture:
    def make(colour: str = "green", key: str = "basket", size: tuple[int, int] = (1200, 900)) -> Picture:
        canvas = io.BytesIO()
        Image.new("RGB", size, colour).save(canvas, "PNG")
        return save_picture(data=canvas.getvalue(), title=key, alt={"en": key}, key=key)

    return make
