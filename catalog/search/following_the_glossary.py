"""Reading anew the records that a change of the glossary concerns, and no others."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from catalog.glossary.events import GlossaryChanged
from catalog.glossary.touched import Names
from catalog.jobs import services as jobs
from catalog.jobs.claims import Claim
from catalog.jobs.registry import Drain
from catalog.search.analysis import places
from catalog.search.contributors import CONTRIBUTORS
from catalog.search.documents import Key, SearchDocument
from catalog.search.models import GlossaryNews
from catalog.search.services import ask_rebuild, mark_dirty

DRAIN = "search-glossary"
_BATCH = 200


def follow_glossary(changed: GlossaryChanged) -> None:
    """Have the records concerned read anew, all of them where everything changed; runs in its transaction."""
    if changed.everything:
        ask_rebuild()
    elif changed.keys or changed.concepts:
        GlossaryNews.objects.create(keys=sorted(changed.keys), concepts=sorted(changed.concepts))
        jobs.ring(DRAIN)


def concerned(changed: GlossaryChanged) -> Iterator[Key]:
    """Yield the keys of the records that hold one of the names or name one of the concepts."""
    names = Names(changed.keys)
    for contributor in CONTRIBUTORS:
        ids = contributor.all_ids()
        while batch := list(islice(ids, _BATCH)):
            for document in contributor.documents(batch):
                if _holds(document, names, changed.concepts):
                    yield document.key


def _holds(document: SearchDocument, names: Names, concepts: frozenset[str]) -> bool:
    if concepts and not concepts.isdisjoint([*document.concepts, *places(document)]):
        return True
    texts = [*document.titles.values(), *document.bodies.values()]
    return any(names.stand_in(text) for text in texts if text)


def look(claim: Claim[GlossaryNews]) -> None:
    """Mark what a batch of changes concerns; looks at every record's texts once for all of them."""
    changed = GlossaryChanged(
        frozenset(key for row in claim.rows for key in row.keys),
        frozenset(slug for row in claim.rows for slug in row.concepts),
    )
    found: dict[str, list[int]] = {}
    for kind, record in concerned(changed):
        found.setdefault(kind, []).append(record)
    for kind, ids in found.items():
        mark_dirty(kind=kind, ids=ids)


NEWS = Drain(name=DRAIN, model=GlossaryNews, work=look, lease=timedelta(minutes=30))
