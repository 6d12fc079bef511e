"""Documents everybody takes along while the booth is shown, and a video at two addresses."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.test import Client

from catalog.files.models import PrivateFile
from expo.fair.models import Booth, BoothDocument, BoothVideo, Edition
from expo.fair.refusals import Refused
from expo.fair.services.booth_media import add_document, remove_document, remove_video, save_video
from expo.fair.services.booths import EditionOver, withdraw_booth
from expo.fair.services.editions import move_edition
from portal.accounts.models import User

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
IN_CHINA, ELSEWHERE = "https://v.example.cn/tea", "https://video.example.org/tea"


def lay_out(booth: Booth, by: User, **given: object) -> BoothDocument:
    fields = {"data": PDF, "file_name": "list.pdf", "name": "双语报价单"}
    return add_document(booth=booth, by=by, **(fields | given))  # type: ignore[arg-type]


def taken(client: Client, address: str) -> bytes:
    """Return what a visitor downloads."""
    response: Any = client.get(address)
    return b"".join(response.streaming_content)


def show(booth: Booth, by: User, **given: str) -> BoothVideo:
    fields = {"in_china": IN_CHINA, "elsewhere": ELSEWHERE, "title": "陈化仓库", "transcript": "这里很凉。"}
    return save_video(booth=booth, by=by, **(fields | given))


def test_everybody_takes_a_document_along_from_a_booth_that_is_shown(
    shown_booth: Booth, owner: User, client: Client
) -> None:
    document = lay_out(shown_booth, owner)
    page = client.get(f"/en/fair/2026/booth/{shown_booth.slug}/").content.decode()
    address = f"/en/file/{document.file_id}/"
    assert f'<a href="{address}"><span lang="zh-Hans">双语报价单</span></a>' in page
    assert "PDF 1 kB" in page
    assert taken(client, address) == PDF


def test_nobody_else_takes_one_from_a_draft_or_withdrawn_booth(
    booth: Booth, owner: User, nok: User, client: Client
) -> None:
    document = lay_out(booth, owner)
    address = f"/en/file/{document.file_id}/"
    assert client.get(address).status_code == 302
    client.force_login(nok)
    assert client.get(address).status_code == 404
    client.force_login(owner)
    assert taken(client, address) == PDF


def test_a_withdrawn_booth_takes_its_documents_with_it(
    shown_booth: Booth, owner: User, client: Client
) -> None:
    document = lay_out(shown_booth, owner)
    withdraw_booth(booth=shown_booth, by=owner)
    assert client.get(f"/en/file/{document.file_id}/").status_code == 302


def test_documents_of_a_past_booth_stay(
    shown_booth: Booth, owner: User, edition: Edition, client: Client
) -> None:
    document = lay_out(shown_booth, owner)
    move_edition(edition=edition, to="after")
    with pytest.raises(EditionOver):
        remove_document(document=document)
    assert taken(client, f"/en/file/{document.file_id}/") == PDF


def test_a_document_goes_with_its_file(
    booth: Booth, owner: User, django_capture_on_commit_callbacks: object
) -> None:
    document = lay_out(booth, owner)
    path = document.file.path
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        remove_document(document=document)
    assert not PrivateFile.objects.exists()
    assert not storages["private"].exists(path)


@pytest.mark.parametrize("given", [{"data": b"MZ\x90\x00"}, {"data": b""}, {"data": b"<html></html>"}])
def test_what_is_no_document_is_not_taken(booth: Booth, owner: User, given: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        lay_out(booth, owner, **given)
    assert not BoothDocument.objects.exists()


def test_a_document_has_a_name_and_there_is_a_most(
    booth: Booth, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refused, match="what this document is"):
        lay_out(booth, owner, name=" ")
    monkeypatch.setattr("expo.fair.services.booth_media.MOST", 1)
    lay_out(booth, owner)
    with pytest.raises(Refused, match="at most 1"):
        lay_out(booth, owner)


def test_a_video_is_a_choice_of_two_links_and_nothing_is_fetched_before(
    shown_booth: Booth, owner: User, client: Client
) -> None:
    show(shown_booth, owner)
    page = client.get(f"/en/fair/2026/booth/{shown_booth.slug}/").content.decode()
    assert f'href="{IN_CHINA}" rel="external nofollow noopener noreferrer">Watch in mainland China<' in page
    assert f'href="{ELSEWHERE}" rel="external nofollow noopener noreferrer">Watch elsewhere<' in page
    assert "这里很凉。" in page
    for address in (IN_CHINA, ELSEWHERE):
        assert page.count(address) == 1
    for element in ("<iframe", "<video", "<embed", "<object", "preconnect", "prefetch"):
        assert element not in page


def test_a_video_with_one_address_offers_that_alone(shown_booth: Booth, owner: User, client: Client) -> None:
    show(shown_booth, owner, elsewhere="")
    page = client.get(f"/en/fair/2026/booth/{shown_booth.slug}/").content.decode()
    assert "Watch in mainland China" in page
    assert "Watch elsewhere" not in page


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"in_china": "", "elsewhere": ""}, "https://"),
        ({"in_china": "http://v.example.cn/tea"}, "https://"),
        ({"elsewhere": "javascript:alert(1)"}, "https://"),
        ({"title": " "}, "title"),
        ({"transcript": ""}, "cannot watch"),
    ],
)
def test_a_video_needs_an_address_a_title_and_a_transcript(
    booth: Booth, owner: User, given: dict[str, str], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        show(booth, owner, **given)
    assert not BoothVideo.objects.exists()


def test_a_video_is_replaced_and_taken_away(booth: Booth, owner: User) -> None:
    first = show(booth, owner)
    assert show(booth, owner, title="新仓库").pk == first.pk
    remove_video(booth=booth)
    remove_video(booth=booth)
    assert not BoothVideo.objects.exists()
