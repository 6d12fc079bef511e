"""What is near in meaning to a query, from several readings of it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from catalog.glossary.lexicon import Lexicon
from catalog.search.documents import Key, key_text
from catalog.search.engine import Scored, SearchEngine
from catalog.search.meaning.embedder import Embedder, embedder
from catalog.search.meaning.vectors import kept
from catalog.search.understanding import Understanding

_DEPTH = 20  # records looked at for each reading
_RANKED_FROM = 60  # of reciprocal rank fusion: first places count little more than second ones
_NEAR_BEST = 0.85  # of the best cosine; what is further off is not shown beside it
_MOST_NAMES = 3


def related(asked: Understanding, lexicon: Lexicon, engine: SearchEngine) -> list[Scored]:
    """Return the records nearest in meaning, best first; none without a model, or where none is near.

    A query is read twice: as typed, where the model understands its language, and by the English
    names of what the glossary found in it, so that a query in any language has a reading. Raises
    what the engine raises.
    """
    model = embedder()
    texts = list(dict.fromkeys(_readings(asked, lexicon, model))) if model else []
    if not model or not texts:
        return []
    return fused([_near_enough(found, model.cut) for found in engine.near(kept(model, texts), _DEPTH)])


def _readings(asked: Understanding, lexicon: Lexicon, model: Embedder) -> Iterator[str]:
    if asked.language in model.reads and asked.analysis.tokens:
        yield asked.analysis.normal.text
    for slug in asked.concepts[:_MOST_NAMES]:
        yield lexicon.kinship.meanings[slug].name("en")


def _near_enough(found: Sequence[Scored], cut: float) -> list[Scored]:
    best = max((hit.score for hit in found), default=0.0)
    return [hit for hit in found if hit.score >= max(cut, _NEAR_BEST * best)]


def fused(rankings: Sequence[Sequence[Scored]]) -> list[Scored]:
    """Join rankings by reciprocal rank: what several of them hold comes first, whatever their scores."""
    worth: dict[Key, float] = defaultdict(float)
    for ranking in rankings:
        for place, hit in enumerate(ranking, 1):
            worth[hit.key] += 1 / (_RANKED_FROM + place)
    ranked = sorted(worth.items(), key=lambda pair: (-pair[1], key_text(*pair[0])))
    return [Scored(key, score) for key, score in ranked]
