"""The glossary in the editors' admin: things and names are added, reviewed and rejected there."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.urls import reverse

from catalog.audit.selectors import by_actor
from catalog.glossary.models import Concept, Label
from catalog.glossary.rows import ConceptRow, GlossaryRows, LabelRow
from catalog.glossary.services import load
from portal.accounts.models import User
from portal.pages.services.editors import ensure_editors

pytestmark = pytest.mark.django_db

TEA = ConceptRow("tea", "", "food", "0902", "high", "", (LabelRow("en", "tea"), LabelRow("th", "ชา")))


@pytest.fixture
def editor(db: None) -> User:
    load(rows=GlossaryRows((TEA,), ()))
    person = User.objects.create_user(email="edda@example.com", name="Edda")
    person.groups.add(ensure_editors())
    return person


@pytest.fixture
def desk(editor: User) -> Client:
    browser = Client()
    browser.force_login(editor)
    return browser


def names(**said: str) -> dict[str, str]:
    return {f"names-{code}": said.get(code.replace("-", "_"), "") for code, _ in settings.LANGUAGES}


def thing(**changes: Any) -> dict[str, Any]:
    posted = {"slug": "mate", "kind": "food", "parent": "tea", "hs6": "090300", "note": ""}
    return posted | names(en="yerba mate", zh_hans="马黛茶") | changes


def name(**changes: Any) -> dict[str, Any]:
    return {"concept": "tea", "language": "lo", "text": "ຊາ", **changes}


def said(response: Any) -> str:
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


def test_a_thing_is_added_with_its_names(desk: Client, editor: User) -> None:
    assert desk.get(reverse("concepts:add")).status_code == 200
    assert desk.post(reverse("concepts:add"), thing()).status_code == 302
    concept = Concept.objects.get(slug="mate")
    assert (concept.parent, concept.hs6, concept.from_file) == (
        Concept.objects.get(slug="tea"),
        "090300",
        False,
    )
    assert dict(concept.labels.values_list("language", "text")) == {"en": "yerba mate", "zh-hans": "马黛茶"}
    assert {entry.action for entry in by_actor(editor)} == {"concept.add", "label.add"}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"slug": "tea"}, "a concept of this name already"),
        ({"slug": "So Nice"}, "valid"),
        ({"hs6": "0903"}, "six digits"),
        ({"parent": "nowhere"}, "valid choice"),
        ({"names-en": ""}, "at least the English name"),
        ({"names-en": "!!!"}, "at least one word"),
        ({"names-en": "", "names-zh-hans": ""}, "required"),
        ({"kind": "mood"}, "valid choice"),
    ],
)
def test_a_thing_that_does_not_do_is_refused_and_nothing_is_written(
    desk: Client, changes: dict[str, str], message: str
) -> None:
    response = desk.post(reverse("concepts:add"), thing(**changes))
    assert response.status_code == 200
    assert message in said(response)
    assert Concept.objects.count() == 1
    assert Label.objects.count() == 2


def test_what_the_files_say_of_a_thing_is_shown_and_not_changed(desk: Client) -> None:
    tea = Concept.objects.get(slug="tea")
    edit = reverse("concepts:edit", args=[tea.pk])
    field = BeautifulSoup(desk.get(edit).content, "html.parser").select_one("[name=hs6]")
    assert field is not None
    assert field.has_attr("disabled")
    assert "in the files" in said(desk.post(edit, thing(slug="tea", hs6="123456")))
    assert "in the files" in said(desk.post(reverse("concepts:delete", args=[tea.pk]), follow=True))
    tea.refresh_from_db()
    assert tea.hs6 == "0902"


def test_an_editors_thing_is_changed_and_removed(desk: Client) -> None:
    desk.post(reverse("concepts:add"), thing())
    concept = Concept.objects.get(slug="mate")
    edit = reverse("concepts:edit", args=[concept.pk])
    assert "yerba" not in said(desk.get(edit))
    assert "below itself" in said(desk.post(edit, thing(parent="mate")))
    desk.post(edit, thing(slug="other", parent="", note="a shrub"))
    concept.refresh_from_db()
    assert (concept.slug, concept.parent, concept.note) == ("mate", None, "a shrub")
    desk.post(reverse("concepts:delete", args=[concept.pk]))
    assert not Concept.objects.filter(slug="mate").exists()


def test_a_name_is_added_reviewed_and_rejected(desk: Client) -> None:
    assert desk.post(reverse("labels:add"), name()).status_code == 302
    added = Label.objects.get(text="ຊາ")
    assert (added.state, added.language, added.from_file) == ("reviewed", "lo", False)
    thai = Label.objects.get(text="ชา")
    edit = reverse("labels:edit", args=[thai.pk])
    assert desk.get(edit).status_code == 200
    desk.post(edit, {"state": "reviewed", "text": "other", "language": "en"})
    thai.refresh_from_db()
    assert (thai.state, thai.text, thai.language, thai.from_file) == ("reviewed", "ชา", "th", True)
    desk.post(reverse("labels:delete", args=[thai.pk]))
    thai.refresh_from_db()
    assert thai.state == "rejected"
    desk.post(reverse("labels:delete", args=[added.pk]))
    assert not Label.objects.filter(text="ຊາ").exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"text": "!!!"}, "at least one word"),
        ({"text": "tea", "language": "en"}, "this name already"),
        ({"concept": "nothing"}, "valid choice"),
        ({"language": "tlh"}, "valid choice"),
        ({"text": ""}, "required"),
    ],
)
def test_a_name_that_does_not_do_is_refused(desk: Client, changes: dict[str, str], message: str) -> None:
    assert message in said(desk.post(reverse("labels:add"), name(**changes)))
    assert Label.objects.count() == 2


def test_names_are_found_by_language_and_state(desk: Client) -> None:
    Label.objects.filter(text="ชา").update(state="reviewed")

    def shown(**asked: str) -> str:
        response = desk.get(reverse("labels:index"), asked)
        assert response.status_code == 200
        return said(response)

    assert "ชา" in shown(language="th", state="reviewed")
    assert "ชา" not in shown(language="th", state="machine")
    assert "ชา" in shown(q="ชา")
    listed = said(desk.get(reverse("concepts:index"), {"q": "ชา"}))
    assert "tea" in listed


@pytest.mark.parametrize("address", ["concepts:index", "labels:index", "concepts:add", "labels:add"])
def test_only_editors_come_in(desk: Client, client: Client, address: str) -> None:
    assert desk.get(reverse(address)).status_code == 200
    assert client.get(reverse(address)).status_code == 302
    group = ensure_editors()
    group.permissions.remove(*group.permissions.filter(content_type__app_label="glossary"))
    assert desk.get(reverse(address)).status_code in {302, 403}
