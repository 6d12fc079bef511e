"""Files that come with the form: kept before anything else is looked at, so that none is asked for twice."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from catalog.files.services import save_picture
from catalog.merchants.desk.guard import Desk
from catalog.products.listing_files import MOST_BYTES
from catalog.products.listing_form.papers import MOST_PICTURES
from catalog.products.services.papers import keep_paper

Complaints = dict[str, ValidationError]
_PAPER = re.compile(r"((?:certificate|document)_\d{1,2}_)file")


def taken(request: HttpRequest, desk: Desk) -> tuple[QueryDict, Complaints]:
    """Keep what was sent; return what the form is to be bound to, and by field what was not taken."""
    data = request.POST.copy()
    complaints: Complaints = {}
    for name in list(request.FILES):
        match = _PAPER.fullmatch(name)
        file = request.FILES.get(name)
        if match is None or not isinstance(file, UploadedFile):
            continue
        try:
            paper = keep_paper(
                organization=desk.organization,
                data=file.read(MOST_BYTES + 1),
                name=file.name or "",
                by=desk.person,
            )
            data[f"{match[1]}kept"] = str(paper.pk)
        except ValidationError as error:
            complaints[name] = error
    sent = request.FILES.getlist("pictures_new")
    wrong = [problem for file in sent if (problem := _picture(file, data, desk))]
    if wrong:
        complaints["pictures_new"] = ValidationError(wrong)
    return data, complaints


def _picture(file: UploadedFile[Any], data: QueryDict, desk: Desk) -> ValidationError | None:
    """Keep one picture and add its line to what was typed; return what is wrong with it instead."""
    lines = sum(bool(re.fullmatch(r"picture_\d{1,3}_kept", name)) for name in data)
    try:
        if lines >= MOST_PICTURES:
            raise ValidationError(_("At most %(most)s pictures.") % {"most": MOST_PICTURES})
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(_("This picture is too large. The most we take is 10 MB."))
        picture = save_picture(
            data=file.read(), title=file.name or "", owner_id=desk.organization.pk, by=desk.person.pk
        )
    except ValidationError as error:
        return ValidationError([f"{file.name}: {message}" for message in error.messages])
    data[f"picture_{lines}_kept"] = str(picture.pk)
    return None
