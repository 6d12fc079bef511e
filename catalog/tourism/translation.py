"""Which fields of this room have a column per language."""

from modeltranslation.translator import TranslationOptions, register

from catalog.tourism.models import BorderCrossing, EntryRule, Place, Route, Tour
from catalog.tourism.tour_document import TRANSLATED


@register(Place)
class PlaceTranslation(TranslationOptions):
    fields = ("name", "about")


@register(BorderCrossing)
class BorderCrossingTranslation(TranslationOptions):
    fields = ("terms",)


@register(Route)
class RouteTranslation(TranslationOptions):
    fields = ("name", "about")


@register(EntryRule)
class EntryRuleTranslation(TranslationOptions):
    fields = ("name", "note")


@register(Tour)
class TourTranslation(TranslationOptions):
    fields = TRANSLATED
