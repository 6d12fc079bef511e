"""A picture that is gone from the disk leaves a calm frame, not a torn icon."""

from pathlib import Path

import pytest
from django.http import Http404
from django.test import RequestFactory

from portal.media import media


def test_a_file_that_is_there_is_served(rf: RequestFactory, tmp_path: Path, db: None) -> None:
    # Closing an answer ends a request, and at its end Django looks at the connection to the database.
    (tmp_path / "tea.webp").write_bytes(b"RIFF")
    response = media(rf.get("/media/tea.webp"), "tea.webp", str(tmp_path))
    assert b"".join(response) == b"RIFF"
    response.close()


@pytest.mark.parametrize("name", ["gone.webp", "pictures/gone/400.JPG"])
def test_a_picture_that_is_gone_is_drawn_and_still_not_found(
    rf: RequestFactory, tmp_path: Path, name: str
) -> None:
    response = media(rf.get(f"/media/{name}"), name, str(tmp_path))
    assert (response.status_code, response["Content-Type"]) == (404, "image/svg+xml")
    assert response["Cache-Control"] == "no-store"
    assert b"".join(response).startswith(b"<svg")


@pytest.mark.parametrize("name", ["gone.pdf", ""])
def test_anything_else_that_is_gone_has_the_page_that_says_so(
    rf: RequestFactory, tmp_path: Path, name: str
) -> None:
    with pytest.raises(Http404):
        media(rf.get("/media/"), name, str(tmp_path))
