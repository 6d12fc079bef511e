"""Sending evidence in at the desk, and deciding about it in the editors' area."""

from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalog.files.models import PrivateFile
from catalog.merchants.models import DecisionReason, Evidence, Organization
from catalog.merchants.services.evidence import decide
from portal.accounts.models import User
from portal.pages.services.editors import ensure_editors
from tests.catalog.merchants.evidence.conftest import PDF, USCC, Send, picture

pytestmark = pytest.mark.django_db


def upload(data: bytes = PDF, name: str = "licence.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


@pytest.fixture
def desk(client: Client, owner: User) -> Client:
    client.force_login(owner)
    return client


def read(response: Any, status: int = 200) -> BeautifulSoup:
    assert response.status_code == status, response.content.decode()[:3000]
    return BeautifulSoup(response.content, "html.parser")


def new(house: Organization, kind: str = "registration") -> str:
    return f"/en/desk/{house.slug}/evidence/new/{kind}/"


def said(page: BeautifulSoup, field: str) -> str:
    error = page.find(id=f"id_{field}_error")
    return error.get_text(" ", strip=True) if error else ""


def test_a_document_is_sent_in(desk: Client, tea_house: Organization) -> None:
    given = {"country": "CN", "number": USCC, "issued_on": "2019-03-01", "expires_on": "2099-06-30"}
    response = desk.post(new(tea_house), given | {"file": upload()})
    assert response["Location"] == f"/en/desk/{tea_house.slug}/evidence/"
    evidence = Evidence.objects.get()
    assert str(evidence.expires_on) == "2099-06-30"
    assert evidence.file is not None
    assert evidence.file.name == "licence.pdf"
    row = read(desk.get(response["Location"])).select_one("tbody tr")
    assert row is not None
    assert row.get_text(" ", strip=True).startswith(f"Company registration {USCC} Jun 30, 2099 Waiting")


def test_nothing_typed_is_lost_nor_the_file_where_a_field_is_wrong(
    desk: Client, tea_house: Organization
) -> None:
    given = {"country": "CN", "number": "91110000600037341M", "issuer": "Nanning AMR", "plea": "Hello"}
    page = read(desk.post(new(tea_house), given | {"file": upload()}), 422)
    assert "One looks like this: 91110000600037341L" in said(page, "number")
    kept = page.find("input", {"name": "kept"})
    assert kept is not None
    assert page.find("input", id="id_number")["value"] == "91110000600037341M"  # type: ignore[index]
    assert page.find("input", id="id_issuer")["value"] == "Nanning AMR"  # type: ignore[index]
    assert "Hello" in page.find("textarea").get_text()  # type: ignore[union-attr]
    assert "licence.pdf" in page.get_text()
    again = desk.post(new(tea_house), given | {"number": USCC, "kept": kept["value"]})
    assert again.status_code == 302
    assert str(Evidence.objects.get().file_id) == kept["value"]


def test_another_file_takes_the_place_of_the_one_kept(
    desk: Client, tea_house: Organization, django_capture_on_commit_callbacks: Any
) -> None:
    wrong = {"country": "CN", "number": "1"}
    first = read(desk.post(new(tea_house), wrong | {"file": upload()}), 422).find("input", {"name": "kept"})
    assert first is not None
    second = {"kept": first["value"], "file": upload(picture(), "scan.png")}
    page = read(desk.post(new(tea_house), wrong | second), 422)
    assert "scan.jpg" in page.get_text()
    assert [file.name for file in PrivateFile.objects.all()] == ["scan.jpg"]


def test_a_file_that_cannot_be_taken_is_told_at_its_field_and_the_kept_one_stays(
    desk: Client, tea_house: Organization
) -> None:
    good = {"country": "CN", "number": USCC}
    page = read(desk.post(new(tea_house), good | {"file": upload(b"<svg/>", "licence.pdf")}), 422)
    assert "Send one of these: HEIC, JPG, PDF, PNG, WEBP" in said(page, "file")
    assert "Choose the file." in said(read(desk.post(new(tea_house), good), 422), "file")
    assert not Evidence.objects.exists()
    kept = read(desk.post(new(tea_house), {"country": "CN", "file": upload()}), 422).find(
        "input", {"name": "kept"}
    )
    assert kept is not None
    both = good | {"kept": kept["value"], "file": upload(PDF + b"0" * 10_000_000)}
    page = read(desk.post(new(tea_house), both), 422)
    assert "the most we take is 10 MB" in said(page, "file")
    assert page.find("input", {"name": "kept"})["value"] == kept["value"]  # type: ignore[index]


def test_somebody_elses_kept_file_is_not_taken(
    desk: Client, tea_house: Organization, sophea: User, send: Send
) -> None:
    page = read(desk.post(new(tea_house), {"country": "CN", "file": upload()}), 422)
    kept = page.find("input", {"name": "kept"})
    assert kept is not None
    PrivateFile.objects.filter(pk=str(kept["value"])).update(uploaded_by=sophea)
    used = send().file_id
    for key in (kept["value"], used, uuid4(), "no id"):
        answer = desk.post(new(tea_house), {"country": "CN", "number": USCC, "kept": str(key)})
        assert answer.status_code == 422
    assert Evidence.objects.count() == 1


def test_a_kind_the_organization_does_not_have_is_not_found(desk: Client, tea_house: Organization) -> None:
    for kind in ("identity", "travel-licence", "no-such-kind"):
        assert desk.get(new(tea_house, kind)).status_code == 404
    assert desk.get(new(tea_house, "licence")).status_code == 200


def test_the_owner_reads_why_and_appeals(
    desk: Client, tea_house: Organization, send: Send, reviewer: User
) -> None:
    evidence = send()
    reason = DecisionReason.objects.get(key="not-readable")
    decide(evidence=evidence, accept=False, by=reviewer, reason=reason)
    address = f"/en/desk/{tea_house.slug}/evidence/{evidence.pk}/"
    assert "Send a sharper or complete copy" in read(desk.get(address)).get_text()
    assert read(desk.post(f"{address}appeal/", {"plea": ""}), 422).find(class_="error-summary")
    assert desk.post(f"{address}appeal/", {"plea": "It is sharp."})["Location"] == address
    late = desk.post(f"{address}appeal/", {"plea": "Again."}, follow=True)
    assert "a reviewer has decided meanwhile" in late.content.decode()
    assert desk.post(f"{address}withdraw/").status_code == 302
    evidence.refresh_from_db()
    assert evidence.state == "withdrawn"


def test_another_organizations_evidence_is_not_found(
    client: Client, send: Send, pepper_garden: Organization, sophea: User
) -> None:
    pepper_garden.memberships.create(user=sophea, role="owner")
    evidence = send()
    client.force_login(sophea)
    address = f"/en/desk/{pepper_garden.slug}/evidence/{evidence.pk}/"
    assert client.get(address).status_code == 404
    for action in ("appeal/", "withdraw/"):
        assert client.post(address + action, {"plea": "x"}).status_code == 404
    evidence.refresh_from_db()
    assert evidence.state == "submitted"


@pytest.fixture
def at_editors(client: Client, editor: User) -> Client:
    """An editor of the editors' group, in the editors' area."""
    editor.groups.add(ensure_editors())
    client.force_login(editor)
    return client


def test_the_queue_counts_and_lists_what_waits_longest_first(at_editors: Client, send: Send) -> None:
    assert "Nothing waits." in read(at_editors.get("/editors/review/")).get_text()
    send(kind="tax")
    send()
    page = read(at_editors.get("/editors/review/"))
    assert "Evidence (2)" in page.get_text()
    rows = [row.get_text(" ", strip=True) for row in page.select("table.listing tbody tr")]
    assert [row.split(" 青")[0] for row in rows] == ["Evidence Tax number", "Evidence Company registration"]
    assert "To review (2)" in read(at_editors.get("/editors/")).decode()


def test_an_editor_decides_with_a_reason(at_editors: Client, send: Send) -> None:
    evidence = send()
    address = f"/editors/review/evidence/{evidence.pk}/"
    page = read(at_editors.get(address))
    assert USCC in page.get_text()
    assert "the check digits fit" in page.get_text()
    assert page.select_one(f'a[href$="/file/{evidence.file_id}/"]')
    refused = read(at_editors.post(address, {"decision": "refuse", "note": "Kept words"}), 422)
    assert "A refusal needs a reason." in refused.get_text()
    assert "Kept words" in refused.get_text()
    reason = DecisionReason.objects.get(key="number-differs")
    given = {"decision": "refuse", "reason": reason.pk, "note": "See line 3"}
    assert at_editors.post(address, given)["Location"] == "/editors/review/"
    evidence.refresh_from_db()
    assert (evidence.state, evidence.reason, evidence.note) == ("refused", reason, "See line 3")
    late = at_editors.post(address, {"decision": "accept"}, follow=True)
    assert "withdrawn or decided about meanwhile" in late.content.decode()
    evidence.refresh_from_db()
    assert evidence.state == "refused"


def test_an_editor_accepts(at_editors: Client, send: Send, editor: User) -> None:
    evidence = send()
    at_editors.post(f"/editors/review/evidence/{evidence.pk}/", {"decision": "accept"})
    evidence.refresh_from_db()
    assert (evidence.state, evidence.decided_by) == ("accepted", editor)


def test_reasons_are_the_editors_to_write(at_editors: Client) -> None:
    reason = DecisionReason.objects.get(key="not-readable")
    address = f"/editors/decision_reasons/edit/{reason.pk}/"
    assert at_editors.get(address).status_code == 200
    given = {
        "key": reason.key,
        "about": "evidence",
        "position": 5,
        "words-en": "Too dark.",
        "words-km": "ងងឹតពេក",
    }
    assert at_editors.post(address, given).status_code == 302
    reason.refresh_from_db()
    assert reason.words == {"en": "Too dark.", "km": "ងងឹតពេក"}
    assert not reason.offered


def test_every_reason_has_words_in_every_language() -> None:
    assert DecisionReason.objects.filter(about="evidence").count() == 5
    assert DecisionReason.objects.filter(about="suspension").count() == 5
    assert DecisionReason.objects.filter(about="storefront").count() == 2
    for reason in DecisionReason.objects.all():
        assert len(reason.words) == 10
        assert all(reason.words.values())


def test_who_is_no_reviewer_sees_no_queue(client: Client, send: Send, editor: User, nok: User) -> None:
    evidence = send()
    for person in (editor, nok):
        client.force_login(person)
        for address in ("/editors/review/", f"/editors/review/evidence/{evidence.pk}/"):
            assert client.get(address).status_code in {302, 403}
            assert client.post(address, {"decision": "accept"}).status_code in {302, 403, 405}
    evidence.refresh_from_db()
    assert evidence.state == "submitted"
