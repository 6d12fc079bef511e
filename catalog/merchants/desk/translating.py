"""The storefront's words in another language, beside those of its own and what a translator proposes."""

from collections.abc import Mapping

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from catalog.merchants.desk.guard import Desk, desk_page, for_members, posted
from catalog.merchants.desk.in_words import draft_differences
from catalog.merchants.desk.proposing import by_machine, proposed, reviewed, row
from catalog.merchants.desk.storefront import (
    FORM,
    back,
    revision_of,
    saved_draft,
    state_of,
    storefront_of,
)
from catalog.merchants.document import StorefrontDocument
from catalog.merchants.gallery import Told, place, with_pictures_told
from catalog.merchants.models import WRITERS
from catalog.merchants.selectors.drafts import draft_of, kinds_of_texts
from catalog.merchants.selectors.storefronts import pictures_told
from catalog.merchants.services.drafting import TEXTS, DraftConflict, written
from catalog.merchants.storefront_forms import PicturesForm, TextsForm, box_of
from catalog.reference.languages import codes, html_tag
from catalog.seams import preferences


@require_http_methods(FORM)
@for_members(*WRITERS)
def texts(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """The storefront's words in another language, beside those of its own."""
    store = storefront_of(desk)
    draft, own = draft_of(store), store.organization.source_language
    if code not in codes() or code == own:
        raise Http404("No such language here.")
    gallery = pictures_told(draft.document.gallery, draft.document.alt)
    told = {picture: alt for picture, _sizes, alt in gallery}
    sources = {name: getattr(draft.document, name).get(own, "") for name in TEXTS}
    shown = {box_of(picture): alt.get(own, "") for picture, alt in told.items()}
    asked = proposed(request, sources | shown, own, code)
    sent = asked.data if asked else posted(request)
    form = TextsForm(sent, document=draft.document, words_in=code)
    pictures = PicturesForm(sent, told={one: alt.get(code, "") for one, alt in told.items()}, words_in=code)
    conflict: DraftConflict | None = None
    document, revision = draft.document, draft.revision
    if request.method == "POST":
        revision = revision_of(request)
        if form.is_valid() and pictures.is_valid() and not asked:
            said = form.texts()
            document = written(
                draft.document,
                language=code,
                texts=said,
                by_machine=by_machine(request.POST, said),
                reviewed=reviewed(request.POST, said),
            )
            document = _with_pictures(request, document, code, pictures.texts(), told)
            conflict, saved = saved_draft(request, desk, store, document, form)
            if saved:
                return back(desk, "desk-storefront-texts", code)
            revision = conflict.revision if conflict else revision
    kinds = kinds_of_texts(store, draft.document)[code]
    context = {
        "form": form,
        "told": pictures,
        "fields": [row(form, name, sources[name], kinds.get(name, ""), asked) for name in TEXTS],
        "pictures": [
            {
                **row(pictures, box_of(one), alt.get(own, ""), kinds.get(place(one), ""), asked),
                "sizes": sizes,
            }
            for one, sizes, alt in gallery
        ],
        "source_tag": html_tag(own),
        "tag": html_tag(code),
        "code": code,
        "language": dict(settings.LANGUAGES)[code],
        "revision": revision,
        "failed": asked.failed if asked else "",
        "differs": draft_differences(document, conflict.document, preferences.of(request).language)
        if conflict
        else [],
        **state_of(store, desk),
    }
    invalid = bool(form.errors or pictures.errors) and not asked
    status = 409 if conflict else 422 if invalid else 503 if asked and asked.failed else 200
    return desk_page(request, desk, "merchants/desk/storefront_texts.html", context, status=status)


def _with_pictures(
    request: HttpRequest, document: StorefrontDocument, code: str, texts: Mapping[int, str], told: Told
) -> StorefrontDocument:
    """Return the document with what was typed of its pictures in one language."""
    boxes = {box_of(picture): picture for picture in texts}
    typed = {name: texts[picture] for name, picture in boxes.items()}
    return with_pictures_told(
        document,
        language=code,
        texts=texts,
        told=told,
        by_machine=[boxes[name] for name in by_machine(request.POST, typed)],
        reviewed=[boxes[name] for name in reviewed(request.POST, typed)],
    )
