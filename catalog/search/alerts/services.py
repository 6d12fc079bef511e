"""Writes: searches are saved, changed and forgotten."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.notices import selectors as readers
from catalog.notices import services as notices
from catalog.notices.registry import NoticeKind
from catalog.search.alerts.links import CONFIRM_WITHIN, confirm_path
from catalog.search.alerts.questions import (
    known_now,
    name_of,
    query_of,
    question_key,
    question_of,
    settled,
)
from catalog.search.alerts.telling import KIND
from catalog.search.models import SavedSearch
from catalog.search.understanding import Query
from catalog.translation.texts import clean

MOST_SAVED = 50
MOST_OF_AN_ADDRESS = 10
MOST_LETTERS = 3
"""Letters a day that ask one address to confirm: nobody's mailbox is filled by others."""
CONFIRM = NoticeKind(
    name="search.confirm",
    label=gettext_lazy("Confirm a saved search"),
    subject="search/mail/confirm_subject.txt",
    text="search/mail/confirm_text.txt",
    may_stop=False,
)
KINDS = (KIND, CONFIRM)


def save_search(*, owner: AbstractBaseUser, query: Query, frequency: str, name: str = "") -> SavedSearch:
    """Save a search for a person; one saved before is changed, not doubled.

    Raises ValidationError for a frequency that does not exist, a name that does not do and one search
    too many; IndexMissingError or EngineDownError while it cannot be said what matches now.
    """
    query = settled(query)
    known = _known(query)
    named = _name(name) if name.strip() else name_of(query)
    changed = {"frequency": _frequency(frequency), "is_paused": False}
    with transaction.atomic():
        mine = SavedSearch.objects.filter(owner_id=owner.pk)
        found = _same(mine, query).first()
        if found:
            mine.filter(pk=found.pk).update(**changed)
            return found
        if mine.count() >= MOST_SAVED:
            raise ValidationError(_("You can save up to %(most)s searches.") % {"most": MOST_SAVED})
        kept = {**changed, **known, "name": named, "confirmed_at": timezone.now()}
        return _keep(query, kept, owner_id=owner.pk)


def _same(rows: QuerySet[SavedSearch], query: Query) -> QuerySet[SavedSearch]:
    return rows.filter(language=query.language, question_key=question_key(question_of(query)))


def _keep(query: Query, kept: dict[str, Any], **whose: Any) -> SavedSearch:
    question = question_of(query)
    return SavedSearch.objects.get_or_create(
        **whose,
        language=query.language,
        question_key=question_key(question),
        defaults={**kept, "question": question},
    )[0]


def _known(query: Query) -> dict[str, Any]:
    """Return what the search finds now, as it is kept. Never in a transaction: an engine may be far away."""
    known, is_wide = known_now(query)
    return {"known": [] if is_wide else known, "is_wide": is_wide, "known_at": timezone.now()}


def _frequency(text: str) -> str:
    if text not in SavedSearch.Frequency.values:
        raise ValidationError({"frequency": [_("Choose how often.")]})
    return text


def _name(text: str) -> str:
    name = clean(" ".join(text.split()))
    longest = SavedSearch._meta.get_field("name").max_length or 0
    if not name or len(name) > longest:
        raise ValidationError(
            {"name": [_("Give it a name of up to %(most)s characters.") % {"most": longest}]}
        )
    return name


def ask_address(*, address: str, query: Query, frequency: str, now: datetime | None = None) -> None:
    """Ask the owner of a mail address whether they want to be told; until they say so, nothing is.

    Answers nothing: whether the address is known here, has an account, or was asked too often today is
    nobody's business. Raises ValidationError for a frequency that does not exist; IndexMissingError or
    EngineDownError while it cannot be said in which unit prices are compared.
    """
    moment = now or timezone.now()
    query = settled(query)
    address = address.strip().lower()
    kept = {"frequency": _frequency(frequency), "name": name_of(query)}
    with transaction.atomic():
        theirs = SavedSearch.objects.filter(owner__isnull=True, address=address)
        saved = _same(theirs, query).first()
        if saved is None:
            if theirs.count() >= MOST_OF_AN_ADDRESS:
                return
            saved = _keep(query, kept, owner=None, address=address)
        if readers.letters_since(address, CONFIRM.name, moment - timedelta(days=1)) >= MOST_LETTERS:
            return
        with translation.override(query.language):
            notices.write_to(
                address=address,
                language=query.language,
                kind=CONFIRM.name,
                key=f"{saved.pk}:{moment.isoformat()}",
                values={"name": saved.name, "saved": str(saved.pk)},
                link=confirm_path(saved),
            )


