"""Which fields of this room have a column per language."""

from modeltranslation.translator import TranslationOptions, register

from expo.fair.models import Booth, BoothDocument, BoothVideo, Edition, Exhibit, Hall, Session


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


@register(BoothDocument)
class BoothDocumentTranslation(TranslationOptions):
    fields = ("name",)


@register(BoothVideo)
class BoothVideoTranslation(TranslationOptions):
    fields = ("title", "transcript")


@register(Session)
class SessionTranslation(TranslationOptions):
    fields = ("title", "summary", "room")
