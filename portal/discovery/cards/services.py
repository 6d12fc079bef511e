"""Writes: cards follow what their pages say.

A change takes the cards of a record off its page in the same transaction and writes a row; the drain draws
them anew, in every language in which they would look otherwise, and says of the others that they hold.
Files are written before the row that names them, under names nobody else uses.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation

from catalog.files.typesetting.letters import MissingLetters
from catalog.jobs import services as jobs
from catalog.jobs.claims import Claim
from catalog.jobs.registry import Drain
from catalog.reference.languages import codes
from portal.discovery.cards.drawing import draw, edition
from portal.discovery.cards.frame import frame_digest, framed
from portal.discovery.cards.subjects import KINDS
from portal.discovery.cards.subjects.kind import Words
from portal.discovery.cards.words import CardWords
from portal.discovery.models import EVERYTHING, Card, CardChange

DRAIN = "share-cards"
FOLDER = "cards"
PER_FOLDER = 1000  # records whose cards stand in one folder
logger = logging.getLogger(__name__)


@transaction.atomic
def want_cards(*, kind: str, ids: Iterable[int]) -> None:
    """Have the cards of these records looked at again, and not shown until then."""
    records = list(dict.fromkeys(ids))
    if not records:
        return
    Card.objects.filter(kind=kind, record__in=records, current=True).update(current=False)
    CardChange.objects.bulk_create(
        [CardChange(kind=kind, record=record) for record in records], batch_size=500
    )
    jobs.ring(DRAIN)


@transaction.atomic
def want_all_cards() -> None:
    """Have every card looked at again; those that stand are shown meanwhile."""
    CardChange.objects.create(kind=EVERYTHING)
    jobs.ring(DRAIN)


def follow(claim: Claim[CardChange]) -> None:
    """Bring the cards of a batch of changes up to what their pages say now."""
    wanted: dict[str, set[int]] = {}
    for row in claim.rows:
        wanted.setdefault(row.kind, set()).add(row.record)
    if wanted.pop(EVERYTHING, None):
        _spread()
    for kind, ids in wanted.items():
        if kind in KINDS:
            # Of two workers that draw one record, the later one looks once more after writing.
            while _bring(kind, sorted(ids)):
                for row in claim.unsettled:
                    claim.hold(row)


def _spread() -> None:
    """Write a row for every record that has a card or ought to have one."""
    for kind in KINDS.values():
        known = Card.objects.filter(kind=kind.name).values_list("record", flat=True).distinct()
        ids = dict.fromkeys([*kind.all_ids(), *known])
        CardChange.objects.bulk_create(
            [CardChange(kind=kind.name, record=record) for record in ids], batch_size=500
        )
    jobs.ring(DRAIN)


def _bring(kind: str, ids: Sequence[int]) -> int:
    """Draw, keep or remove the cards of these records; return of how many anything was to be written."""
    changed = 0
    for language in codes():
        with translation.override(language):
            said = _printable(KINDS[kind].words(ids, language), language)
        standing = {
            card.record: card for card in Card.objects.filter(kind=kind, record__in=ids, language=language)
        }
        for record in ids:
            changed += _settle(kind, record, said.get(record), standing.get(record))
    return changed


def _printable(said: Words, language: str) -> Mapping[int, CardWords]:
    """Return the cards our fonts can set, each with the name of the site on it."""
    found = {}
    for record, words in said.items():
        card = framed(words, language)
        try:
            card.for_print()
        except MissingLetters as missing:
            logger.info("No card for %s in %s: %s", words.subject, language, missing)
            continue
        found[record] = card
    return found


def _settle(kind: str, record: int, words: CardWords | None, standing: Card | None) -> bool:
    """Make the card of one record in one language what it has to be; tell whether anything was to do."""
    if words is None:
        if standing is not None:
            _remove(standing)
        return standing is not None
    digest = words.digest(edition())
    facts = {
        "subject": words.subject,
        "digest": digest,
        "frame": frame_digest(words.language),
        "alt": words.title.value,
        "picture": words.picture_id,
        "current": True,
    }
    if standing is not None and standing.digest == digest:
        outdated = any(getattr(standing, name) != value for name, value in facts.items())
        if outdated:
            Card.objects.filter(pk=standing.pk, digest=digest).update(**facts)
        return outdated
    name = f"{FOLDER}/{kind}/{record // PER_FOLDER}/{record}-{words.language}-{digest}.jpg"
    path = default_storage.save(name, ContentFile(_drawn(words)))
    with transaction.atomic():
        Card.objects.update_or_create(
            kind=kind, record=record, language=words.language, defaults={**facts, "path": path}
        )
        if standing is not None:
            transaction.on_commit(lambda: _forget(standing.path))
    return True


def _drawn(words: CardWords) -> bytes:
    """Draw a card; without its picture where that cannot be read, because the words are worth showing too."""
    if words.picture:
        try:
            with default_storage.open(words.picture) as file:
                return draw(words, file.read())
        except OSError as error:
            logger.warning("The card of %s stands without its picture: %s", words.subject, error)
    return draw(words, None)


def _remove(card: Card) -> None:
    with transaction.atomic():
        Card.objects.filter(pk=card.pk).delete()
        transaction.on_commit(lambda: _forget(card.path))


def _forget(path: str) -> None:
    default_storage.delete(path)


CHANGES = Drain(
    name=DRAIN,
    model=CardChange,
    work=follow,
    batch=1,  # ten cards, at a fifth of a second each: after every batch others may go first
    attempts=4,
    keep=timedelta(days=1),
    gives_way=True,  # only who pastes a link elsewhere sees a card
)
