"""A tour as something visitors report and moderators suspend."""

from django.utils.translation import gettext_lazy as _

from catalog.moderation.kinds import offer
from catalog.tourism.models import Tour
from catalog.tourism.selectors.tours import shown
from catalog.tourism.services.suspending import restore_tour, suspend_tour
from catalog.translation.selectors import local_text

KIND = offer(
    Tour,
    label=_("tour"),
    shown=shown,
    title=lambda tour, language: local_text(tour, "title", language),
    suspend=lambda tour, by: suspend_tour(tour=tour, by=by),
    restore=lambda tour, state, by: restore_tour(tour=tour, to=state, by=by),
)
