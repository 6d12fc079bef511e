"""The relevance set is asked once; every test looks at the same answers."""

import pytest
from pytest_django import DjangoDbBlocker

from tests.search.asking import ask_all
from tests.search.judging import Judged


@pytest.fixture(scope="session")
def judged(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> list[Judged]:
    """Return every query of the relevance set with what it found on the demonstration."""
    with django_db_blocker.unblock():
        return ask_all(tmp_path_factory.mktemp("relevance"))
