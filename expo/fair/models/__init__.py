"""What the fair keeps."""

from expo.fair.models.applications import StandApplication, StandWish
from expo.fair.models.booth_media import BoothDocument, BoothVideo
from expo.fair.models.booths import Booth, Exhibit
from expo.fair.models.cards import CardExchange
from expo.fair.models.editions import Edition
from expo.fair.models.exhibitors import Exhibitor, ExhibitorFile, OrganizerLetter
from expo.fair.models.halls import Hall, Stand
from expo.fair.models.past import PastEdition
from expo.fair.models.programme import CalendarKey, Session, SessionSeat
from expo.fair.models.staffing import BoothHours, BoothStaff

__all__ = [
    "Booth",
    "BoothDocument",
    "BoothHours",
    "BoothStaff",
    "BoothVideo",
    "CalendarKey",
    "CardExchange",
    "Edition",
    "Exhibit",
    "Exhibitor",
    "ExhibitorFile",
    "Hall",
    "OrganizerLetter",
    "PastEdition",
    "Session",
    "SessionSeat",
    "Stand",
    "StandApplication",
    "StandWish",
]
