"""What the region's tourism database holds: places, crossings, routes, and rules of entry."""

from catalog.tourism.models.places import BorderCrossing as BorderCrossing
from catalog.tourism.models.places import Place as Place
from catalog.tourism.models.routes import Route as Route
from catalog.tourism.models.routes import RouteStop as RouteStop
from catalog.tourism.models.rules import EntryRule as EntryRule
