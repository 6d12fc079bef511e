"""Where somebody was going before having to make an account or to sign in, kept through the letter.

In the browser that signed up, its session remembers. The letter may be opened in another, so its link
says it too: that browser asks to sign in and then goes on to the same place.
"""

from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from portal.accounts.preferences import LONGEST_ADDRESS
from portal.addresses import in_language, language_in

ONWARD = "next"
# What addresses call the part that opens something to whoever holds it.
SECRET = {"token", "typed"}


def own_path(address: str) -> str:
    """Return an address that is a path of this portal, an empty string for any other."""
    own = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if own and len(address) <= LONGEST_ADDRESS else ""


def for_letter(request: HttpRequest) -> str:
    """Return where whoever is written to was going, or an empty string.

    A letter waits as a row, and no row holds a link that opens something to whoever has it: in its
    place stands the desk, which lists the invitations of the person signed in.
    """
    path = own_path(request.POST.get(ONWARD, "") or request.GET.get(ONWARD, ""))
    language = language_in(path)
    if language is None:
        return ""
    with translation.override(language):
        try:
            secret = SECRET & resolve(path.partition("?")[0].partition("#")[0]).kwargs.keys()
        except Resolver404:
            return ""
        return reverse("desk") if secret else path


def leading_on(address: str, path: str) -> str:
    """Return an address of this portal that leads on to a path, as it is where the path is empty."""
    return f"{address}?{urlencode({ONWARD: path})}" if path else address


def along(address: str, code: str) -> str:
    """Return the same address in another language, and with it where it leads on to."""
    page, mark, query = address.partition("?")
    asked_for = QueryDict(query, mutable=True)
    path = own_path(asked_for.get(ONWARD, ""))
    if path and language_in(path):
        asked_for[ONWARD] = in_language(path, code)
        address = page + mark + asked_for.urlencode()
    return in_language(address, code)
