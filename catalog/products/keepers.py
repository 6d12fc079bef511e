"""Who keeps a list: told from the session of a person signed in, else from an unguessable cookie."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from catalog.products.models.lists import new_token
from catalog.products.selectors.lists import Keeper, holder_of
from catalog.products.services.lists import adopt_lists

COOKIE = "lists"
COOKIE_AGE = 365 * 24 * 60 * 60  # seconds
LENGTH = len(new_token())


def keeper_of(request: HttpRequest) -> Keeper:
    """Return who asks, without opening a session for a visitor who has none."""
    return Keeper(user_id=_user_id(request), holder=holder_of(_token(request)))


def _token(request: HttpRequest) -> str:
    """Return the token of the cookie; anything that is not one of ours could be guessed, and is none."""
    token = request.COOKIES.get(COOKIE, "")
    return token if len(token) == LENGTH else ""


def _user_id(request: HttpRequest) -> int | None:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user = getattr(request, "user", None)
    return user.pk if user is not None and user.is_authenticated else None


def with_holder(request: HttpRequest) -> tuple[Keeper, str]:
    """Return who writes, and the token to remember them by; empty for a person signed in.

    A person who kept lists before signing in gets them here: reading a page changes nothing.
    """
    keeper = keeper_of(request)
    if keeper.user_id is not None:
        if keeper.holder:
            adopt_lists(user_id=keeper.user_id, holder=keeper.holder)
        return keeper, ""
    token = _token(request) or new_token()
    return Keeper(holder=holder_of(token)), token


def remember_holder(response: HttpResponseBase, token: str) -> None:
    """Keep the token for a year from now; nothing for a person signed in."""
    if token:
        response.set_cookie(
            COOKIE,
            token,
            max_age=COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
