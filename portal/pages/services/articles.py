"""Writing a page in several languages at once, as an import does: the source, then each translation.

Translations go through wagtail-localize, so that editors find the state of every text where they look for it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from wagtail.fields import StreamField
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    String,
    StringTranslation,
    Template,
    TranslatableObject,
    Translation,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from catalog.files.models import Picture
from portal.pages.models import ArticlePage, EditorialPage, SectionPage
from portal.pages.services.linking import unlink_pages
from portal.pages.services.tree import SOURCE_LANGUAGE
from portal.pages.tree import is_mirror

Blocks = Sequence[tuple[str, Any]]
EditorialKind = TypeVar("EditorialKind", bound=EditorialPage)
LISTS = {"figures", "pictures", "documents"}  # keys under which a block keeps a list of others
MACHINE = StringTranslation.TRANSLATION_TYPE_MACHINE
MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL


@dataclass(frozen=True)
class ArticleWords:
    """A page in one language. ``body`` is blocks as ``(kind, stored value)``, alike in all languages."""

    title: str
    lead: str = ""
    author: str = ""
    body: Blocks = field(default_factory=tuple)


@transaction.atomic
def ensure_page(
    *,
    kind: type[EditorialKind],
    parent: Page,
    slug: str,
    words: Mapping[str, ArticleWords],
    in_menu: bool = False,
) -> EditorialKind:
    """Bring a page of a kind below another to what is said here, in all the languages that are given.

    ``in_menu`` puts it among the ways into the site. Raises as ``ensure_article`` does.
    """
    page = _write(kind, parent, slug, words[SOURCE_LANGUAGE], {"show_in_menus": in_menu})
    _translate(page, words)
    return page


def ensure_section(
    *, parent: Page, slug: str, words: Mapping[str, ArticleWords], in_menu: bool = False
) -> SectionPage:
    """Bring a section below a page to what is said here, in all the languages that are given."""
    return ensure_page(kind=SectionPage, parent=parent, slug=slug, words=words, in_menu=in_menu)


@transaction.atomic
def ensure_article(
    *,
    section: SectionPage,
    slug: str,
    words: Mapping[str, ArticleWords],
    day: date,
    sources: Sequence[Mapping[str, str]],
    picture: Picture | None = None,
    category: str = "",
    country: str = "",
) -> ArticlePage:
    """Bring an article of a section to what is said here, in all the languages that are given; publish it.

    ``sources`` are ``{"title", "address", "checked_on"}`` with the day in ISO 8601, at least one. What is
    not in the source language counts as written by a machine, and never replaces what an editor wrote.
    Raises ValidationError without a source and for what an editor's form would refuse too, ValueError
    where a language has other blocks or paragraphs than the source.
    """
    listed = [("source", dict(source)) for source in sources]
    more = {
        "date": day,
        "picture": picture,
        "category": category,
        "country": country,
        "sources": stream(listed, f"{slug}/sources"),
    }
    page = _write(ArticlePage, section, slug, words[SOURCE_LANGUAGE], more)
    _translate(page, words)
    return page


def _write(
    kind: type[EditorialKind], parent: Page, slug: str, words: ArticleWords, more: Mapping[str, Any]
) -> EditorialKind:
    page: EditorialKind = kind.objects.child_of(parent).filter(slug=slug).first() or kind(
        slug=slug, locale=parent.locale
    )
    _say(page, words, more)
    for streamed in page._meta.get_fields():
        if isinstance(streamed, StreamField):
            streamed.stream_block.clean(getattr(page, streamed.name))  # saving alone does not look inside
    if page.pk is None:
        # Treebeard keeps the number of children on the parent it is given.
        Page.objects.get(pk=parent.pk).add_child(instance=page)
    else:
        page.save()
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def _say(page: EditorialPage, words: ArticleWords, more: Mapping[str, Any]) -> None:
    page.title, page.lead = words.title, words.lead
    page.body = stream(words.body, page.slug)
    if isinstance(page, ArticlePage):
        page.author = words.author
    for name, value in more.items():
        setattr(page, name, value)


def stream(blocks: Blocks, seed: str) -> str:
    """Return blocks as a stream field stores them, with ids that depend on their place alone.

    The same place has the same id in every language and every time: by it a translation finds its text.
    """

    def identity(path: str) -> str:
        return str(uuid5(NAMESPACE_URL, f"{seed}/{path}"))

    def stored(value: Any, path: str) -> Any:
        if not isinstance(value, Mapping):
            return value
        return {
            key: [
                {"type": "item", "value": stored(item, f"{path}/{at}"), "id": identity(f"{path}/{key}/{at}")}
                for at, item in enumerate(inner)
            ]
            if key in LISTS and isinstance(inner, list | tuple)
            else inner
            for key, inner in value.items()
        }

    return json.dumps(
        [
            {"type": kind, "value": stored(value, str(at)), "id": identity(str(at))}
            for at, (kind, value) in enumerate(blocks)
        ],
        ensure_ascii=False,
    )


def _translate(page: EditorialPage, words: Mapping[str, ArticleWords]) -> None:
    source, _created = TranslationSource.update_or_create_from_instance(page)
    places = {
        (path, text): (string, context)
        for string, text, context, path in source.stringsegment_set.values_list(
            "string_id", "string__data", "context_id", "context__path"
        )
    }
    for language, said in words.items():
        if language == SOURCE_LANGUAGE:
            continue
        locale = Locale.objects.get(language_code=language)
        rows = [
            StringTranslation(
                translation_of_id=places[place][0],
                context_id=places[place][1],
                locale=locale,
                data=text,
                translation_type=MACHINE,
            )
            for place, text in _pairs(page, said).items()
        ]
        _put(rows, locale, page)
        _publish(source, locale)


def _pairs(page: EditorialPage, said: ArticleWords) -> dict[tuple[str, str], str]:
    """Return the translation of every text of a page, by its path and its words in the source language."""
    other = type(page)(slug=page.slug, locale=page.locale)
    _say(other, said, {})
    own, theirs = _texts(page), _texts(other)
    if [path for path, _text in own] != [path for path, _text in theirs]:
        raise ValueError(f"{page.slug}: {said.title!r} has other blocks or paragraphs than its source")
    return {place: text for place, (_path, text) in zip(own, theirs, strict=True)}


def _texts(page: EditorialPage) -> list[tuple[str, str]]:
    return [
        (segment.path, segment.string.data)
        for segment in extract_segments(page)
        if isinstance(segment, StringSegmentValue) and segment.path != "slug"
    ]


def _put(rows: Sequence[StringTranslation], locale: Locale, page: Page) -> None:
    reviewed = set(
        StringTranslation.objects.filter(
            context__object_id=page.translation_key, locale=locale, translation_type=MANUAL
        ).values_list("translation_of_id", "context_id")
    )
    StringTranslation.objects.bulk_create(
        [row for row in rows if (row.translation_of_id, row.context_id) not in reviewed],
        update_conflicts=True,
        unique_fields=["locale", "translation_of", "context"],
        update_fields=["data", "translation_type"],
    )


def _publish(source: TranslationSource, locale: Locale) -> None:
    translation, _created = Translation.objects.update_or_create(
        source=source, target_locale=locale, defaults={"enabled": True}
    )
    translation.save_target(publish=False)
    source.get_translated_instance(locale).get_latest_revision().publish()


@transaction.atomic
def remove_page(*, page: Page) -> None:
    """Remove a page in all languages, with all below it, links to it, and its texts for translators."""
    keys = list(page.get_descendants(inclusive=True).values_list("translation_key", flat=True))
    unlink_pages(pages=Page.objects.filter(translation_key__in=keys))
    above = list(page.get_ancestors().values_list("translation_key", flat=True))
    strings = list(
        String.objects.filter(segments__source__object_id__in=keys).values_list("pk", flat=True).distinct()
    )
    templates = list(
        Template.objects.filter(segments__source__object_id__in=keys).values_list("pk", flat=True).distinct()
    )
    for pk in list(
        Page.objects.filter(translation_key__in=keys).order_by("path").values_list("pk", flat=True)
    ):
        if found := Page.objects.filter(pk=pk).first():  # it may have gone with the page above it
            found.delete()
    StringTranslation.objects.filter(context__object_id__in=keys).delete()
    TranslatableObject.objects.filter(translation_key__in=keys).delete()
    String.objects.filter(pk__in=strings, segments=None).delete()
    Template.objects.filter(pk__in=templates, segments=None).delete()
    _remove_empty_mirrors(above)


def _remove_empty_mirrors(keys: Sequence[Any]) -> None:
    """Remove mirrors that stood in for a page's parents in other languages, once nothing is below them."""
    mirrors = Page.objects.filter(translation_key__in=keys, alias_of__locale_id__isnull=False)
    for pk in list(mirrors.order_by("-depth").values_list("pk", flat=True)):
        mirror = Page.objects.get(pk=pk)
        if is_mirror(mirror) and not mirror.numchild:
            mirror.delete()
