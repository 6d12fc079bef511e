"""Editors' pages of the glossary: what is refused stands by its field, what is done is on the record."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.urls import reverse

from catalog.audit.models import Entry
from catalog.audit.selectors import by_actor, changes
from catalog.glossary.models import Concept, Label
from catalog.glossary.rows import ConceptRow, GlossaryRows, LabelRow
from catalog.glossary.services import About, add_concept, load
from portal.accounts.models import User
from portal.pages.services.editors import ensure_editors
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db

TEA = ConceptRow("tea", "", "food", "0902", "high", "", (LabelRow("en", "tea"), LabelRow("th", "ชา")))
ADD = {"concept": "concepts:add", "label": "labels:add"}


@pytest.fixture
def edda(db: None) -> User:
    load(rows=GlossaryRows((TEA,), ()))
    person = User.objects.create_user(email="edda@example.com", name="Edda")
    person.groups.add(ensure_editors())
    return person


@pytest.fixture
def desk(edda: User) -> Client:
    browser = Client()
    browser.force_login(edda)
    return browser


@pytest.fixture
def mate(edda: User) -> Concept:
    """An editor's own thing below tea, with two names."""
    about = About("food", Concept.objects.get(slug="tea"), "090300", "from the south")
    return add_concept(actor=edda, slug="mate", about=about, names={"en": "yerba mate", "zh-hans": "马黛茶"})


def sent(**changed: str) -> dict[str, str]:
    names = {f"names-{code}": "" for code, _ in settings.LANGUAGES}
    known = {"slug": "rooibos", "kind": "food", "parent": "tea", "hs6": "", "note": "", "names-en": "rooibos"}
    return names | known | changed


def errors_of(page: BeautifulSoup) -> dict[str, str]:
    """Return what is said beside fields, by the field's name."""
    told = {}
    for error in page.select(".w-field__errors"):
        if text := words(error):
            holder = error.find_parent(attrs={"data-contentpath": True}) or error.find_parent(
                class_="w-field__wrapper"
            )
            field = holder.select_one("[name]") if holder else None
            told[str(field["name"]) if field else ""] = text
    return told


def kept() -> tuple[int, int, int]:
    return Concept.objects.count(), Label.objects.count(), Entry.objects.count()


@pytest.mark.parametrize(
    ("changed", "field", "told"),
    [
        ({"slug": "tea"}, "slug", "There is a concept of this name already."),
        ({"slug": ""}, "slug", "required"),
        ({"hs6": "12345"}, "hs6", "six digits"),
        ({"hs6": "٠٩٠٢٠٠"}, "hs6", "six digits"),
        ({"hs6": "1234567"}, "hs6", "at most 6"),
        ({"parent": "nowhere"}, "parent", "valid choice"),
        ({"kind": ""}, "kind", "required"),
    ],
)
def test_what_is_refused_of_a_thing_stands_by_its_field_and_what_was_typed_stays(
    desk: Client, changed: dict[str, str], field: str, told: str
) -> None:
    before = kept()
    page = page_of(desk.post(reverse(ADD["concept"]), sent(**changed)))
    assert told in errors_of(page)[field]
    assert list(errors_of(page)) == [field]
    assert the(page, "[name=names-en]")["value"] == "rooibos"
    assert kept() == before


@pytest.mark.parametrize("english", ["", "   ", "\u00a0"])
def test_a_thing_without_an_english_name_is_refused_whole(desk: Client, english: str) -> None:
    before = kept()
    page = page_of(desk.post(reverse(ADD["concept"]), sent(**{"names-en": english, "names-th": "รอยบอส"})))
    assert "at least the English name" in page.get_text()
    assert the(page, "[name=names-th]")["value"] == "รอยบอส"
    assert kept() == before


@pytest.mark.parametrize(
    ("changed", "field", "told"),
    [
        ({"text": "  tea "}, "text", "It has this name already."),
        ({"text": "…"}, "text", "Write at least one word."),
        ({"text": "x" * 201}, "text", "at most 200"),
        ({"concept": ""}, "concept", "required"),
        ({"language": ""}, "language", "required"),
    ],
)
def test_what_is_refused_of_a_name_stands_by_its_field(
    desk: Client, changed: dict[str, str], field: str, told: str
) -> None:
    before = kept()
    page = page_of(
        desk.post(reverse(ADD["label"]), {"concept": "tea", "language": "en", "text": "cha", **changed})
    )
    assert told in errors_of(page)[field]
    assert list(errors_of(page)) == [field]
    assert kept() == before


def test_a_circle_is_told_by_what_closes_it(desk: Client, mate: Concept) -> None:
    edit = reverse("concepts:edit", args=[mate.pk])
    page = page_of(desk.post(edit, sent(slug="mate", parent="mate", note="round and round")))
    assert errors_of(page) == {"parent": "A concept cannot stand below itself."}
    mate.refresh_from_db()
    assert (mate.parent, mate.note) == (Concept.objects.get(slug="tea"), "from the south")


def test_a_thing_with_others_below_it_is_not_removed_and_that_is_told(
    desk: Client, edda: User, mate: Concept
) -> None:
    add_concept(actor=edda, slug="roasted", about=About("food", mate), names={"en": "roasted mate"})
    before = kept()
    page = page_of(desk.post(reverse("concepts:delete", args=[mate.pk]), follow=True))
    assert "Other concepts stand below this one." in page.get_text()
    assert kept() == before


