"""Forms of signing up and signing in. What they do is allauth's; their words and their bot check are ours."""

from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.conf import settings
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from catalog.seams import person_check
from catalog.seams.person_check import Outcome
from portal.accounts.bot_check import BotCheck, Challenge
from portal.accounts.models import User
from portal.accounts.preferences import currency_choices, time_zone_choices

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise

EMAIL = _("E-mail")
PASSWORD = _("Password")
NEW_PASSWORD = _("New password")
REPEATED = _("The same password again")
PASSWORD_HINT = _("At least 8 characters, and not a word that many people use.")
CODE = _("Code from your app, or a recovery code")
NEW_PASSWORD_LABELS: "dict[str, Words]" = {"password1": NEW_PASSWORD, "password2": REPEATED}


class OwnWords(forms.Form):
    """Gives the fields our labels and hints, and no placeholders: they vanish while one types."""

    labels: ClassVar["dict[str, Words]"] = {}
    hints: ClassVar["dict[str, Words]"] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")


class BotChecked(OwnWords):
    """Refuses what the bot check doubts, before anything else is looked at."""

    purpose: ClassVar[str]
    least_seconds: ClassVar[float] = 2
    outcome = Outcome.PASSED

    @cached_property
    def bot_check(self) -> BotCheck:
        return BotCheck(context.request, self.purpose, self.least_seconds)

    @cached_property
    def challenge(self) -> Challenge:
        """What the template must put into the form."""
        return self.bot_check.ask_again(doubted=self.outcome is Outcome.DOUBTED)

    def clean(self) -> dict[str, Any] | None:
        self.outcome = self.bot_check.examine(self.data)
        person_check.refuse(self.outcome)
        return super().clean()


class SignupForm(BotChecked, account.SignupForm):
    """Make an account: address and password."""

    purpose = "sign-up"
    labels = {"email": EMAIL, "password1": PASSWORD, "password2": REPEATED}
    hints = {"email": _("We send a link there to confirm it."), "password1": PASSWORD_HINT}


class LoginForm(BotChecked, account.LoginForm):
    """Sign in. A password manager sends it at once, so there is no least time."""

    purpose = "sign-in"
    least_seconds = 0
    labels = {
        "login": EMAIL,
        "password": PASSWORD,
        "remember": format_lazy(
            _("Keep me signed in on this device for {days} days"), days=settings.SESSION_COOKIE_AGE // 86_400
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ResetPasswordForm(BotChecked, account.ResetPasswordForm):
    """Ask for a link that sets a new password."""

    purpose = "reset"
    least_seconds = 1
    labels = {"email": EMAIL}


class ResetPasswordKeyForm(OwnWords, account.ResetPasswordKeyForm):
    """Set a new password through the link."""

    labels = NEW_PASSWORD_LABELS
    hints = {"password1": PASSWORD_HINT}


class ChangePasswordForm(OwnWords, account.ChangePasswordForm):
    """Set a new password, knowing the present one."""

    labels = {"oldpassword": _("Present password"), **NEW_PASSWORD_LABELS}
    hints = {"password1": PASSWORD_HINT}


class SetPasswordForm(OwnWords, account.SetPasswordForm):
    """Set the first password of an account that has none."""

    labels = NEW_PASSWORD_LABELS
    hints = {"password1": PASSWORD_HINT}


class AddEmailForm(OwnWords, account.AddEmailForm):
    """Name another address to sign in with."""

    labels = {"email": _("New e-mail")}
    hints = {"email": _("We send a link there to confirm it.")}


class ReauthenticateForm(OwnWords, account.ReauthenticateForm):
    """Show once more, by password, who is there."""

    labels = {"password": PASSWORD}


class AuthenticateForm(OwnWords, mfa.AuthenticateForm):
    """The second step of signing in."""

    labels = {"code": CODE}


class ReauthenticateCodeForm(OwnWords, mfa.ReauthenticateForm):
    """Show once more, by code, who is there."""

    labels = {"code": CODE}


class ActivateTOTPForm(OwnWords, totp.ActivateTOTPForm):
    """Prove that the authenticator app shows the right codes."""

    labels = {"code": _("Code from your app")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class PreferencesForm(forms.Form):
    """Currency and low data, as anybody may choose them."""

    currency = forms.ChoiceField(
        label=_("Currency"),
        help_text=_("Shown beside the seller's own price, at a rate with its date."),
        required=False,
    )
    low_data = forms.BooleanField(
        label=_("Use little data"), help_text=_("Pictures load only when you ask for them."), required=False
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        currency = self.fields["currency"]
        assert isinstance(currency, forms.ChoiceField)
        currency.choices = [("", _("As the seller says")), *currency_choices(language)]


class ProfileForm(PreferencesForm):
    """What a person tells about themselves, and how they want to be served."""

    name = forms.CharField(
        label=_("Name"), help_text=_("As others on this site see it."), max_length=120, required=False
    )
    language = forms.ChoiceField(
        label=_("Language"), help_text=_("Also of the mails you get."), choices=settings.LANGUAGES
    )
    time_zone = forms.ChoiceField(label=_("Your clock"), required=False)
    field_order = ("name", "language", "currency", "time_zone", "low_data")

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, language=language, **kwargs)
        zone = self.fields["time_zone"]
        assert isinstance(zone, forms.ChoiceField)
        zone.choices = [("", "UTC"), *time_zone_choices(language)]


def profile_of(user: User, language: str) -> dict[str, Any]:
    """Return what the profile form shows before anything is typed."""
    kept = {name: getattr(user, name) for name in ProfileForm.base_fields}
    return {**kept, "language": user.language or language}


class CloseForm(forms.Form):
    """Somebody says that they know what closing an account means."""

    sure = forms.BooleanField(label=_("Close my account for good"))
