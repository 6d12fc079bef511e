"""Writes the boxes of forms in Python, letter by letter what Django's templates write.

Django renders each box by a template, each option of a list by two more. A listing's form has
thousands of options (countries, cities, units): most of the time its page took went there.
"""

from collections.abc import Callable
from html import escape
from typing import Any, TypeAlias

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.template import Context
from django.template.base import render_value_in_context
from django.utils.safestring import SafeData

Widget: TypeAlias = dict[str, Any]
"""What a widget tells its template: name, value, attrs and, for a list, its groups of options."""

FOLDER = "django/forms/widgets"
INPUTS = "checkbox color date datetime email file hidden input number password search tel text time url"
PLAIN = Context()


class Boxes(DjangoTemplates):
    """Django's own boxes; what we do not write comes from its template."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        write = WRITERS.get(template_name)
        if write is None or not _has_usual_options(template_name, context["widget"]):
            return super().render(template_name, context, request)
        return write(context["widget"])


def _has_usual_options(template_name: str, widget: Widget) -> bool:
    """Say whether every option is written as lists of this kind do: a list of our own might have others."""
    usual = template_name.replace(".html", "_option.html").replace("_select_option", "_option")
    groups = widget.get("optgroups", ())
    return all(option["template_name"] == usual for _name, options, _index in groups for option in options)


def _shown(value: Any) -> str:
    """Return a value as a template's ``{{ value }}`` does."""
    return escape(value) if type(value) is str else str(render_value_in_context(value, PLAIN))


def _said(value: Any) -> str:
    """Return a value as a template's ``{{ value|stringformat:'s' }}`` does."""
    return str(value) if isinstance(value, SafeData) else escape(str(value))


def _attributes(widget: Widget) -> str:
    return "".join(
        f" {_shown(name)}" if value is True else f' {_shown(name)}="{_said(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{_said(widget["value"])}"'
    named = f'type="{_shown(widget["type"])}" name="{_shown(widget["name"])}"'
    return f"<input {named}{value}{_attributes(widget)}>"


def _textarea(widget: Widget) -> str:
    value = _shown(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{_shown(widget["name"])}"{_attributes(widget)}>\n{value}</textarea>'


def _select(widget: Widget) -> str:
    written = [f'<select name="{_shown(widget["name"])}"{_attributes(widget)}>']
    for group, options, _index in widget["optgroups"]:
        if group:
            written.append(f'\n  <optgroup label="{_shown(group)}">')
        for option in options:
            named = f'value="{_said(option["value"])}"{_attributes(option)}'
            written.append(f"\n  <option {named}>{_shown(option['label'])}</option>\n")
        if group:
            written.append("\n  </optgroup>")
    return "".join([*written, "\n</select>"])


def _ticked(widget: Widget) -> str:
    """Write boxes to tick, or to choose one of."""
    told = {name: value for name in ("id", "class") if (value := widget["attrs"].get(name))}
    written = [f"<div{_attributes({'attrs': told})}>"]
    for group, options, _index in widget["optgroups"]:
        if group:
            written.append(f"\n  <div><label>{_shown(group)}</label>")
        written += [f"<div>\n    {_with_label(option)}\n\n</div>" for option in options]
        if group:
            written.append("\n  </div>")
    return "".join([*written, "\n</div>"])


def _with_label(option: Widget) -> str:
    box = f"{_input(option)}\n"
    if not option["wrap_label"]:
        return box
    name = option["attrs"].get("id")
    named = f' for="{_shown(name)}"' if name else ""
    return f"<label{named}>{box} {_shown(option['label'])}</label>"


WRITERS: dict[str, Callable[[Widget], str]] = {
    **{f"{FOLDER}/{name}.html": _input for name in INPUTS.split()},
    f"{FOLDER}/textarea.html": _textarea,
    f"{FOLDER}/select.html": _select,
    f"{FOLDER}/checkbox_select.html": _ticked,
    f"{FOLDER}/radio.html": _ticked,
}
