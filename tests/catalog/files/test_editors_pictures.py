"""Editors add pictures in Wagtail's admin; those get the same checks, sizes and silence about their place."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection

from catalog.files.forms import PictureForm
from catalog.files.models import Picture
from catalog.files.services import save_picture
from catalog.files.text_fields import TextsField
from catalog.seams import freshness
from portal.accounts.models import User
from tests.catalog.files.uploads import encoded, is_upright, opened, scene, shot

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the memory file of a thumbnail to the garbage collector.
    pytest.mark.filterwarnings(
        "ignore:.*(SpooledTemporaryFile|name=[0-9]):pytest.PytestUnraisableExceptionWarning"
    ),
]
CAMERA = b"Camera of Wei"


@pytest.fixture(autouse=True)
def _thumbnails() -> Iterator[None]:
    """What Wagtail left is collected within the test that made it."""
    yield
    gc.collect()


@pytest.fixture
def desk(client: Client, administrator: User) -> Client:
    """A browser signed in to the editors' area."""
    client.force_login(administrator)
    return client


def upload(data: bytes, name: str = "IMG_0001.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def collection() -> int:
    root: int = Collection.get_first_root_node().pk
    return root


def add_many(desk: Client, data: bytes, name: str = "IMG_0001.jpg", **more: Any) -> dict[str, Any]:
    """Send a file as the page for many pictures does: only the file, no texts yet."""
    answer = desk.post(
        reverse("wagtailimages:add_multiple"),
        {"files[]": upload(data, name), "title": "Terrace", "collection": collection(), **more},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    found: dict[str, Any] = answer.json()
    return found


def folder(picture: Picture) -> Path:
    return Path(picture.file.path).parent


def files_of(picture: Picture) -> list[bytes]:
    return [path.read_bytes() for path in folder(picture).iterdir()]


def test_a_picture_sent_alone_has_its_sizes_at_once(desk: Client, administrator: User) -> None:
    answer = add_many(desk, shot(orientation=6))
    assert answer["success"]
    picture = Picture.objects.get()
    assert picture.uploaded_by_user == administrator
    assert picture.sizes is not None
    assert (picture.width, picture.height) == (600, 800)
    assert [one.width for one in picture.sizes.webp] == [200, 400, 600]
    assert all(CAMERA not in data for data in files_of(picture))
    assert is_upright(opened((folder(picture) / "whole.jpg").read_bytes()))
    assert f'name="image-{picture.pk}-alt-th"' in answer["form"], "the second step asks for the texts"


def test_the_second_step_asks_for_a_text_alternative(desk: Client) -> None:
    add_many(desk, shot())
    picture = Picture.objects.get()
    address = reverse("wagtailimages:edit_multiple", args=(picture.pk,))
    prefix = f"image-{picture.pk}"
    given = {f"{prefix}-title": "Terrace", f"{prefix}-collection": collection(), f"{prefix}-tags": ""}
    ajax = {"X-Requested-With": "XMLHttpRequest"}
    refused = desk.post(address, {**given, f"{prefix}-alt-th": " "}, headers=ajax).json()
    assert not refused["success"]
    assert "Describe the picture in at least one language." in refused["form"]
    texts = {f"{prefix}-alt-th": "ระเบียง", f"{prefix}-alt-zh-hans": "梯田", f"{prefix}-credit-en": "Wei"}
    assert desk.post(address, {**given, **texts}, headers=ajax).json()["success"]
    changed = Picture.objects.get()
    assert changed.alt == {"th": "ระเบียง", "zh-hans": "梯田"}
    assert changed.credit == {"en": "Wei"}
    assert changed.token == picture.token
    assert changed.manifest == picture.manifest


@pytest.mark.parametrize(
    ("kind", "name"), [("HEIF", "IMG_2.heic"), ("WEBP", "a.webp"), ("PNG", "b.png"), ("JPEG", "c.JPG")]
)
def test_what_phones_send_is_taken(desk: Client, kind: str, name: str) -> None:
    assert add_many(desk, shot(kind, orientation=6), name)["success"]
    assert is_upright(opened((folder(Picture.objects.get()) / "400.webp").read_bytes()))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>", "drawing.svg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>", "drawing.jpg"),
        (encoded(scene(20, 20), "GIF"), "moving.gif"),
        (shot()[:600], "half.jpg"),
        (b"words", "words.png"),
    ],
    ids=["svg", "svg-as-jpg", "gif", "half-a-jpeg", "words-as-png"],
)
def test_what_cannot_be_shown_is_refused_with_a_reason(desk: Client, data: bytes, name: str) -> None:
    answer = add_many(desk, data, name)
    assert not answer["success"]
    assert answer["error_message"]
    assert not Picture.objects.exists()


def test_the_page_for_one_picture_shows_a_line_for_every_language(desk: Client) -> None:
    picture = save_picture(data=shot(), title="Terrace", alt={"km": "ដំណាក់"})
    page = desk.get(reverse("wagtailimages:edit", args=(picture.pk,))).content.decode()
    assert 'name="alt-km" value="ដំណាក់" lang="km"' in page
    assert 'lang="zh-Hans"' in page
    assert page.count('name="credit-') == 10


