"""Which fields of this room have a column per language."""

from modeltranslation.translator import TranslationOptions, register

from expo.fair.models import Booth, Edition, Exhibit, Hall


@register(Edition)
class EditionTranslation(TranslationOptions):
    fields = ("name", "theme")


@register(Hall)
class HallTranslation(TranslationOptions):
    fields = ("name", "intro")


@register(Booth)
class BoothTranslation(TranslationOptions):
    fields = ("headline", "about")


@register(Exhibit)
class ExhibitTranslation(TranslationOptions):
    fields = ("note", "price_note")
