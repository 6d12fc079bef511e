"""Which fields of this room have a column per language."""

from modeltranslation.translator import TranslationOptions, register

from catalog.merchants.models import Brand, Organization, Storefront


@register(Organization)
class OrganizationTranslation(TranslationOptions):
    fields = ("name",)


@register(Storefront)
class StorefrontTranslation(TranslationOptions):
    fields = ("tagline", "about", "highlights")


@register(Brand)
class BrandTranslation(TranslationOptions):
    fields = ("name", "story")