def confirm(*, key: UUID) -> SavedSearch | None:
    """Tell an address from now on what comes to match, or None where the search is gone.

    Where the address has an account, the search becomes that person's. Confirming twice changes nothing.
    Raises IndexMissingError or EngineDownError while it cannot be said what matches now.
    """
    saved = SavedSearch.objects.filter(pk=key).first()
    if saved is None or saved.confirmed_at:
        return saved
    known = _known(query_of(saved))
    with transaction.atomic():
        people = get_user_model().objects.filter(is_active=True)
        named = {f"{get_user_model().get_email_field_name()}__iexact": saved.address}
        person = people.filter(**named).first()
        whose: dict[str, Any] = {"owner": person, "address": ""} if person else {}
        if person and (own := _same(SavedSearch.objects.filter(owner_id=person.pk), query_of(saved)).first()):
            SavedSearch.objects.filter(pk=saved.pk).delete()
            return own
        waiting = SavedSearch.objects.filter(pk=saved.pk, confirmed_at__isnull=True)
        waiting.update(confirmed_at=timezone.now(), **known, **whose)
        if person:
            _forget_letters(saved)
        return SavedSearch.objects.filter(pk=saved.pk).first()


def rename(*, saved: SavedSearch, name: str) -> None:
    """Give a saved search another name. Raises ValidationError for none or one too long."""
    SavedSearch.objects.filter(pk=saved.pk).update(name=_name(name))


def set_frequency(*, saved: SavedSearch, frequency: str) -> None:
    """Tell of a saved search at once or once a day. Raises ValidationError for anything else."""
    SavedSearch.objects.filter(pk=saved.pk).update(frequency=_frequency(frequency))


@transaction.atomic
def pause(*, saved: SavedSearch) -> None:
    """Tell nothing of a saved search until it goes on; what was found and not told yet is forgotten."""
    SavedSearch.objects.filter(pk=saved.pk).update(is_paused=True)
    saved.alert_hits.filter(told_at__isnull=True).delete()


def resume(*, saved: SavedSearch) -> None:
    """Tell again, of what is new from now on.

    Raises IndexMissingError or EngineDownError while it cannot be said what matches now.
    """
    known = _known(query_of(saved))
    SavedSearch.objects.filter(pk=saved.pk).update(is_paused=False, **known)


def remove(*, saved: SavedSearch) -> None:
    """Forget a saved search with everything that was found for it."""
    _remove(SavedSearch.objects.filter(pk=saved.pk))


def stop(*, saved: SavedSearch, everything: bool = False) -> None:
    """End the mails of a saved search, or of all of its address, and keep nothing of them."""
    every = everything and not saved.owner_id
    mine = SavedSearch.objects.filter(owner__isnull=True, address=saved.address)
    _remove(mine if every else SavedSearch.objects.filter(pk=saved.pk))


def forget_address(*, address: str) -> None:
    """Keep nothing of a mail address: no saved search, no letter, sent or not."""
    _remove(SavedSearch.objects.filter(owner__isnull=True, address=address.strip().lower()))


@transaction.atomic
def _remove(rows: QuerySet[SavedSearch]) -> int:
    gone = list(rows)
    for saved in gone:
        if saved.address:
            _forget_letters(saved)
    SavedSearch.objects.filter(pk__in=[saved.pk for saved in gone]).delete()
    return len(gone)


def _forget_letters(saved: SavedSearch) -> None:
    for kind in KINDS:
        notices.forget_letters(address=saved.address, kind=kind.name, saved=str(saved.pk))


def prune(*, now: datetime | None = None) -> int:
    """Forget addresses whose owners did not confirm in time; return how many searches went."""
    before = (now or timezone.now()) - CONFIRM_WITHIN
    return _remove(SavedSearch.objects.filter(confirmed_at__isnull=True, created_at__lt=before))
