"""The storefront's words in another language, beside those of its own and what a translator proposes."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from catalog.merchants.desk.guard import Desk, desk_page, for_members, posted
from catalog.merchants.desk.proposing import by_machine, proposed, reviewed, row
from catalog.merchants.desk.storefront import (
    FORM,
    back,
    draft_differences,
    revision_of,
    saved_draft,
    state_of,
    storefront_of,
)
from catalog.merchants.models import WRITERS
from catalog.merchants.selectors.drafts import draft_of, kinds_of_texts
from catalog.merchants.selectors.storefronts import pictures_told
from catalog.merchants.services.drafting import TEXTS, DraftConflict, with_pictures_told, written
from catalog.merchants.storefront_forms import PicturesForm, TextsForm
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
    sources = {name: getattr(draft.document, name).get(own, "") for name in TEXTS}
    asked = proposed(request, sources, own, code)
    sent = asked.data if asked else posted(request)
    form = TextsForm(sent, document=draft.document, words_in=code)
    gallery = pictures_told(draft.document.gallery, draft.document.alt)
    told = {picture: alt.get(code, "") for picture, _sizes, alt in gallery}
    pictures = PicturesForm(sent, told=told, words_in=code)
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
            document = with_pictures_told(document, language=code, texts=pictures.changed())
            conflict, saved = saved_draft(request, desk, store, document, form)
            if saved:
                return back(desk, "desk-storefront-texts", code)
            revision = conflict.revision if conflict else revision
    kinds = kinds_of_texts(store, draft.document)[code]
    context = {
        "form": form,
        "fields": [row(form, name, sources[name], kinds.get(name, ""), asked) for name in TEXTS],
        "pictures": [
            {"sizes": sizes, "source": alt.get(own, ""), "field": pictures[f"alt_{picture}"]}
            for picture, sizes, alt in gallery
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
