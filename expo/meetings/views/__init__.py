"""Pages of the buyer's side: asking, one's meetings, one of them, its calendar file, and partners."""

from expo.meetings.views.asking import ask
from expo.meetings.views.own import calendar, mine, one
from expo.meetings.views.partners import partners

__all__ = ["ask", "calendar", "mine", "one", "partners"]
