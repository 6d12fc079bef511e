"""The signing key of an installation that was given none."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def local_secret_key(data_dir: Path, *, required: bool) -> str:
    """Return the key kept in the data folder, making it at the first start.

    Raises ImproperlyConfigured in production, where the key must be given, and where the data
    folder cannot be written.
    """
    if required:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. Give it (or SECRET_KEY_FILE) 50 random characters."
        )
    path = data_dir / "secret_key"
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            # Several processes may be starting: each writes its own draft, the first link wins whole.
            draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
            draft.write_text(secrets.token_urlsafe(50), encoding="utf-8")
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
