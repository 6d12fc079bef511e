"""Texts of Django and allauth are ours to translate exactly where the library has no translation."""

from pathlib import Path

from django.conf import settings

from portal.messages.borrowed import borrowed_texts, known_to, wanted_in
from portal.messages.extraction import Found

BASE = Path(settings.BASE_DIR)
REQUIRED = ("django", Found("This field is required.", "", "", "", "django/forms/fields.py"))
REPEATED = (
    "allauth",
    Found("You must type the same password each time.", "", "", "", "allauth/account/forms.py"),
)


def test_django_speaks_thai_but_no_lao() -> None:
    assert wanted_in("th", [REQUIRED]) == []
    assert wanted_in("lo", [REQUIRED]) == [REQUIRED[1]]


def test_allauth_speaks_chinese_but_no_vietnamese() -> None:
    assert wanted_in("zh-hans", [REPEATED]) == []
    assert wanted_in("vi", [REPEATED]) == [REPEATED[1]]


def test_form_errors_and_sign_in_errors_are_among_the_borrowed() -> None:
    found = {text.msgid for _, text in borrowed_texts(BASE)}
    assert {"This field is required.", "This password is too common.", REPEATED[1].msgid} <= found


def test_what_is_switched_off_is_not_translated_for_nothing() -> None:
    found = " ".join(text.msgid for _, text in borrowed_texts(BASE)).lower()
    assert not [word for word in ("phone", "passkey", "username") if word in found]


def test_a_template_of_ours_takes_the_place_of_the_librarys(tmp_path: Path) -> None:
    place = "templates/account/password_reset.html"
    before = {text.place for _, text in borrowed_texts(tmp_path)}
    (tmp_path / "portal" / place).parent.mkdir(parents=True)
    (tmp_path / "portal" / place).touch()
    after = {text.place for _, text in borrowed_texts(tmp_path)}
    assert before - after == {f"allauth/{place}"}


def test_a_language_without_a_library_catalogue_knows_nothing() -> None:
    assert known_to("django", "fil") == frozenset()
    assert "January" in known_to("django", "km") | known_to("django", "vi")
