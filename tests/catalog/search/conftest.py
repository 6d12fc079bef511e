"""Each test of search has an index folder of its own, the project's glossary, and a shelf to fill."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from catalog.seams.preferences import Preferences
from catalog.search import services
from catalog.search.contributors import CONTRIBUTORS
from catalog.search.models import IndexChange
from catalog.search.selectors import Result, search
from catalog.search.understanding import Query
from tests.catalog.glossary.from_files import file_lexicon
from tests.catalog.search.shelf import Shelf

Ask = Callable[..., Result]


@pytest.fixture(autouse=True)
def _glossary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog.glossary.selectors._lexicon", lambda generation: file_lexicon())


@pytest.fixture
def root(tmp_path: Path, settings: Settings) -> Path:
    folder = tmp_path / "search"
    settings.SEARCH_ROOT = folder
    return folder


@pytest.fixture
def shelf(root: Path, db: None, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """A shelf as the only room that search knows; what the reference data had to tell is forgotten."""
    IndexChange.objects.all().delete()
    shelf = Shelf()
    monkeypatch.setattr(CONTRIBUTORS, "_entries", {shelf.kind: shelf.contributor()})
    return shelf


@pytest.fixture
def ask(shelf: Shelf) -> Ask:
    """Rebuild the index from the shelf, then search as a visitor of a page in some language would."""

    def ask(text: str, language: str = "en", **more: object) -> Result:
        services.rebuild()
        return search(Query(text=text, language=language, **more), Preferences(language=language))  # type: ignore[arg-type]

    return ask
