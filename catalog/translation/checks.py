"""What must hold of translated models before the site starts."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from modeltranslation.translator import translator
from modeltranslation.utils import build_localized_fieldname

from catalog.reference.languages import codes
from catalog.translation.texts import source_path, translated_fields


def registered_models() -> list[type[models.Model]]:
    """Return every model with translated fields, in a stable order."""
    found = translator.get_registered_models(abstract=False)
    return sorted(found, key=lambda model: model._meta.label_lower)


def check_columns(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Find translated fields that lack a language, and models that do not say their source language."""
    problems: list[checks.CheckMessage] = []
    for model in registered_models():
        names = {field.name for field in model._meta.get_fields()}
        missing = [column for column in _columns(model) if column not in names]
        if missing:
            problems.append(
                checks.Error(
                    f"{model._meta.label} has no field {', '.join(missing)}.",
                    hint="Every language of LANGUAGES needs one: see MODELTRANSLATION_LANGUAGES.",
                    obj=model,
                    id="translation.E001",
                )
            )
        if not _leads_to_field(model, source_path(model)):
            problems.append(
                checks.Error(
                    f"{model._meta.label} does not say in which language its records are written.",
                    hint="Give it a field source_language, or the lookup to one in SOURCE_LANGUAGE.",
                    obj=model,
                    id="translation.E002",
                )
            )
    return problems


def _columns(model: type[models.Model]) -> list[str]:
    return [build_localized_fieldname(field, code) for field in translated_fields(model) for code in codes()]


def _leads_to_field(model: type[models.Model], path: str) -> bool:
    *steps, name = path.split("__")
    try:
        for step in steps:
            related = model._meta.get_field(step).related_model
            if not isinstance(related, type):
                return False
            model = related
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True
