"""Every query of the relevance set, asked of the demonstration through the search that visitors use."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import translation
from PIL import Image

from catalog.files.models import Picture
from catalog.files.services import save_picture
from catalog.seams.preferences import Preferences
from catalog.search import services
from catalog.search.selectors import Hit, search
from catalog.search.understanding import Query
from portal.demo import loading
from tests.catalog.glossary.from_files import file_lexicon
from tests.search.judging import DEPTH, Asked, Judged, asked


def ask_all(folder: Path) -> list[Judged]:
    """Ask every query in a database and below a folder that are left as they were."""
    with opened(folder):
        return [judge(one) for one in asked()]


@contextmanager
def opened(folder: Path) -> Iterator[None]:
    """Have the demonstration in the database and in an index of its own, until the end."""
    settings = override_settings(DATA_DIR=folder, SEARCH_ROOT=folder / "search", MEDIA_ROOT=folder / "media")
    with settings, pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr("catalog.glossary.selectors._lexicon", lambda generation: file_lexicon())
        patch.setattr(loading, "_bring_pictures", _one_picture)
        loading.load_demonstration(lambda line: None)
        services.rebuild()
        yield
        transaction.set_rollback(True)


def _one_picture(told: Any, done: object, say: object) -> dict[str, Picture]:
    """Give everything the same plain picture: no hit depends on what is drawn."""
    sheet = io.BytesIO()
    Image.new("RGB", (40, 30), "#1d7a70").save(sheet, "JPEG")
    picture = save_picture(data=sheet.getvalue(), title="plain", alt={"en": "A plain sheet"}, key="plain")
    return dict.fromkeys(loading.captions(told), picture)


def judge(one: Asked) -> Judged:
    """Ask one query as a visitor of the pages in its language."""
    with translation.override(one.language):
        result = search(
            Query(text=one.query, language=one.language, per_page=DEPTH), Preferences(language=one.language)
        )
    return Judged(one, [_named(hit) for hit in result.hits], result.step)


def _named(hit: Hit) -> str:
    """Name a hit by its kind and by the last part of its address."""
    return f"{hit.kind}:{urlsplit(hit.row.url).path.strip('/').rpartition('/')[2]}"
