"""Forms that strangers send ask here whether a person sends them; `portal.accounts` brings the check."""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, Protocol

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _


class Outcome(Enum):
    """What the check thinks of a posted form."""

    PASSED = "passed"
    STALE = "stale"  # open too long or sent twice: people do that, so it only has to be sent again
    DOUBTED = "doubted"  # the question must be answered


class PersonCheck(Protocol):
    """The check of one form shown to one visitor."""

    def examine(self, posted: Mapping[str, Any]) -> Outcome:
        """Judge a posted form; what it carried is used up by that."""
        ...

    def ask_again(self, *, doubted: bool) -> object:
        """Return the value ``challenge`` of the template ``account/bot_check.html`` for the next showing."""
        ...


# The request, the name of the form, and how many seconds people need at least to fill it in.
Maker = Callable[[HttpRequest, str, float], PersonCheck]

_makers: list[Maker] = []


def provide(maker: Maker) -> None:
    """Bring the check, while the site starts; the last one brought counts."""
    _makers.append(maker)


def check(request: HttpRequest, *, purpose: str, least: float) -> PersonCheck:
    """Return the check for a form. Raises LookupError where nobody brought one: no form goes unguarded."""
    if not _makers:
        raise LookupError("No check of persons is provided; portal.accounts brings one.")
    return _makers[-1](request, purpose, least)


def refuse(outcome: Outcome) -> None:
    """Raise ValidationError with what the reader has to do, unless the check is content."""
    if outcome is Outcome.STALE:
        raise ValidationError(_("This form was open for too long or was already sent. Please send it again."))
    if outcome is Outcome.DOUBTED:
        raise ValidationError(_("We are not sure that a person sent this. Please answer the question below."))


class CheckedForm(forms.Form):
    """A form that strangers send: whoever sent it is judged before anything else is believed.

    Put it before the form with the fields; ``check`` is set where the form is made.
    """

    check: PersonCheck
    outcome = Outcome.PASSED

    @property
    def challenge(self) -> object:
        """Return what the form must carry when it is shown."""
        return self.check.ask_again(doubted=self.outcome is Outcome.DOUBTED)

    def clean(self) -> dict[str, Any] | None:
        """Judge who sent it. Raises ValidationError with what the reader has to do."""
        self.outcome = self.check.examine(self.data)
        refuse(self.outcome)
        return super().clean()
