"""What identifies a traveller, encrypted: Fernet, by the keys of this installation.

The first of ``PERSONAL_DATA_KEYS`` seals, every one of them opens, so that keys can be changed while what
older ones sealed stays readable.
"""

import json
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.views.decorators.debug import sensitive_variables


class Unreadable(ValueError):
    """What was sealed cannot be opened: by none of the keys, or it was changed."""


@sensitive_variables()
def seal(values: Mapping[str, str]) -> bytes:
    """Return values encrypted and signed."""
    text = json.dumps(dict(values), ensure_ascii=False, sort_keys=True)
    return _box().encrypt(text.encode())


@sensitive_variables()
def unseal(sealed: bytes | memoryview) -> dict[str, str]:
    """Return the values that were sealed. Raises Unreadable, which says nothing of them."""
    try:
        found: dict[str, str] = json.loads(_box().decrypt(bytes(sealed)))
    except InvalidToken:
        raise Unreadable("No key of this installation opens this.") from None
    return found


def seal_anew(sealed: bytes | memoryview) -> bytes:
    """Return the same values sealed by the first key. Raises Unreadable."""
    try:
        return _box().rotate(bytes(sealed))
    except InvalidToken:
        raise Unreadable("No key of this installation opens this.") from None


def _box() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.PERSONAL_DATA_KEYS])
