"""What happens to pictures, for rooms above to write rows about."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PictureChanged:
    """A picture may have another file from now on, or was deleted."""

    picture_id: int
