"""The languages of a listing of goods: how far each is, its words beside the original, which are shown."""

from django.utils.translation import gettext_lazy

from catalog.products.desk.beside import Beside, Label
from catalog.products.desk.editing import GOODS_DRAFTS
from catalog.products.document import ProductDocument
from catalog.products.labels import LONG, label_of
from catalog.products.languages import places_of
from catalog.products.selectors.languages import written_properties
from catalog.translation.places import TextPlace


class GoodsBeside(Beside):
    """Goods: offered in a language with title, properties and terms."""

    drafts = GOODS_DRAFTS
    head = "products/desk/head.html"
    explained = gettext_lazy(
        "You write in %(language)s. A language is offered to buyers once title, properties and terms"
        " are in it; summary and description may follow."
    )
    ready = gettext_lazy("Title, properties and terms are in this language: it can be published.")

    def wording(self, document: ProductDocument, language: str) -> tuple[list[TextPlace], Label]:
        properties = written_properties(document.category, language)
        return places_of(document, properties.keys()), lambda place: label_of(place, properties)

    def rows(self, place: str) -> int:
        return LONG.get(place, 0)


GOODS_BESIDE = GoodsBeside()
