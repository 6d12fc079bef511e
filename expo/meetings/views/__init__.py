"""Pages of the buyer's side: asking, one's meetings, one of them, its calendar file."""

from expo.meetings.views.asking import ask
from expo.meetings.views.own import calendar, mine, one

__all__ = ["ask", "calendar", "mine", "one"]
