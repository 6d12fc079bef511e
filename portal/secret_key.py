"""The keys of an installation that was given none: kept in its data folder, made at the first start."""

import base64
import binascii
import os
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

FERNET_BYTES = 32


def local_secret_key(data_dir: Path, *, required: bool) -> str:
    """Return the signing key kept in the data folder, making it at the first start.

    Raises ImproperlyConfigured in production, where the key must be given, and where the data
    folder cannot be written.
    """
    if required:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. Give it (or SECRET_KEY_FILE) 50 random characters."
        )
    return _kept(data_dir, "secret_key", lambda: secrets.token_urlsafe(50))


def personal_data_keys(data_dir: Path, *, given: Sequence[str]) -> list[str]:
    """Return the keys that seal what identifies people: those given, else one kept in the data folder.

    The first seals, all of them open: a new one is put first, and the old ones stay until everything is
    sealed anew. Raises ImproperlyConfigured for one that is no Fernet key, without showing it.
    """
    keys = list(given) or [_kept(data_dir, "personal_data_key", _fernet_key)]
    for number, key in enumerate(keys, start=1):
        if not _is_fernet_key(key):
            raise ImproperlyConfigured(
                f"PERSONAL_DATA_KEYS: key {number} is not understood. Accepted: {FERNET_BYTES} random bytes "
                "in URL-safe base64, several with commas between, the one that seals first."
            )
    return keys


def _fernet_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(FERNET_BYTES)).decode()


def _is_fernet_key(key: str) -> bool:
    try:
        return len(base64.b64decode(key, altchars=b"-_", validate=True)) == FERNET_BYTES
    except (binascii.Error, ValueError):
        return False


def _kept(data_dir: Path, name: str, make: Callable[[], str]) -> str:
    path = data_dir / name
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            # Several processes may be starting: each writes its own draft, the first link wins whole.
            draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
            draft.write_text(make(), encoding="utf-8")
            draft.chmod(0o600)
            try:
                os.link(draft, path)
            except FileExistsError:
                pass
            finally:
                draft.unlink()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The data folder {data_dir} cannot be written: {error.strerror}. "
            "Give this user the right to write there, or set DATA_DIR to another folder."
        ) from error
    return path.read_text(encoding="utf-8").strip()
