"""Goods that readers know already, at the desk."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext_lazy

from catalog.products.desk.editing import GOODS_DRAFTS
from catalog.products.desk.shown import Shown
from catalog.products.models import Product
from catalog.products.services.listings import move_product

Status = Product.Status


class ShownGoods(Shown):
    """Goods: a suspended one is a moderator's, one that is archived stays so."""

    drafts = GOODS_DRAFTS
    model = Product
    page = "products/desk/published.html"
    offered = {
        Status.PUBLISHED: (Status.PAUSED, Status.ARCHIVED),
        Status.PAUSED: (Status.PUBLISHED, Status.ARCHIVED),
    }
    questions = {
        Status.PAUSED: gettext_lazy("Pause this listing? Readers do not find it until you show it again."),
        Status.PUBLISHED: gettext_lazy("Show this listing again?"),
        Status.ARCHIVED: gettext_lazy(
            "Archive this listing? Readers no longer find it; it stays at your desk."
        ),
    }

    def move_to(self, offer: Product, to: str, by: AbstractBaseUser, role: str) -> Product:
        return move_product(product=offer, to=to, by=by, role=role)


SHOWN_GOODS = ShownGoods()
