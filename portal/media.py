"""Public pictures as files, and what is drawn where one is gone from the disk."""

from pathlib import PurePosixPath

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.static import serve as serve_file

PICTURES = frozenset({".webp", ".jpg", ".jpeg", ".png"})
# The star of an empty frame, upon nothing: the frame behind it has its own colour, light or dark.
STAR = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300" viewBox="-9 3 66 42">'
    '<path fill="#7d918b" fill-opacity=".5" d="M24 10.6 25.1 19.9 30.7 12.4 27 21 35.6 17.3 28.1 22.9 37.4 '
    "24 28.1 25.1 35.6 30.7 27 27 30.7 35.6 25.1 28.1 24 37.4 22.9 28.1 17.3 35.6 21 27 12.4 30.7 19.9 25.1 "
    '10.6 24 19.9 22.9 12.4 17.3 21 21 17.3 12.4 22.9 19.9z"/></svg>'
)


def media(request: HttpRequest, path: str, document_root: str) -> HttpResponseBase:
    """Serve a file of the public folder. Raises Http404 for one that is gone.

    A picture that is gone is answered with a drawing, still as not found: browsers show what comes with
    a 404 where an image is asked for, and a torn icon in the middle of a list tells a reader nothing.
    """
    try:
        return serve_file(request, path, document_root=document_root)
    except Http404:
        if PurePosixPath(path).suffix.lower() not in PICTURES:
            raise
    return HttpResponse(STAR, status=404, content_type="image/svg+xml", headers={"Cache-Control": "no-store"})
