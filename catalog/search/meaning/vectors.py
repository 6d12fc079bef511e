"""Vectors as both engines keep them: measured from the centre, of length 1, a byte a dimension."""

import math
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from operator import mul
from typing import Any

from catalog.search.documents import Key, key_text
from catalog.search.engine import Scored
from catalog.search.meaning.embedder import Embedder, embedder, one_thread

_MOST = 127  # what 1.0 becomes
_AT_ONCE = 8192  # rows that are compared together


def vectors_of(titles: Mapping[str, str]) -> list[str]:
    """Return one kept vector for each title in a language that the model in use understands."""
    model = embedder()
    texts = [text for language, text in titles.items() if text and language in model.reads] if model else []
    return kept(model, texts) if model and texts else []


def kept(model: Embedder, texts: Sequence[str]) -> list[str]:
    """Return the vectors of texts as they are kept: base64 of signed bytes."""
    return [b64encode(_bytes(vector, model.centre)).decode() for vector in model.embed(texts)]


def _bytes(vector: Sequence[float], centre: Sequence[float]) -> bytes:
    moved = [one - other for one, other in zip(vector, centre, strict=True)]
    length = math.hypot(*moved) or 1.0
    return bytes(round(one / length * _MOST) & 0xFF for one in moved)


def numbers(vector: str) -> list[float]:
    """Return a kept vector as numbers between -1 and 1."""
    return [number / _MOST for number in memoryview(b64decode(vector)).cast("b")]


class Held:
    """The vectors of all records, compared one by one: for as many as fit in memory (some 100,000)."""

    def __init__(self, rows: Iterable[tuple[Key, str]]) -> None:
        pairs = [(key, b64decode(vector)) for key, vector in rows]
        self.keys = [key for key, _ in pairs]
        self._rows = [vector for _, vector in pairs]
        self._matrix = _matrix(self._rows)

    def nearest(self, vector: str, limit: int) -> list[Scored]:
        """Return the records nearest to a vector with their cosine, each with the best of its own vectors."""
        best: dict[Key, float] = {}
        for key, cosine in zip(self.keys, self._cosines(b64decode(vector)), strict=True):
            best[key] = max(cosine, best.get(key, -1.0))
        ranked = sorted(best.items(), key=lambda pair: (-pair[1], key_text(*pair[0])))
        return [Scored(key, cosine) for key, cosine in ranked[:limit]]

    def _cosines(self, vector: bytes) -> list[float]:
        if self._matrix is not None:
            return _quickly(self._matrix, vector)
        asked = memoryview(vector).cast("b")
        return [_cosine(asked, memoryview(row).cast("b")) for row in self._rows]


def _cosine(one: Sequence[int], other: Sequence[int]) -> float:
    product: int = sum(map(mul, one, other))
    return product / ((math.hypot(*one) * math.hypot(*other)) or 1.0)


def _matrix(rows: Sequence[bytes]) -> Any:
    """Return rows of bytes as one array; None without numpy, which only the extra brings, or rows."""
    one_thread()
    try:
        import numpy as np
    except ImportError:
        return None
    return np.frombuffer(b"".join(rows), np.int8).reshape(len(rows), -1) if rows else None


def _quickly(matrix: Any, vector: bytes) -> list[float]:
    import numpy as np

    asked = np.frombuffer(vector, np.int8).astype(np.float32)
    asked /= np.linalg.norm(asked) or 1.0
    found: list[float] = []
    for start in range(0, len(matrix), _AT_ONCE):
        rows = matrix[start : start + _AT_ONCE].astype(np.float32)
        lengths = np.linalg.norm(rows, axis=1)
        lengths[lengths == 0] = 1.0
        found += (rows @ asked / lengths).tolist()
    return found