def test_what_is_changed_is_on_the_record_with_before_and_after(
    desk: Client, edda: User, mate: Concept
) -> None:
    desk.post(
        reverse("concepts:edit", args=[mate.pk]), sent(slug="mate", parent="", hs6="121190", note="a shrub")
    )
    entry = by_actor(edda)[0]
    assert (entry.action, entry.role, entry.target_name) == ("concept.change", "editor", str(mate))
    tea = Concept.objects.get(slug="tea").pk
    assert {one.field: (one.before, one.after) for one in changes(entry)} == {
        "parent": (tea, None),
        "hs6": ("090300", "121190"),
        "note": ("from the south", "a shrub"),
    }


def test_sending_a_thing_unchanged_changes_nothing(desk: Client, mate: Concept) -> None:
    edit = reverse("concepts:edit", args=[mate.pk])
    as_it_is = sent(slug="mate", hs6="090300", note="from the south")
    assert desk.post(edit, as_it_is).status_code == 302
    entry = Entry.objects.order_by("pk").last()
    assert entry is not None
    assert changes(entry) == []
    assert Label.objects.filter(concept=mate).count() == 2


STATES = [state.value for state in Label.State]


@pytest.mark.parametrize("was", STATES)
@pytest.mark.parametrize("now", STATES)
def test_a_name_goes_from_any_state_to_any_other_and_keeps_its_words(
    desk: Client, edda: User, was: str, now: str
) -> None:
    thai = Label.objects.get(text="ชา")
    Label.objects.filter(pk=thai.pk).update(state=was)
    edit = reverse("labels:edit", args=[thai.pk])
    chosen = the(page_of(desk.get(edit)), f"[name=state] [value={was}]")
    assert chosen.has_attr("selected") or chosen.has_attr("checked")
    assert desk.post(edit, {"state": now, "text": "other", "concept": "nothing"}).status_code == 302
    thai.refresh_from_db()
    assert (thai.state, thai.text, thai.concept.slug, thai.from_file) == (now, "ชา", "tea", True)
    entry = by_actor(edda)[0]
    assert entry.action == "label.change"
    assert entry.after == ({} if was == now else {"state": now})


def test_a_state_that_is_none_is_refused(desk: Client) -> None:
    thai = Label.objects.get(text="ชา")
    page = page_of(desk.post(reverse("labels:edit", args=[thai.pk]), {"state": "perfect"}))
    assert "valid choice" in errors_of(page)["state"]
    thai.refresh_from_db()
    assert thai.state == "machine"


@pytest.mark.parametrize(("mark", "others"), [("scoped", "search_only"), ("search_only", "scoped")])
def test_a_name_whose_marks_were_set_is_the_editors_from_then_on(
    desk: Client, mark: str, others: str
) -> None:
    thai = Label.objects.get(text="ชา")
    desk.post(reverse("labels:edit", args=[thai.pk]), {"state": "machine", mark: "on"})
    thai.refresh_from_db()
    assert (getattr(thai, mark), getattr(thai, others), thai.from_file) == (True, False, False)


def test_a_name_a_second_editor_just_removed_is_not_found(desk: Client, mate: Concept) -> None:
    gone = Label.objects.get(text="马黛茶")
    desk.post(reverse("labels:delete", args=[gone.pk]))
    assert not Label.objects.filter(pk=gone.pk).exists()
    for address in ("labels:edit", "labels:delete"):
        assert desk.post(reverse(address, args=[gone.pk]), {"state": "reviewed"}).status_code == 404
    assert not Label.objects.filter(text="马黛茶").exists()


@pytest.mark.parametrize(
    ("address", "posted"),
    [
        ("concepts:add", sent()),
        ("labels:add", {"concept": "tea", "language": "lo", "text": "ຊາ"}),
        ("concepts:edit", sent(slug="mate", note="taken over")),
        ("concepts:delete", {}),
    ],
)
@pytest.mark.parametrize("who", ["nobody", "nok", "editor"])
def test_who_is_no_editor_of_the_glossary_writes_nothing(
    client: Client, mate: Concept, nok: User, editor: User, address: str, posted: dict[str, Any], who: str
) -> None:
    if who != "nobody":
        client.force_login({"nok": nok, "editor": editor}[who])
    before = kept()
    args = [mate.pk] if address in {"concepts:edit", "concepts:delete"} else []
    assert client.post(reverse(address, args=args), posted).status_code in {302, 403}
    mate.refresh_from_db()
    assert (kept(), mate.note) == (before, "from the south")


@pytest.mark.parametrize(
    ("address", "asked", "shown"),
    [
        ("concepts:index", {"kind": "goods"}, False),
        ("concepts:index", {"kind": "food"}, True),
        ("concepts:index", {"from_file": "true"}, False),
        ("concepts:index", {"from_file": "false"}, True),
        ("concepts:index", {"q": "马黛茶"}, True),
        ("concepts:index", {"q": "nothing of it"}, False),
        ("labels:index", {"q": "mate"}, True),
        ("labels:index", {"language": "th"}, False),
        ("labels:index", {"from_file": "false"}, True),
    ],
)
def test_lists_are_narrowed_to_what_was_asked_for(
    desk: Client, mate: Concept, address: str, asked: dict[str, str], shown: bool
) -> None:
    page = page_of(desk.get(reverse(address), asked))
    assert any("mate" in words(row) for row in page.select("table tbody tr")) == shown
