"""As many goods as wanted, the same each time: names in several languages, common words often."""

import random
from collections.abc import Iterator
from itertools import accumulate

from catalog.glossary.lexicon import Lexicon
from catalog.search.documents import SearchDocument

SEED = 7
COUNTRIES = "CN TH VN MY ID PH KH LA MM SG BN TL".split()
LANGUAGES = ("en", "zh-hans", "th", "vi", "my", "id")
BODY_WORDS = 30
VOCABULARY = 20_000
SYLLABLES = [first + last for first in "bdfgklmnprst" for last in ("a", "e", "i", "o", "u", "an", "in", "or")]
PUBLISHED = 1_700_000_000


class Market:
    """Makes documents and the queries of those who look for them."""

    def __init__(self, lexicon: Lexicon) -> None:
        chance = random.Random(SEED)
        self.things = sorted(
            (meaning for meaning in lexicon.kinship.meanings.values() if meaning.kind in {"food", "goods"}),
            key=lambda meaning: meaning.slug,
        )
        chance.shuffle(self.things)
        self.words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(VOCABULARY)]
        self._often_things = list(accumulate(1 / (rank + 5) for rank in range(len(self.things))))
        self._often_words = list(accumulate(1 / (rank + 5) for rank in range(VOCABULARY)))

    def documents(self, count: int) -> Iterator[SearchDocument]:
        chance = random.Random(SEED)
        for record in range(count):
            yield self._document(record, chance)

    def _document(self, record: int, chance: random.Random) -> SearchDocument:
        (thing,) = chance.choices(self.things, cum_weights=self._often_things)
        spoken = ["en", "zh-hans", chance.choice(LANGUAGES[2:])]
        number = chance.randrange(100)
        return SearchDocument(
            kind="product",
            id=record,
            titles={language: f"{thing.name(language)} {number}" for language in spoken},
            bodies={"en": " ".join(self._some_words(BODY_WORDS, chance))},
            keywords=[f"SKU-{record:07}"],
            hs_codes=[f"{chance.randrange(1, 98):02}{chance.randrange(1, 90):02}{chance.randrange(10, 99)}"],
            facets={
                "country": [chance.choice(COUNTRIES)],
                "category": [f"category-{chance.randrange(150)}"],
                "mark": ["gi"] if chance.random() < 0.1 else [],
            },
            numbers={
                "price": chance.randrange(100, 100_000),
                "moq": chance.randrange(1, 500),
                "published": PUBLISHED + record,
            },
            popularity=chance.randrange(50) if chance.random() < 0.3 else 0,
        )

    def _some_words(self, count: int, chance: random.Random) -> list[str]:
        return chance.choices(self.words, cum_weights=self._often_words, k=count)

    def queries(self, count: int) -> Iterator[tuple[str, str]]:
        """Yield texts and their languages: names of things, some with a word or a second thing beside it."""
        chance = random.Random(SEED + 1)
        for _ in range(count):
            language = chance.choice(LANGUAGES)
            things = chance.choices(self.things, cum_weights=self._often_things, k=chance.choice((1, 1, 2)))
            words = self._some_words(chance.choice((0, 0, 1)), chance)
            yield " ".join([*(thing.name(language) for thing in things), *words]), language
