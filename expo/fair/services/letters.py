"""Writes: what the organizer tells exhibitors, in the language of each."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.audit import services as audit
from catalog.merchants.models import WRITERS, Membership
from catalog.notices import services as notices
from expo.fair.models import Edition, OrganizerLetter
from expo.fair.refusals import Refused
from expo.fair.selectors.exhibitors import CHOICES, LETTER, Expected, chosen, expected
from expo.fair.services.editions import ROLE

Texts = Mapping[str, str]
NEXT = ("en", "zh-hans")
SAME_WITHIN = timedelta(hours=1)
"""Within this a letter like the last one to the same is a button pressed twice, and not meant."""


def language_for(language: str, written: Texts) -> str:
    """Return the language in which a reader of `language` gets a letter that is written in some."""
    return next((code for code in (language, *NEXT) if code in written), next(iter(written)))


@transaction.atomic
def write_to_exhibitors(
    *, edition: Edition, subject: Texts, text: Texts, choice: str, by: AbstractBaseUser
) -> OrganizerLetter:
    """Write to the exhibitors a choice means, each in its language or the nearest that is written.

    Who claimed a booth is told through the owners and editors of its organization, on the site too; the
    others at the address on the list. Raises Refused without a subject and a text in one same language,
    where nobody is meant, or where the same letter went to the same choice within the hour; LookupError
    for a choice that is none.
    """
    if choice not in CHOICES:
        raise LookupError(f"There is no choice {choice!r} of exhibitors.")
    written = {
        code: subject[code] for code in subject if subject[code].strip() and text.get(code, "").strip()
    }
    if not written:
        raise Refused(_("Write a subject and a text in at least one language."))
    meant = chosen(expected(edition), choice)
    if not meant:
        raise Refused(_("This means no exhibitor: nobody was written to."))
    letter = OrganizerLetter(
        edition=edition,
        subject=dict(written),
        text={code: text[code] for code in written},
        chosen=choice,
        told=len(meant),
        sent_at=timezone.now(),
        sent_by_id=by.pk,
    )
    _check_new(letter)
    letter.save(force_insert=True)
    _send(letter, meant)
    audit.record(
        actor=by, role=ROLE, action="exhibitors.written-to", target=edition, after={"told": len(meant)}
    )
    return letter


def _check_new(letter: OrganizerLetter) -> None:
    """Raise Refused for a letter that has just been sent; one after the other, so that one of two is."""
    Edition.objects.select_for_update().get(pk=letter.edition_id)
    of_late = OrganizerLetter.objects.filter(
        edition=letter.edition_id, chosen=letter.chosen, sent_at__gt=letter.sent_at - SAME_WITHIN
    )
    if any((one.subject, one.text) == (letter.subject, letter.text) for one in of_late):
        raise Refused(_("This letter was sent just now. It was not sent again."))


def _send(letter: OrganizerLetter, meant: Sequence[Expected]) -> None:
    writers = _writers([one.row.booth.organization_id for one in meant if one.row.booth])
    for one in meant:
        row = one.row
        code = language_for(row.language, letter.subject)
        values = {
            "letter": str(letter.pk),
            "subject": letter.subject[code],
            "text": letter.text[code],
            "name": row.name,
        }
        people = writers.get(row.booth.organization_id, []) if row.booth else []
        if people:
            notices.notify(kind=LETTER, recipients=people, key=f"{letter.pk}:{row.pk}", values=values)
        else:
            notices.write_to(
                kind=LETTER,
                address=row.email,
                language=row.language,
                key=f"{letter.pk}:{row.pk}",
                values=values,
            )


def _writers(organizations: Sequence[int]) -> dict[int, list[AbstractBaseUser]]:
    """Return who writes for each organization, each person once: two queries."""
    rows = set(
        Membership.objects.filter(organization__in=organizations, role__in=WRITERS).values_list(
            "organization_id", "user_id"
        )
    )
    people = get_user_model().objects.filter(is_active=True).in_bulk({user for _organization, user in rows})
    found: dict[int, list[AbstractBaseUser]] = {}
    for organization, user in sorted(rows):
        if user in people:
            found.setdefault(organization, []).append(people[user])
    return found
