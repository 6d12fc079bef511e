"""What members do at the desk with a listing of any kind that reviewers look at: asked first, told after."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.merchants.desk.guard import Desk, desk_page
from catalog.merchants.services.moves import MoveRefused
from catalog.products.services.reviewed import DraftGone, DraftMoved, DraftMoveRefused

# By the state a published listing is to get.
BUTTONS: Mapping[str, Promise] = {
    "paused": gettext_lazy("Pause it"),
    "published": gettext_lazy("Show it again"),
    "archived": gettext_lazy("Archive it"),
}
THROW_AWAY = gettext_lazy("Throw this draft away? What is published stays as it is.")
THROW_IT_AWAY = gettext_lazy("Throw the draft away")
Act = Callable[[], object]


def asked(
    request: HttpRequest,
    desk: Desk,
    question: str | Promise,
    *,
    title: str,
    title_lang: str,
    button: str | Promise,
    back: str,
    revision: int = 0,
) -> HttpResponse:
    """Return the page that asks before something is done."""
    context = {
        "question": question,
        "title": title,
        "title_lang": title_lang,
        "button": button,
        "back": back,
        "revision": revision,
    }
    return desk_page(request, desk, "products/desk/confirm.html", context)


def move(request: HttpRequest, act: Act) -> None:
    """Move a published listing to another state, and say what came of it."""
    try:
        act()
    except MoveRefused:
        messages.error(request, _("Nothing was changed: the listing is in another state already."))
    else:
        messages.success(request, _("Saved."))


def take_back(request: HttpRequest, act: Act) -> None:
    """Take a draft back from the reviewers, and say what came of it."""
    try:
        act()
    except (DraftMoved, DraftGone, DraftMoveRefused):
        messages.error(request, _("Nothing was changed: a reviewer has decided meanwhile."))
    else:
        messages.success(request, _("Taken back. You can change it now."))


def throw_away(request: HttpRequest, act: Act) -> bool:
    """Throw a draft away, and say what came of it; return whether it is gone."""
    try:
        act()
    except (DraftMoved, DraftMoveRefused):
        messages.error(request, _("Nothing was changed: somebody changed the draft meanwhile."))
        return False
    except DraftGone:
        pass
    messages.success(request, _("The draft is gone."))
    return True
