"""The field of a form in which somebody chooses an address."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _

from catalog.reference.slugs import WRITTEN, plain_slug

EXAMPLE = "phu-quoc"


def take_plain_slugs(field: forms.Field) -> None:
    """Have a field refuse what is not written as addresses are here, and say how it would be.

    Django's own message speaks of letters, while it is the marks on letters that it refuses.
    """
    others = [check for check in field.validators if not isinstance(check, RegexValidator)]
    field.validators = [*others, refuse_other_writing]


def refuse_other_writing(typed: str) -> None:
    """Raise ValidationError, with the address to choose instead, for a text in another writing."""
    if not re.fullmatch(WRITTEN, typed):
        raise ValidationError(
            _("Write the address with small letters a to z, digits and hyphens, for example “%(slug)s”.")
            % {"slug": plain_slug(typed) or EXAMPLE}
        )
