"""A product as something visitors report and moderators suspend."""

from django.utils.translation import gettext_lazy as _

from catalog.moderation.kinds import offer
from catalog.products.models import Product
from catalog.products.selectors.cards import shown
from catalog.products.services.suspending import restore_product, suspend_product
from catalog.translation.selectors import local_text

KIND = offer(
    Product,
    label=_("product"),
    shown=shown,
    title=lambda product, language: local_text(product, "title", language),
    suspend=lambda product, by: suspend_product(product=product, by=by),
    restore=lambda product, state, by: restore_product(product=product, to=state, by=by),
)
