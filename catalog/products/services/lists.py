"""Writes: lists of goods a visitor keeps."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.numbers import services as numbers
from catalog.products.models import GoodsList, GoodsListItem, Product
from catalog.products.models.lists import new_token
from catalog.products.selectors.lists import Keeper, kept_by
from catalog.translation.texts import clean

MOST_GOODS = 200
MOST_LISTS = 50
# The cookie of somebody who never signs in lives a year from the last visit; then nobody can open these.
UNTOUCHED_DAYS = 400


@transaction.atomic
def keep_goods(*, keeper: Keeper, product: Product, goods_list: GoodsList | None = None) -> GoodsList:
    """Put a product on a list, on the favourites where none is named; what is on it stays as it is.

    Raises ValidationError where the list is full.
    """
    wanted = goods_list or _favourites(keeper)
    held = GoodsList.objects.select_for_update().get(pk=wanted.pk)
    if not held.items.filter(product=product).exists():
        if held.items.count() >= MOST_GOODS:
            raise ValidationError(_("A list holds up to %(most)s goods.") % {"most": MOST_GOODS})
        GoodsListItem.objects.create(goods_list=held, product=product)
        numbers.count(kind="product", subject_id=product.pk, saves=1, by=keeper.user_id)
        _touch(held)
    return held


def _favourites(keeper: Keeper) -> GoodsList:
    """Return the visitor's favourites, made now if there are none yet."""
    if keeper.user_id is not None:
        return GoodsList.objects.get_or_create(owner_id=keeper.user_id, is_favourites=True)[0]
    return GoodsList.objects.get_or_create(owner=None, holder=keeper.holder, is_favourites=True)[0]


def _touch(goods_list: GoodsList) -> None:
    GoodsList.objects.filter(pk=goods_list.pk).update(updated_at=timezone.now())


def _name(text: str) -> str:
    name = clean(" ".join(text.split()))
    longest = GoodsList._meta.get_field("name").max_length or 0
    if not name or len(name) > longest:
        raise ValidationError(
            {"name": [_("Give the list a name of up to %(most)s characters.") % {"most": longest}]}
        )
    return name


@transaction.atomic
def new_list(*, keeper: Keeper, name: str) -> GoodsList:
    """Begin a list. Raises ValidationError for no name, one too long, or one list too many."""
    if kept_by(keeper).count() >= MOST_LISTS:
        raise ValidationError({"name": [_("You can keep up to %(most)s lists.") % {"most": MOST_LISTS}]})
    mine = {"owner_id": keeper.user_id} if keeper.user_id is not None else {"holder": keeper.holder}
    return GoodsList.objects.create(name=_name(name), **mine)


@transaction.atomic
def rename_list(*, goods_list: GoodsList, name: str) -> None:
    """Give a list another name. Raises ValidationError for none or one too long."""
    GoodsList.objects.filter(pk=goods_list.pk).update(name=_name(name), updated_at=timezone.now())


@transaction.atomic
def share_list(*, goods_list: GoodsList) -> str:
    """Open a list for reading to whoever has its link, and return the token; the same one while shared."""
    held = GoodsList.objects.select_for_update().get(pk=goods_list.pk)
    token = held.share_token or new_token()
    GoodsList.objects.filter(pk=held.pk).update(share_token=token, updated_at=timezone.now())
    return token


@transaction.atomic
def stop_sharing(*, goods_list: GoodsList) -> None:
    """Close the link for ever: sharing again makes another one."""
    GoodsList.objects.filter(pk=goods_list.pk).update(share_token=None, updated_at=timezone.now())


@transaction.atomic
def note_goods(*, goods_list: GoodsList, slug: str, note: str) -> None:
    """Note something beside a product on a list. Raises ValidationError for a note too long."""
    text = clean(" ".join(note.split()))
    longest = GoodsListItem._meta.get_field("note").max_length or 0
    if len(text) > longest:
        raise ValidationError({"note": [_("A note has up to %(most)s characters.") % {"most": longest}]})
    GoodsListItem.objects.filter(goods_list=goods_list, product__slug=slug).update(note=text)
    _touch(goods_list)


@transaction.atomic
def take_out(*, goods_list: GoodsList, slug: str) -> None:
    """Take a product off a list; one that is not on it changes nothing."""
    GoodsListItem.objects.filter(goods_list=goods_list, product__slug=slug).delete()
    _touch(goods_list)


@transaction.atomic
def remove_list(*, goods_list: GoodsList) -> None:
    """Delete a list with its notes. The goods themselves stay."""
    GoodsList.objects.filter(pk=goods_list.pk).delete()


@transaction.atomic
def adopt_lists(*, user_id: int, holder: str) -> None:
    """Give a person the lists they kept before signing in; two lists of favourites become one."""
    for held in GoodsList.objects.select_for_update().filter(owner__isnull=True, holder=holder):
        if held.is_favourites:
            mine = _favourites(Keeper(user_id=user_id))
            already = GoodsListItem.objects.filter(goods_list=mine).values("product")
            GoodsListItem.objects.filter(goods_list=held).exclude(product__in=already).update(goods_list=mine)
            held.delete()
        else:
            GoodsList.objects.filter(pk=held.pk).update(owner=user_id, holder="")


def prune_lists(now: datetime | None = None) -> int:
    """Delete lists of strangers that nobody has touched for more than a year; return how many."""
    before = (now or timezone.now()) - timedelta(days=UNTOUCHED_DAYS)
    gone = GoodsList.objects.filter(owner__isnull=True, updated_at__lt=before)
    with transaction.atomic():
        count = gone.count()
        gone.delete()
    return count
