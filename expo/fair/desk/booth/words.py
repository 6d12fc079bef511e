"""What a booth says in its organization's own language."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalog.files.selectors import manifests
from catalog.files.services import save_picture
from catalog.merchants.desk.guard import Desk, posted
from catalog.merchants.desk.storefront import MOST_PICTURE_BYTES
from catalog.merchants.models import WRITERS
from catalog.seams import preferences
from expo.fair.desk.booth.forms import WordsForm
from expo.fair.desk.booth.guard import FORM, at_booth, back, booth_page, number, saved
from expo.fair.models import Booth
from expo.fair.refusals import Refused
from expo.fair.services.booths import BoothConflict, save_booth


@require_http_methods(FORM)
@at_booth(*WRITERS)
def words(request: HttpRequest, desk: Desk, booth: Booth) -> HttpResponse:
    """The booth's words, its banner and its clock."""
    files = request.FILES if request.method == "POST" else None
    form = WordsForm(posted(request), files, booth=booth, language=preferences.of(request).language)
    revision, conflict = booth.revision, False
    if request.method == "POST" and form.is_valid():
        revision = number(request.POST.get("revision"))
        try:
            save_booth(
                booth=booth,
                texts={name: form.cleaned_data[name] for name in ("headline", "about")},
                time_zone=form.cleaned_data["time_zone"],
                banner=_banner(request, desk, booth),
                revision=revision,
                by=desk.person,
            )
        except BoothConflict as told:
            form.add_error(None, str(told))
            revision, conflict = told.revision, True
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            saved(request)
            return back(desk, "desk-booth-words")
    context = {
        "form": form,
        "fields": list(form),
        "revision": revision,
        "banner": manifests([booth.banner_id]).get(booth.banner_id) if booth.banner_id else None,
    }
    status = 409 if conflict else 422 if form.errors else 200
    return booth_page(request, desk, booth, "words.html", context, status=status)


def _banner(request: HttpRequest, desk: Desk, booth: Booth) -> int | None:
    """Return the banner that was sent, kept or taken away. Raises ValidationError for what is no picture."""
    upload = request.FILES.get("banner")
    if not isinstance(upload, UploadedFile):
        return None if request.POST.get("banner_away") else booth.banner_id
    if (upload.size or 0) > MOST_PICTURE_BYTES:
        raise ValidationError(_("This picture is too large. The most we take is 10 MB."))
    picture = save_picture(
        data=upload.read(),
        title=upload.name or "banner",
        owner_id=desk.organization.pk,
        by=desk.person.pk,
    )
    return int(picture.pk)
