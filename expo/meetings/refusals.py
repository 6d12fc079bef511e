"""Why a meeting cannot be had, as the people concerned read it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from expo.meetings.models import Side


class Taken(ValidationError):
    """A party has another meeting in that time; ``whose`` says which side."""

    def __init__(self, whose: Side) -> None:
        words = {
            Side.BUYER: _("The buyer has another meeting at that time. Propose another time."),
            Side.EXHIBITOR: _("The exhibitor has another meeting at that time. Propose another time."),
        }
        super().__init__(words[whose], code="taken")
        self.whose = whose


def past() -> ValidationError:
    """Return what is raised for a time that has passed."""
    return ValidationError(_("This time has passed. Choose a later one."), code="past")


def moved_on() -> ValidationError:
    """Return what is raised where the other side has done something meanwhile."""
    return ValidationError(
        _("This meeting has changed meanwhile. Look at it as it is now, then decide."), code="moved_on"
    )
