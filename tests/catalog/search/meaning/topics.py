"""A model of meaning small enough to see through: a text means the topics its words belong to."""

import math
from collections.abc import Sequence

WORDS = {
    "sweetener": 0, "sugar": 0, "monk": 0, "syrup": 0,
    "digger": 1, "excavator": 1, "earthmover": 1,
    "glove": 2, "gloves": 2, "clinic": 2,
}  # fmt: skip
TOPICS = 3


class Topics:
    """Understands English; words of no topic pull a text away from all of them."""

    name = "topics"
    reads = frozenset({"en"})
    cut = 0.5
    centre: Sequence[float] = (0.0,) * (TOPICS + 1)

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        self.asked += texts
        return [self._vector(text.lower().split()) for text in texts]

    def _vector(self, words: Sequence[str]) -> list[float]:
        counts = [0.0] * (TOPICS + 1)
        for word in words:
            counts[WORDS.get(word.strip(","), TOPICS)] += 1.0
        length = math.hypot(*counts) or 1.0
        return [count / length for count in counts]
