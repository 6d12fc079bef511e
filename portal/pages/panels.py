"""Parts of an editor's form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.choices import CallableChoiceIterator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel


def choose_from(choices: Callable[[], list[tuple[str, str]]]) -> forms.Select:
    """Return a menu of choices that are read when the form is shown; nothing chosen stands first."""
    return forms.Select(choices=CallableChoiceIterator(lambda: [("", "—"), *choices()]))


class LanguagesPanel(Panel):
    """In which languages the page can be read, and how its texts in each of them came to be."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"heading": _("Languages"), **options})

    class BoundPanel(Panel.BoundPanel):
        """The panel on one page."""

        template_name = "pages/editing/languages.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            # Imported late: the selectors read the models that this panel stands on.
            from portal.pages.selectors.states import language_states

            context: dict[str, Any] = super().get_context_data(parent_context)
            page = self.instance
            return {**context, "states": language_states(page) if page.pk else []}
