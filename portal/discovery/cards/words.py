"""What one share card says: plain words of one page in one language, and the picture beside them."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace

from catalog.files.typesetting.letters import settable
from catalog.translation.texts import LocalText

Price = tuple[str, str, str]
"""An amount with what stands before and after it in smaller letters."""


@dataclass(frozen=True, slots=True)
class CardWords:
    """One card.

    ``subject`` is how the page's address names what the card is about; ``kind`` stands above the title,
    ``line`` below it; ``picture`` is a path in the public storage, ``picture_id`` the picture's own; a
    ``logo`` is shown whole, other pictures fill their place.
    """

    subject: str
    language: str
    title: LocalText
    kind: str = ""
    line: str = ""
    price: Price | None = None
    picture: str = ""
    picture_id: int | None = None
    logo: bool = False
    site: str = ""

    def digest(self, edition: str) -> str:
        """Return the hash of everything that can be seen on the card, drawn by an edition of the drawing."""
        seen = asdict(self) | {"title": [self.title.value, self.title.language]}
        text = json.dumps([edition, seen], ensure_ascii=False, sort_keys=True)
        return hashlib.blake2s(text.encode(), digest_size=12).hexdigest()

    def for_print(self) -> "CardWords":
        """Return the card with its texts as our fonts can set them. Raises MissingLetters."""
        return replace(
            self,
            title=LocalText(settable(self.title.value), self.title.language),
            kind=settable(self.kind),
            line=settable(self.line),
            site=settable(self.site),
            price=self.price and (_part(self.price[0]), settable(self.price[1]), _part(self.price[2])),
        )


def _part(text: str) -> str:
    """Return a part of a price with the spaces at its ends, which keep it off the amount."""
    inner = settable(text)
    before, after = text[:1].isspace(), text[-1:].isspace()
    return f"{' ' * before}{inner}{' ' * after}" if inner else ""
