"""What a visitor prefers: from the account, then cookies, then the browser's Save-Data, then defaults.

Language is not worked out here: the first segment of the address decides it, on every page.
"""

from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from catalog.reference.cldr import currency_name, zone_place
from catalog.reference.currencies import currency_table, is_currency
from catalog.seams.preferences import Preferences
from portal.accounts.models import User
from portal.addresses import in_language

TIME_ZONES = (
    "Asia/Shanghai",
    "Asia/Bangkok",
    "Asia/Brunei",
    "Asia/Dili",
    "Asia/Ho_Chi_Minh",
    "Asia/Jakarta",
    "Asia/Jayapura",
    "Asia/Kuala_Lumpur",
    "Asia/Kuching",
    "Asia/Makassar",
    "Asia/Manila",
    "Asia/Phnom_Penh",
    "Asia/Singapore",
    "Asia/Vientiane",
    "Asia/Yangon",
)
CURRENCY_COOKIE = "currency"
LOW_DATA_COOKIE = "low_data"
COOKIE_AGE = 365 * 24 * 60 * 60  # seconds
LONGEST_ADDRESS = 2000


def page_language(request: HttpRequest) -> str:
    """Return the language of the page being made."""
    return getattr(request, "LANGUAGE_CODE", None) or get_language() or settings.LANGUAGE_CODE


def cookie_currency(request: HttpRequest) -> str:
    """Return the currency kept in the cookie, or an empty string where it is none we offer."""
    code = request.COOKIES.get(CURRENCY_COOKIE, "")
    return code if is_currency(code) else ""


def asked_low_data(request: HttpRequest) -> bool:
    """Tell whether cookie or browser ask for little data; the cookie, being a choice, goes first."""
    cookie = request.COOKIES.get(LOW_DATA_COOKIE, "")
    if cookie in {"0", "1"}:
        return cookie == "1"
    return request.headers.get("Save-Data", "").strip().lower() == "on"


def signed_in(request: HttpRequest) -> User | None:
    """Return the person signed in, without opening a session for a visitor who has none."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user = getattr(request, "user", None)
    return user if isinstance(user, User) else None


def preferences_for(request: HttpRequest) -> Preferences:
    """Work out the preferences of this request. Asks the database only for somebody signed in."""
    user = signed_in(request)
    return Preferences(
        language=page_language(request),
        currency=(user.currency if user else "") or cookie_currency(request),
        low_data=bool(user and user.low_data) or asked_low_data(request),
        time_zone=(user.time_zone if user else "") or settings.TIME_ZONE,
    )


def remember(
    response: HttpResponseBase,
    *,
    language: str | None = None,
    currency: str | None = None,
    low_data: bool | None = None,
) -> None:
    """Keep choices in cookies, so that they also hold before signing in; None leaves one as it is."""
    kept: dict[str, Any] = {
        settings.LANGUAGE_COOKIE_NAME: language,
        CURRENCY_COOKIE: currency,
        LOW_DATA_COOKIE: None if low_data is None else str(int(low_data)),
    }
    for name, value in kept.items():
        if value == "":
            response.delete_cookie(name, samesite="Lax")
        elif value is not None:
            secure = settings.SESSION_COOKIE_SECURE
            response.set_cookie(name, value, max_age=COOKIE_AGE, secure=secure, httponly=True, samesite="Lax")


def home(language: str) -> str:
    """Return the address of the home page in a language."""
    return f"/{language}/"


def same_page(request: HttpRequest, address: str, language: str) -> str:
    """Return the local address in another language, or the home page where it leads elsewhere.

    Slugs are the same in every language, so only the first segment of the path changes.
    """
    local = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    parts = urlsplit(address) if local else None
    if parts is None or not parts.path.startswith("/") or len(address) > LONGEST_ADDRESS:
        return home(language)
    return in_language(parts.path + (f"?{parts.query}" if parts.query else ""), language)


@lru_cache(maxsize=len(settings.LANGUAGES))
def currency_choices(language: str) -> tuple[tuple[str, str], ...]:
    """Return the currencies offered with their names in a language, as CLDR has them."""
    return tuple((code, f"{code} · {currency_name(code, language)}") for code in currency_table())


@lru_cache(maxsize=len(settings.LANGUAGES))
def time_zone_choices(language: str) -> tuple[tuple[str, str], ...]:
    """Return the time zones of the region, each by the name of its place, as CLDR has it."""
    return tuple((zone, zone_place(zone, language)) for zone in TIME_ZONES)
