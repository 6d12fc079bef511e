"""What every translator does, whoever it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a translator makes of one text; ``text`` is empty where it cannot.

    ``lacking`` are the words it does not know, as they were written. ``known`` are the words it does
    know, each with its translation: a help to the reader where the whole text has none.
    """

    text: str = ""
    lacking: tuple[str, ...] = ()
    known: tuple[tuple[str, str], ...] = ()


class TranslatorFailed(Exception):
    """A translator gave no answer, or one nobody can use; the message says what happened.

    ``passing`` where the same question may be answered later: a time-out, too many questions at once.
    """

    def __init__(self, message: str, *, passing: bool) -> None:
        super().__init__(message)
        self.passing = passing


class Translator(Protocol):
    """Languages are codes of the portal."""

    @property
    def name(self) -> str:
        """Return how it is called."""

    @property
    def outside(self) -> bool:
        """Say whether it asks another machine, which takes seconds and may fail."""

    def can(self, source: str, target: str) -> bool:
        """Say whether it translates between these languages, without asking anybody."""

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[Proposal]:
        """Return one proposal for each text, in their order. Raises TranslatorFailed; keeps nothing.

        Call one that is ``outside`` outside a transaction.
        """
