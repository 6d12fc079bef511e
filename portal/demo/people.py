"""Who may sign in to the demonstration. Passwords are made for the installation and kept in a file of it."""

import json
import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction

from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.notices.services import silence
from catalog.tourism.booking_letters import TO_BOOKER
from portal.accounts.models import User
from portal.accounts.services import create_administrator, create_person, set_new_password
from portal.demo.models import Exhibit
from portal.demo.schema import PersonEntry
from portal.demo.shelves import Shelf, Tally

EDITORS = "Editors"  # the group Wagtail's own migrations make


def passwords_file() -> Path:
    """Return where the sign-ins of this installation are kept, readable by its owner only."""
    return Path(settings.DATA_DIR) / "demo-accounts.json"


def kept_passwords() -> dict[str, str]:
    """Return the passwords by e-mail address; none where the file is not there or cannot be understood."""
    try:
        kept = json.loads(passwords_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(email): str(password) for email, password in kept.items()} if isinstance(kept, dict) else {}


def keep_passwords(passwords: Mapping[str, str]) -> None:
    """Write the file of sign-ins: whole or not at all, and never readable by others, not for a moment."""
    path = passwords_file()
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "w", encoding="utf-8") as file:
        json.dump(dict(passwords), file, indent=2)
    part.replace(path)


def bring_people(people: Sequence[PersonEntry], organizations: Mapping[str, Organization]) -> Tally:
    """Bring everybody who may sign in; a person whose password was lost gets another."""
    shelf = Shelf(Exhibit.Kind.PERSON, User, Tally("Accounts"))
    passwords = kept_passwords()
    before = dict(passwords)
    for person in people:
        organization = organizations.get(person.organization)
        stated = asdict(person) | {
            "organization": organization.pk if organization else None,
            "silent": [TO_BOOKER.name],
        }
        if person.email in passwords and shelf.stands(person.email, stated):
            continue
        password = passwords.setdefault(person.email, secrets.token_urlsafe(12))
        with transaction.atomic():
            shelf.put(person.email, stated, _admit(person, organization, password, shelf.row(person.email)))
    if passwords != before:
        keep_passwords(passwords)
    return shelf.tally


def _admit(person: PersonEntry, organization: Organization | None, password: str, known: User | None) -> User:
    if known is None:
        known = create_person(
            email=person.email,
            password=password,
            name=person.name,
            language=person.language,
            currency=person.currency,
            time_zone=person.time_zone,
        )
    else:
        set_new_password(user=known, password=password)
        # Whoever chose another clock meanwhile keeps it.
        User.objects.filter(pk=known.pk, time_zone="").update(time_zone=person.time_zone)
    if person.does == "administrator":
        create_administrator(email=person.email, password=password)
    elif person.does == "portal editor":
        known.groups.add(Group.objects.get(name=EDITORS))
    elif organization is not None:
        add_member(organization=organization, user_id=known.pk, role=person.does)
    # These addresses are nobody's: what happens is told on the site, and no mail goes to them.
    silence(people=[known.pk], even=[TO_BOOKER.name])
    return known
