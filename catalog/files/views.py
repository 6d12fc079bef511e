"""The one way out for private files."""

import uuid

from django.contrib.auth.views import redirect_to_login
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.files.models import PrivateFile
from catalog.files.selectors import readable_file


@require_safe
def private_file(request: HttpRequest, file_id: uuid.UUID) -> HttpResponseBase:
    """Send a private file to somebody who may read it, always as a download, never kept by anybody between.

    Who is not signed in is asked to, whether the file exists or not; who may not read it gets the same
    404 as for a file that does not exist.
    """
    file = readable_file(file_id=file_id, reader=request.user)
    if file is None:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise Http404(_("There is no such file."))
    return sent_as_download(file)


def sent_as_download(file: PrivateFile) -> FileResponse:
    """Return a private file as a download that nobody between keeps; who may read it was asked before."""
    response = FileResponse(
        storages["private"].open(file.path),
        as_attachment=True,
        filename=file.name,
        content_type=file.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
