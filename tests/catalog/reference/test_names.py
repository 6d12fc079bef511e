"""Countries, currencies and languages are named in all ten languages."""

import csv

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils.translation import override

from catalog.reference.cldr import country_name, currency_name, language_name
from catalog.reference.currencies import DATA, currency_table

languages = [code for code, _ in settings.LANGUAGES]
with (DATA / "countries.csv").open(encoding="utf-8") as lines:
    countries = [row["code"] for row in csv.DictReader(lines)]


@pytest.mark.parametrize("language", languages)
def test_no_country_or_currency_is_only_a_code(language: str) -> None:
    assert [code for code in countries if country_name(code, language) == code] == []
    assert [code for code in currency_table() if currency_name(code, language) == code] == []
    assert [code for code in languages if language_name(code, language) == code] == []


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("zh-hans", "泰国"),
        ("vi", "Thái Lan"),
        ("th", "ไทย"),
        ("km", "ថៃ"),
        ("lo", "ໄທ"),
        ("my", "ထိုင်း"),
        ("fil", "Thailand"),
    ],
)
def test_thailand(language: str, name: str) -> None:
    assert country_name("TH", language) == name


@pytest.mark.parametrize("language", languages)
def test_a_member_is_called_as_it_calls_itself(language: str) -> None:
    assert "(" not in country_name("MM", language)


def test_script_is_part_of_a_language() -> None:
    assert language_name("zh-hans", "en") == "Simplified Chinese"
    assert language_name("th", "vi") == "Tiếng Thái"
    assert language_name("zh-latn", "en") == "Chinese"


def test_unknown_codes_name_themselves() -> None:
    assert country_name("QQ", "th") == "QQ"
    assert currency_name("QQQ", "th") == "QQQ"
    assert language_name("qqq", "th") == "qqq"


def test_templates_name_in_the_language_of_the_page() -> None:
    template = Template(
        '{% load names %}{{ "VN"|country_name }} {{ "VND"|currency_name }} {{ "lo"|language_name }}'
        ' {{ "kg"|unit_name }} {{ "090240"|hs_code }}'
    )
    with override("zh-hans"):
        assert template.render(Context()) == "越南 越南盾 老挝语 kg 0902.40"
    with override("th"):
        assert template.render(Context()) == "เวียดนาม ดองเวียดนาม ลาว กก. 0902.40"
