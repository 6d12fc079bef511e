"""Documents and the video of a booth."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from catalog.merchants.desk.guard import Desk
from catalog.merchants.models import WRITERS
from catalog.seams import preferences
from expo.fair.booth_files import MOST_BYTES
from expo.fair.booth_words import document_values
from expo.fair.desk.booth.forms import DocumentForm, VideoForm
from expo.fair.desk.booth.guard import FORM, at_booth, back, booth_page, done, number, saved
from expo.fair.models import Booth, BoothDocument, BoothVideo
from expo.fair.refusals import Refused
from expo.fair.selectors.booths import documents_of
from expo.fair.services.booth_media import add_document, remove_document, remove_video, save_video


@require_http_methods(FORM)
@at_booth(*WRITERS)
def media(request: HttpRequest, desk: Desk, booth: Booth) -> HttpResponse:
    """What visitors take along and watch."""
    data, files = request.POST, request.FILES
    wanted = data.get("form", "") if request.method == "POST" else ""
    own = booth.organization.source_language
    video = BoothVideo.objects.filter(booth=booth).first()
    document_form = DocumentForm(*((data, files) if wanted == "document" else ()))
    video_form = VideoForm(*((data,) if wanted == "video" else ()), video=video, own=own)
    if request.method == "POST" and _written(request, desk, booth, document_form, video_form):
        return back(desk, "desk-booth-media")
    language = preferences.of(request).language
    rows = BoothDocument.objects.filter(booth=booth).values_list("file_id", "pk")
    ids = {str(file): pk for file, pk in rows}
    context: dict[str, Any] = {
        "document_form": document_form,
        "document_fields": list(document_form),
        "video_form": video_form,
        "video_fields": list(video_form),
        "has_video": video is not None,
        "documents": [
            {"id": ids[one.file_id], **document_values(one, language)}
            for one in documents_of(booth, language=language)
        ],
    }
    wrong = document_form.errors or video_form.errors
    return booth_page(request, desk, booth, "media.html", context, status=422 if wrong else 200)


def _written(
    request: HttpRequest, desk: Desk, booth: Booth, document_form: DocumentForm, video_form: VideoForm
) -> bool:
    """Do what was asked for; False where a form has to be shown again."""
    data = request.POST
    if "remove" in data:
        document = (
            BoothDocument.objects.select_related("booth", "file")
            .filter(booth=booth, pk=number(data.get("remove")))
            .first()
        )
        if document is not None:
            done(request, lambda: remove_document(document=document))
        return True
    if "remove_video" in data:
        done(request, lambda: remove_video(booth=booth))
        return True
    form: forms.Form = document_form if document_form.is_bound else video_form
    if not form.is_bound or not form.is_valid():
        return not form.is_bound
    given = form.cleaned_data
    try:
        if form is document_form:
            file = given["file"]
            add_document(
                booth=booth,
                data=file.read(MOST_BYTES + 1),
                file_name=file.name,
                name=given["name"],
                by=desk.person,
            )
        else:
            save_video(booth=booth, by=desk.person, **given)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    saved(request)
    return True
