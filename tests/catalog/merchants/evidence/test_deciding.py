"""Evidence is sent in, decided about with a reason, replaced, appealed and taken back; nothing is sold."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from PIL import Image

from catalog.audit.selectors import history
from catalog.files.models import PrivateFile
from catalog.files.permissions import may_read
from catalog.merchants.models import DecisionReason, Evidence, Organization
from catalog.merchants.selectors.evidence import trust_of, unused_files, waiting
from catalog.merchants.services import add_member
from catalog.merchants.services import evidence as services
from catalog.merchants.services.evidence import (
    appeal,
    decide,
    forget_unused,
    keep_upload,
    withdraw_evidence,
)
from catalog.merchants.services.leaving import remove_organization
from catalog.merchants.services.moves import MoveRefused
from catalog.notices.letters import shown
from catalog.notices.models import Notice
from catalog.seams import freshness
from portal.accounts.models import User
from tests.catalog.merchants.evidence.conftest import PDF, Send, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def reason() -> DecisionReason:
    return DecisionReason.objects.get(key="another-name")


def test_what_is_sent_in_waits_for_a_reviewer(send: Send, tea_house: Organization, owner: User) -> None:
    evidence = send(issuer=" Nanning AMR ", issued_on=date(2019, 3, 1))
    assert (evidence.state, evidence.number_checked, evidence.issuer) == ("submitted", True, "Nanning AMR")
    assert list(waiting()) == [evidence]
    assert trust_of([tea_house.pk]) == {}
    assert (history(tea_house)[0].action, history(tea_house)[0].actor) == ("evidence.submitted", owner)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": ""}, "number"),
        ({"number": "123"}, "number"),
        ({"issued_on": date(2999, 1, 1)}, "issued_on"),
        ({"expires_on": date(2020, 1, 1)}, "expires_on"),
        ({"file": uuid4()}, "file"),
    ],
)
def test_what_does_not_fit_is_refused_by_field(send: Send, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        send(**changes)
    assert set(refused.value.message_dict) == {field}
    assert not Evidence.objects.exists()


def test_a_file_serves_once_and_only_its_own_organization(
    send: Send, tea_house: Organization, pepper_garden: Organization, owner: User, sophea: User
) -> None:
    used = send().file
    theirs = keep_upload(organization=pepper_garden, data=PDF, name="theirs.pdf", by=sophea)
    for file in (used, theirs):
        assert file is not None
        with pytest.raises(ValidationError, match="Choose the file again"):
            send(file=file.pk)


def test_acceptance_shows_on_the_panel_and_tells_the_owner(
    send: Send, tea_house: Organization, owner: User, reviewer: User
) -> None:
    seen = freshness.generation("storefronts", "goods")
    decide(evidence=send(), accept=True, by=reviewer)
    (line,) = trust_of([tea_house.pk])[tea_house.pk]
    assert (line.kind, line.country, line.checked_by) == ("registration", "CN", "Mei Reviewer")
    notice = Notice.objects.get(recipient=owner)
    assert shown(notice, "en").subject == "Company registration: Accepted"
    assert freshness.generation("storefronts", "goods") != seen
    assert history(tea_house)[0].role == "reviewer"


def test_a_refusal_reads_in_the_owners_language(
    send: Send, tea_house: Organization, owner: User, reviewer: User, reason: DecisionReason
) -> None:
    evidence = send()
    with pytest.raises(ValidationError, match="needs a reason"):
        decide(evidence=evidence, accept=False, by=reviewer)
    decide(evidence=evidence, accept=False, by=reviewer, reason=reason, note="Page 2 is missing.")
    words = shown(Notice.objects.get(), owner.language)
    assert "文件上的名称与贵机构不符。" in words.text
    assert "Page 2 is missing." in words.text
    assert trust_of([tea_house.pk]) == {}


def test_an_accepted_one_can_be_refused_later_and_leaves_the_panel(
    send: Send, tea_house: Organization, reviewer: User, reason: DecisionReason
) -> None:
    evidence = decide(evidence=send(), accept=True, by=reviewer)
    decide(evidence=evidence, accept=False, by=reviewer, reason=reason)
    assert trust_of([tea_house.pk]) == {}


def test_a_newer_one_takes_the_place_of_its_kind_only(
    send: Send, tea_house: Organization, reviewer: User
) -> None:
    first = decide(evidence=send(), accept=True, by=reviewer)
    other = decide(evidence=send(kind="tax"), accept=True, by=reviewer)
    second = decide(evidence=send(), accept=True, by=reviewer)
    states = {one.pk: one.state for one in Evidence.objects.all()}
    assert states == {first.pk: "replaced", other.pk: "accepted", second.pk: "accepted"}
    assert [line.kind for line in trust_of([tea_house.pk])[tea_house.pk]] == ["registration", "tax"]


def test_an_appeal_comes_before_the_reviewers_again(
    send: Send, owner: User, reviewer: User, reason: DecisionReason
) -> None:
    evidence = send()
    with pytest.raises(MoveRefused):
        appeal(evidence=evidence, plea="Look again", by=owner)
    decide(evidence=evidence, accept=False, by=reviewer, reason=reason)
    with pytest.raises(ValidationError, match="look at again"):
        appeal(evidence=evidence, plea="  ", by=owner)
    appeal(evidence=evidence, plea="It is our former name.", by=owner)
    assert [one.plea for one in waiting()] == ["It is our former name."]


def test_what_is_withdrawn_is_gone_with_its_file(
    send: Send, tea_house: Organization, owner: User, reviewer: User, django_capture_on_commit_callbacks: Any
) -> None:
    evidence = decide(evidence=send(), accept=True, by=reviewer)
    assert evidence.file is not None
    path = evidence.file.path
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_evidence(evidence=evidence, by=owner)
    assert not PrivateFile.objects.exists()
    assert not storages["private"].exists(path)
    assert trust_of([tea_house.pk]) == {}
    with pytest.raises(MoveRefused):
        decide(evidence=evidence, accept=True, by=reviewer)


def test_pictures_are_made_anew_and_without_what_the_camera_noted(
    tea_house: Organization, owner: User
) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera of Wei"
    data = picture("JPEG", exif=exif)
    assert b"Camera of Wei" in data
    kept = keep_upload(organization=tea_house, data=data, name="photo.jpeg", by=owner)
    with storages["private"].open(kept.path) as file:
        stored = file.read()
    assert b"Camera of Wei" not in stored
    assert (kept.content_type, kept.name) == ("image/jpeg", "photo.jpg")


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "HEIF"])
def test_every_kind_of_picture_is_kept_as_jpeg(tea_house: Organization, owner: User, kind: str) -> None:
    kept = keep_upload(organization=tea_house, data=picture(kind), name="scan", by=owner)
    assert kept.content_type == "image/jpeg"


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "cannot be taken"),
        (b"MZ\x90\x00" + b"\0" * 300, "cannot be taken"),
        (b"PK\x03\x04" + b"\0" * 300, "cannot be taken"),
        (lambda: picture()[:60], "damaged"),
        (lambda: PDF + b"0" * 10_000_000, "the most we take is 10 MB"),
        (lambda: picture("PNG", (9000, 9000), compress_level=1), "too many pixels"),
    ],
)
def test_what_is_no_document_is_refused(
    tea_house: Organization, owner: User, data: bytes | Callable[[], bytes], complaint: str
) -> None:
    sent = data if isinstance(data, bytes) else data()  # large ones are made only where they are sent
    with pytest.raises(ValidationError, match=complaint):
        keep_upload(organization=tea_house, data=sent, name="licence.pdf", by=owner)
    assert not PrivateFile.objects.exists()


def test_only_so_many_files_wait_unused(
    tea_house: Organization, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_UNUSED", 1)
    keep_upload(organization=tea_house, data=PDF, name="a.pdf", by=owner)
    with pytest.raises(ValidationError, match="wait unused"):
        keep_upload(organization=tea_house, data=PDF, name="b.pdf", by=owner)


def test_an_unused_file_goes_after_a_week_and_a_used_one_stays(
    send: Send, tea_house: Organization, owner: User
) -> None:
    used = send().file
    keep_upload(organization=tea_house, data=PDF, name="a.pdf", by=owner)
    assert forget_unused() == 0
    old = PrivateFile.objects.latest("created_at").created_at + timedelta(days=7, minutes=1)
    assert forget_unused(now=old) == 1
    assert [one.pk for one in PrivateFile.objects.all()] == [used.pk if used else None]
    assert unused_files() == []


@pytest.mark.parametrize(
    ("role", "reads"), [("owner", True), ("editor", True), ("finance", True), ("sales", False)]
)
def test_a_document_is_read_by_those_who_need_it(
    send: Send, tea_house: Organization, nok: User, role: str, reads: bool
) -> None:
    file = send().file
    assert file is not None
    assert not may_read(nok, file)
    add_member(organization=tea_house, user_id=nok.pk, role=role)
    assert may_read(nok, file) is reads


def test_a_reviewer_reads_documents_and_another_editor_does_not(
    send: Send, reviewer: User, editor: User, person: Callable[..., User]
) -> None:
    file = send().file
    assert file is not None
    assert may_read(reviewer, file)
    assert not may_read(editor, file)


def test_documents_go_with_their_organization(
    send: Send, tea_house: Organization, pepper_garden: Organization, owner: User, sophea: User
) -> None:
    send()
    keep_upload(organization=tea_house, data=PDF, name="unused.pdf", by=owner)
    theirs = keep_upload(organization=pepper_garden, data=PDF, name="theirs.pdf", by=sophea)
    remove_organization(organization=tea_house)
    assert list(PrivateFile.objects.all()) == [theirs]
    assert not Evidence.objects.exists()
