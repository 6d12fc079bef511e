"""Whether a traveller may cross every border of a route: pure functions, no database, no legal advice."""

from catalog.tourism.entry.checking import check_route as check_route
from catalog.tourism.entry.terms import Border as Border
from catalog.tourism.entry.terms import BorderAnswer as BorderAnswer
from catalog.tourism.entry.terms import CrossingTerms as CrossingTerms
from catalog.tourism.entry.terms import Judged as Judged
from catalog.tourism.entry.terms import Reason as Reason
from catalog.tourism.entry.terms import RouteAnswer as RouteAnswer
from catalog.tourism.entry.terms import Rule as Rule
from catalog.tourism.entry.terms import Traveller as Traveller
from catalog.tourism.entry.terms import Verdict as Verdict
