"""Lists of goods as their owners keep them and as guests see those that are shared.

None of these pages is kept by the page cache. Posts carry no token, because the button that adds a
product stands on pages kept for all readers; the browser is asked instead which site sent them.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalog.products import lists_page, presenting
from catalog.products.keepers import keeper_of, remember_holder, with_holder
from catalog.products.models import GoodsList
from catalog.products.selectors.cards import shown
from catalog.products.selectors.lists import goods_on, lists_of, own_list, shared_list
from catalog.products.services import lists as services
from catalog.reference.slugs import plain_slug
from catalog.seams import preferences
from catalog.seams.origin import refuse_foreign


def _mine(request: HttpRequest, key: str) -> GoodsList:
    found = own_list(keeper=keeper_of(request), key=key)
    if found is None:
        raise Http404("No such list.")
    return found


def _complaints(error: ValidationError) -> list[str]:
    return [str(message) for message in error.messages]


@never_cache
@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """All lists of this visitor."""
    return _all_lists(request, typed="", complaints=[])


def _all_lists(request: HttpRequest, *, typed: str, complaints: list[str]) -> HttpResponse:
    language = preferences.of(request).language
    context = {
        "lists": lists_page.line_values(lists_of(keeper_of(request)), language),
        "signed_in": keeper_of(request).user_id is not None,
        "typed": typed[:200],
        "complaints": complaints,
        "crumbs": lists_page.crumbs(language, (_("Your lists"), "")),
    }
    return render(request, "products/lists.html", context, status=422 if complaints else 200)


@csrf_exempt
@never_cache
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a list with the name posted; a name that does not do comes back with what was typed."""
    refuse_foreign(request)
    keeper, token = with_holder(request)
    typed = request.POST.get("name", "")
    try:
        made = services.new_list(keeper=keeper, name=typed)
    except ValidationError as error:
        return _all_lists(request, typed=typed, complaints=_complaints(error))
    response = HttpResponseRedirect(reverse("list", args=[made.key]))
    remember_holder(response, token)
    return response


@csrf_exempt
@never_cache
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Put a product on the favourites or on the list named, and go back to the product."""
    refuse_foreign(request)
    product = shown().filter(slug=plain_slug(request.POST.get("p", "")[:100])).first()
    if product is None:
        raise Http404("No such product.")
    keeper, token = with_holder(request)
    wanted = request.POST.get("list", "")
    goods_list = _mine(request, wanted) if wanted else None
    try:
        held = services.keep_goods(keeper=keeper, product=product, goods_list=goods_list)
    except ValidationError as error:
        messages.error(request, " ".join(_complaints(error)))
    else:
        name = lists_page.list_name(held.name, is_favourites=held.is_favourites)
        messages.success(request, _("It is now on the list “%(name)s”.") % {"name": name})
    back = reverse("list", args=[wanted]) if wanted else reverse("product", args=[product.slug])
    response = HttpResponseRedirect(back)
    remember_holder(response, token)
    return response


@never_cache
@require_safe
def one_list(request: HttpRequest, key: str) -> HttpResponse:
    """One list, to its owner."""
    return _own_page(request, _mine(request, key), complaints=[])


def _own_page(
    request: HttpRequest, goods_list: GoodsList, *, complaints: list[str], **typed: Any
) -> HttpResponse:
    chosen = preferences.of(request)
    goods = goods_on(goods_list, language=chosen.language)
    values = lists_page.list_values(goods_list, goods, presenting.reader_of(chosen))
    if typed.get("note_of"):
        for one in values["goods"]:
            if one["slug"] == typed["note_of"]:
                one["note"] = typed["note"]
    others = [line for line in lists_of(keeper_of(request)) if line.key != goods_list.key]
    shared = reverse("shared-list", args=[goods_list.share_token]) if goods_list.share_token else ""
    context = {
        **values,
        "typed_name": typed.get("name", goods_list.name),
        "others": lists_page.line_values(others, chosen.language),
        "share_url": settings.SITE_ADDRESS + shared if shared else "",
        "complaints": complaints,
        "crumbs": lists_page.crumbs(
            chosen.language, (_("Your lists"), reverse("lists")), (values["name"], "")
        ),
    }
    return render(request, "products/list.html", context, status=422 if complaints else 200)


def _rename(goods_list: GoodsList, posted: Any) -> None:
    services.rename_list(goods_list=goods_list, name=posted.get("name", ""))


def _note(goods_list: GoodsList, posted: Any) -> None:
    services.note_goods(
        goods_list=goods_list, slug=plain_slug(posted.get("p", "")), note=posted.get("note", "")
    )


CHANGES: dict[str, Callable[[GoodsList, Any], object]] = {
    "rename": _rename,
    "note": _note,
    "share": lambda goods_list, posted: services.share_list(goods_list=goods_list),
    "stop-sharing": lambda goods_list, posted: services.stop_sharing(goods_list=goods_list),
    "take-out": lambda goods_list, posted: services.take_out(
        goods_list=goods_list, slug=plain_slug(posted.get("p", ""))
    ),
}


@csrf_exempt
@never_cache
@require_POST
def change(request: HttpRequest, key: str) -> HttpResponse:
    """Change one's own list as ``do`` says; what was typed comes back where it does not do."""
    refuse_foreign(request)
    goods_list = _mine(request, key)
    wanted = CHANGES.get(request.POST.get("do", ""))
    if wanted is None:
        raise Http404("No such change.")
    try:
        wanted(goods_list, request.POST)
    except ValidationError as error:
        typed = {"name": request.POST["name"][:200]} if "name" in request.POST else {}
        note = {"note_of": request.POST.get("p", ""), "note": request.POST.get("note", "")[:2000]}
        return _own_page(request, goods_list, complaints=_complaints(error), **typed, **note)
    return HttpResponseRedirect(reverse("list", args=[key]))


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, key: str) -> HttpResponse:
    """Ask whether the list shall go, and delete it when the answer is posted."""
    goods_list = _mine(request, key)
    if request.method == "POST":
        refuse_foreign(request)
        services.remove_list(goods_list=goods_list)
        messages.success(request, _("The list is gone. The goods are where they were."))
        return HttpResponseRedirect(reverse("lists"))
    language = preferences.of(request).language
    name = lists_page.list_name(goods_list.name, is_favourites=goods_list.is_favourites)
    context = {
        "name": name,
        "key": key,
        "count": goods_list.items.count(),
        "is_shared": bool(goods_list.share_token),
        "crumbs": lists_page.crumbs(
            language,
            (_("Your lists"), reverse("lists")),
            (name, reverse("list", args=[key])),
            (_("Remove"), ""),
        ),
    }
    return render(request, "products/list_remove.html", context)


@never_cache
@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """A list somebody shared, for reading; what is not on offer any more is not on it."""
    goods_list = shared_list(token=token)
    if goods_list is None:
        raise Http404("No such list.")
    chosen = preferences.of(request)
    goods = goods_on(goods_list, language=chosen.language)
    values = lists_page.list_values(goods_list, goods, presenting.reader_of(chosen))
    return render(
        request,
        "products/list_shared.html",
        {**values, "hidden": "", "crumbs": lists_page.crumbs(chosen.language, (values["name"], ""))},
    )
