"""A draft as it would read in another language, with the translations there are of its texts."""

from wagtail.fields import StreamField
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import StringValue

from portal.pages.models.base import PortalPage


def draft_in(page: PortalPage, language: str) -> PortalPage:
    """Return the draft with its texts in that language as far as they are translated; it is never saved.

    Without a single translation it is the page itself, shown as readers of that language would get it.
    """
    locale = Locale.objects.filter(language_code=language).first()
    if locale is None or locale.pk == page.locale_id:
        return page
    known = dict(
        StringTranslation.objects.filter(
            locale=locale, context__object_id=page.translation_key, has_error=False
        ).values_list("translation_of__data", "data")
    )
    own, shown = _twin(page), _twin(page)
    segments = extract_segments(own)
    texts = [segment for segment in segments if isinstance(segment, StringSegmentValue)]
    if not any(segment.string.data in known for segment in texts):
        return page
    for segment in texts:
        segment.string = StringValue(known.get(segment.string.data, segment.string.data))
    ingest_segments(own, shown, page.locale, locale, segments)
    shown.locale = locale
    return shown


def _twin(page: PortalPage) -> PortalPage:
    """Return a copy of the draft in which every block has an id; those just added in a form have none yet."""
    copy: PortalPage = page.specific_class()
    for field in page._meta.concrete_fields:
        value = getattr(page, field.attname)
        setattr(copy, field.attname, field.get_prep_value(value) if isinstance(field, StreamField) else value)
    return copy
