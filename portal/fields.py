"""Template filter for form fields. Offered to every template as the library ``fields``."""

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def with_class(field: BoundField, name: str) -> SafeString:
    """Return the field's box with one more CSS class."""
    classes = f"{field.field.widget.attrs.get('class', '')} {name}".strip()
    return field.as_widget(attrs={"class": classes})
