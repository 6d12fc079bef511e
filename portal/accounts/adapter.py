"""How allauth behaves here: every word is ours, mails are in their reader's language."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.accounts import mails, selectors
from portal.accounts.bot_check import suspect
from portal.accounts.models import User
from portal.accounts.onward import for_letter, own_path
from portal.accounts.preferences import LOW_DATA_COOKIE, cookie_currency, home, page_language


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up, sign-in, reset."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "duplicate_email": _("This is the address of your account already."),
        "email_password_mismatch": _("Address and password do not fit together. Check both and try again."),
        "email_taken": _("This address belongs to another account."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _("This code is not right, or no longer. Take the one shown now."),
        "incorrect_password": _("This is not your password."),
        "invalid_password_reset": _("This link was used before or is too old."),
        "max_email_addresses": _("Confirm the address you named before naming another."),
        "rate_limited": _("That was too often. Please wait a few minutes."),
        "too_many_login_attempts": _("That was too often. Please wait a few minutes."),
        "unverified_primary_email": _("Please confirm your address first."),
    }

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Make the account, keeping the language of the page and what the visitor had chosen before."""
        user.language = page_language(request)
        user.currency = cookie_currency(request)
        user.low_data = request.COOKIES.get(LOW_DATA_COOKIE) == "1"
        saved: User = super().save_user(request, user, form, commit=commit)
        return saved

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        suspect(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        user = request.user
        return home((user.language if isinstance(user, User) else "") or page_language(request))

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return home(page_language(request))

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return home(page_language(request))

    def is_safe_url(self, url: str) -> bool:
        return bool(own_path(url))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write a mail in the language of its reader; it leaves as soon as the mail server takes it."""
        mails.write(
            template=template_prefix,
            address=email,
            language=self._reader_language(email, context),
            context=context,
            onward=for_letter(self.request),
        )

    def _reader_language(self, email: str, context: dict[str, Any]) -> str:
        user = context.get("user") or self.request.user
        named = user.language if isinstance(user, User) else ""
        return named or selectors.language_of(email) or page_language(self.request)


class MFAAdapter(DefaultMFAAdapter):
    """The second factor."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": _("Switch the second step off before you change your address."),
        "cannot_generate_recovery_codes": _("Switch the second step on first."),
        "incorrect_code": _("This code is not right, or no longer. Take the one shown now."),
        "unverified_email": _("Please confirm your address first."),
    }

    def get_totp_issuer(self) -> str:
        return settings.WAGTAIL_SITE_NAME
