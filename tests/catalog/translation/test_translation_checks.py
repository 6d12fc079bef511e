"""A translated model that lacks a language, or does not say in which one it is written, stops the start."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core import checks
from django.db import connection
from modeltranslation.utils import build_localized_fieldname

from catalog.merchants.models import Organization, Storefront
from catalog.products.models import Category
from catalog.reference import languages
from catalog.translation import checks as room_checks
from catalog.translation.checks import check_columns, registered_models
from catalog.translation.texts import source_language, source_path, translated_fields
from tests.catalog.translation.records import company, storefront


def found(model: Any) -> list[str]:
    return [str(one.id) for one in check_columns(None) if one.obj is model]


def test_the_project_passes() -> None:
    assert check_columns(None) == []
    names = {getattr(one, "__name__", "") for one in checks.registry.registry.get_checks()}
    assert "check_columns" in names


def test_every_translated_model_is_looked_at() -> None:
    labels = [model._meta.label for model in registered_models()]
    assert labels == sorted(labels, key=str.lower)
    assert {"merchants.Organization", "merchants.Storefront", "products.Product"} <= set(labels)
    assert all(apps.get_model(label) in registered_models() for label in labels)


def test_a_language_without_columns_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room_checks, "codes", lambda: (*languages.codes(), "jv"))
    problem = next(one for one in check_columns(None) if one.obj is Storefront)
    assert problem.id == "translation.E001"
    assert problem.msg == "merchants.Storefront has no field tagline_jv, about_jv, highlights_jv."


def test_a_model_that_does_not_say_its_language_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Category, "SOURCE_LANGUAGE", "written_in", raising=False)
    assert found(Category) == ["translation.E002"]
    monkeypatch.setattr(Category, "SOURCE_LANGUAGE", "slug__language", raising=False)
    assert found(Category) == ["translation.E002"]
    monkeypatch.setattr(Category, "SOURCE_LANGUAGE", "parent__source_language", raising=False)
    assert found(Category) == []


@pytest.mark.django_db
def test_the_way_to_a_language_is_followed() -> None:
    firm = company(source_language="km")
    assert source_language(firm) == "km"
    assert source_path(Storefront) == "organization__source_language"
    assert source_language(storefront(firm)) == "km"


def test_a_model_without_translation_has_no_translated_fields() -> None:
    assert translated_fields(ContentType) == ()
    assert translated_fields(Organization) == ("name",)
    assert translated_fields(Storefront) == ("tagline", "about", "highlights"), "in the order of the model"


@pytest.mark.django_db
def test_the_database_has_a_column_for_every_field_and_language() -> None:
    with connection.cursor() as cursor:
        for model in registered_models():
            table = connection.introspection.get_table_description(cursor, model._meta.db_table)
            wanted = {
                build_localized_fieldname(field, code)
                for field in translated_fields(model)
                for code in languages.codes()
            }
            assert wanted <= {column.name for column in table}
