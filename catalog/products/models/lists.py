"""Lists of goods a visitor keeps: favourites, and others by name."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.products.models.products import Product

KEY_BYTES = 12
TOKEN_BYTES = 24


def new_key() -> str:
    """Return an unguessable name for an address only its owner may open."""
    return secrets.token_urlsafe(KEY_BYTES)


def new_token() -> str:
    """Return an unguessable secret: 192 bits."""
    return secrets.token_urlsafe(TOKEN_BYTES)


class GoodsList(models.Model):
    """Goods a visitor keeps together.

    It belongs to a person who signs in, or to whoever holds the token of which ``holder`` is the hash.
    ``share_token`` opens it for reading to everybody who has the link; empty while it is not shared.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="goods_lists"
    )
    holder = models.CharField(max_length=64, blank=True)
    is_favourites = models.BooleanField(default=False)
    name = models.CharField(_("name"), max_length=80, blank=True)
    share_token = models.CharField(max_length=64, unique=True, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("list of goods")
        verbose_name_plural = _("lists of goods")
        indexes = [
            models.Index(fields=["holder"], condition=~Q(holder=""), name="products_lists_of_holder"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=False, holder="") | (Q(owner__isnull=True) & ~Q(holder="")),
                name="products_list_has_one_owner",
            ),
            # Two first favourites at once must not make two lists of them.
            models.UniqueConstraint(
                fields=["owner"],
                condition=Q(is_favourites=True, owner__isnull=False),
                name="products_favourites_of_owner",
            ),
            models.UniqueConstraint(
                fields=["holder"],
                condition=Q(is_favourites=True, owner__isnull=True),
                name="products_favourites_of_holder",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class GoodsListItem(models.Model):
    """A product on a list, with what its owner noted beside it."""

    goods_list = models.ForeignKey(GoodsList, on_delete=models.CASCADE, related_name="items")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    note = models.CharField(_("note"), max_length=300, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["goods_list", "product"], name="products_on_list_once"),
        ]

    def __str__(self) -> str:
        return f"{self.goods_list_id}:{self.product_id}"
