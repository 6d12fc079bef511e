"""Which fields of this room have a column per language."""

from modeltranslation.translator import TranslationOptions, register

from catalog.products.document import TRANSLATED
from catalog.products.models import Attribute, Category, GeographicalIndication, Product


@register(Category)
class CategoryTranslation(TranslationOptions):
    fields = ("name",)


@register(Attribute)
class AttributeTranslation(TranslationOptions):
    fields = ("name",)


@register(GeographicalIndication)
class GeographicalIndicationTranslation(TranslationOptions):
    fields = ("name", "story")


@register(Product)
class ProductTranslation(TranslationOptions):
    fields = TRANSLATED