def edit(desk: Client, picture: Picture, **given: Any) -> Any:
    return desk.post(
        reverse("wagtailimages:edit", args=(picture.pk,)),
        {"title": picture.title, "collection": collection(), "tags": "", "alt-en": "Terrace", **given},
    )


def test_another_file_takes_the_place_of_the_first(
    desk: Client, django_capture_on_commit_callbacks: Any
) -> None:
    picture = save_picture(data=shot(), title="Terrace", alt={"en": "Terrace"})
    before = folder(picture)
    shown = freshness.generation("goods")
    with django_capture_on_commit_callbacks(execute=True):
        assert edit(desk, picture, file=upload(shot(width=900, height=500))).status_code == 302
    assert freshness.generation("goods") != shown, "cached pages name the old files"
    changed = Picture.objects.get()
    assert (changed.width, changed.height) == (900, 500)
    assert changed.token != picture.token
    assert changed.sizes is not None
    assert changed.sizes.webp[-1].width == 800
    assert len(files_of(changed)) == 7
    assert not before.exists()
    assert changed.file_hash != picture.file_hash
    again = save_picture(data=shot(), title="Terrace")
    assert again.pk != changed.pk, "what its owner sent is another picture now"


def test_texts_change_without_touching_the_files(desk: Client) -> None:
    picture = save_picture(data=shot(), title="Terrace", alt={"en": "Terrace", "th": "ระเบียง"})
    assert edit(desk, picture, title="Rice terrace").status_code == 302
    changed = Picture.objects.get()
    assert changed.title == "Rice terrace"
    assert changed.alt == {"en": "Terrace"}
    assert changed.manifest == picture.manifest


def test_a_damaged_file_leaves_the_picture_as_it_was(desk: Client) -> None:
    picture = save_picture(data=shot(), title="Terrace", alt={"en": "Terrace"})
    answer = edit(desk, picture, file=upload(shot()[:2000]))
    assert answer.status_code == 200
    assert "damaged" in answer.content.decode()
    assert Picture.objects.get().token == picture.token
    assert (folder(picture) / "200.webp").exists()


def test_a_picture_chosen_from_within_a_page_is_treated_the_same(desk: Client) -> None:
    answer = desk.post(
        reverse("wagtailimages_chooser:create"),
        {
            "image-chooser-upload-title": "Terrace",
            "image-chooser-upload-file": upload(shot(orientation=8)),
            "image-chooser-upload-collection": collection(),
            "image-chooser-upload-alt-vi": "Ruộng bậc thang",
        },
    )
    assert answer.json()["step"] == "chosen"
    picture = Picture.objects.get()
    assert picture.alt == {"vi": "Ruộng bậc thang"}
    assert picture.sizes is not None
    assert all(CAMERA not in data for data in files_of(picture))


def test_an_upload_that_wagtail_kept_aside_is_made_ready_as_well(
    desk: Client, django_capture_on_commit_callbacks: Any
) -> None:
    """A title that is too long makes Wagtail keep the raw file and assign it to the model itself later."""
    answer = add_many(desk, shot(orientation=6), title="x" * 300)
    assert answer["success"]
    assert not Picture.objects.exists()
    waiting = answer["uploaded_file_id"]
    prefix = f"uploaded-image-{waiting}"
    given = {
        f"{prefix}-title": "Terrace",
        f"{prefix}-collection": collection(),
        f"{prefix}-alt-en": "Terrace",
    }
    address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=(waiting,))
    before = set(default_storage.listdir("pictures")[0]) if default_storage.exists("pictures") else set()
    with django_capture_on_commit_callbacks(execute=True):
        finished = desk.post(address, given, headers={"X-Requested-With": "XMLHttpRequest"})
    assert finished.json()["success"]
    picture = Picture.objects.get()
    assert picture.sizes is not None
    assert (picture.width, picture.height) == (600, 800)
    assert len(files_of(picture)) == 7
    assert all(CAMERA not in data for data in files_of(picture))
    assert set(default_storage.listdir("pictures")[0]) - before == {picture.token}, "the raw file is gone"


def test_an_editor_may_add_the_same_picture_twice(desk: Client) -> None:
    """Wagtail asks whether it was meant; it is not refused."""
    first, second = add_many(desk, shot()), add_many(desk, shot())
    assert first["duplicate"] is False
    assert second["duplicate"] is True
    assert Picture.objects.count() == 2


def test_a_text_alternative_has_a_length() -> None:
    field = TextsField(longest=10)
    assert field.clean({"en": " short "}) == {"en": "short"}
    form = PictureForm.base_fields["alt"]
    assert isinstance(form, TextsField)
    with pytest.raises(Exception, match="ไทย: at most 10 characters"):
        field.clean({"th": "ก" * 11})
