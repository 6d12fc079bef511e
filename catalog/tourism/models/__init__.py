"""What the room holds: the region's places, routes and rules of entry; tours, departures and bookings."""

from catalog.tourism.models.departures import Booking as Booking
from catalog.tourism.models.departures import Departure as Departure
from catalog.tourism.models.departures import DeparturePattern as DeparturePattern
from catalog.tourism.models.departures import SeatsAway as SeatsAway
from catalog.tourism.models.departures import Traveller as Traveller
from catalog.tourism.models.places import BorderCrossing as BorderCrossing
from catalog.tourism.models.places import Place as Place
from catalog.tourism.models.routes import Route as Route
from catalog.tourism.models.routes import RouteStop as RouteStop
from catalog.tourism.models.rules import EntryRule as EntryRule
from catalog.tourism.models.tours import FormerTourSlug as FormerTourSlug
from catalog.tourism.models.tours import Tour as Tour
from catalog.tourism.models.tours import TourDraft as TourDraft
from catalog.tourism.models.tours import TourStop as TourStop
from catalog.tourism.models.tours import TourVersion as TourVersion
