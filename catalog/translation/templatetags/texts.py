"""Texts on pages: ``{% local text %}`` says in which language a text is, and who wrote it."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.reference.languages import html_tag
from catalog.translation.texts import LocalText

register = template.Library()


@register.simple_tag
def local(
    text: LocalText | str | None, lang: str = "", state: str = "", *, plain: bool = False
) -> SafeString:
    """Write a text in a ``span`` with its ``lang`` when that is not the page's, and a quiet mark when a
    machine wrote it; ``plain`` leaves the mark out (inside links and headings).

    Takes a ``LocalText``, or the columns of a list: ``{% local row.title_text row.title_lang %}``.
    """
    if not isinstance(text, LocalText):
        text = LocalText(text or "", lang, state)
    mark = machine_mark(text) if not plain else SafeString("")
    if not text or not text.language or text.language == get_language():
        return format_html("{}{}", text.value, mark)
    return format_html('<span lang="{}">{}</span>{}', html_tag(text.language), text.value, mark)


@register.simple_tag
def machine_mark(text: LocalText) -> SafeString:
    """Write the quiet mark of a text made by a machine and not reviewed yet; nothing for any other."""
    if not text or not text.by_machine:
        return SafeString("")
    return format_html(' <span class="quiet xs">{}</span>', _("Translated by machine"))


@register.filter
def lang_attribute(language: str) -> SafeString:
    """Write ``lang="…"`` with a space before it for an element that holds text of this language, or nothing.

    ``<h1{{ title.language|lang_attribute }}>``: for elements that should not hold another ``span``.
    """
    if not language or language == get_language():
        return SafeString("")
    return format_html(' lang="{}"', html_tag(language))
