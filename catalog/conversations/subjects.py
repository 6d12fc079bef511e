"""What a conversation can be about: each room brings the kinds of thing it shows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from catalog.seams.registry import Registry
from catalog.translation.texts import LocalText


@dataclass(frozen=True)
class Subject:
    """One thing a visitor can write about, as it is shown now.

    `path` is its page in the reader's language. `organization_id` is who answers.
    """

    id: int
    title: LocalText
    path: str
    organization_id: int


@dataclass(frozen=True)
class SubjectKind:
    """One kind of subject.

    `by_slugs(slugs)` returns the ids behind public addresses. `find(ids, language)` returns those of
    the ids that the public may see now. Neither's number of queries depends on how many there are.
    `page` is how the address of the thing's page goes on after the language, as a regular expression
    whose group is the slug; where it says nothing, the page is `<name>/<slug>/`.
    """

    name: str
    label: str | Promise
    by_slugs: Callable[[Sequence[str]], Mapping[str, int]]
    find: Callable[[Sequence[int], str], Mapping[int, Subject]]
    page: str = ""


SUBJECTS: Registry[SubjectKind] = Registry("kind of conversation subject")


def register(kind: SubjectKind) -> None:
    """Add a kind while the site starts."""
    SUBJECTS.register(kind)


def shown(*, kind: str, slug: str, language: str) -> Subject | None:
    """Return the thing of that kind and address, or None where the public may not see it (any more)."""
    if kind not in SUBJECTS:
        return None
    found = SUBJECTS.get(kind)
    pk = found.by_slugs([slug]).get(slug)
    return None if pk is None else found.find([pk], language).get(pk)


def by_kind(*, wanted: Mapping[str, Sequence[int]], language: str) -> dict[tuple[str, int], Subject]:
    """Return what is shown of things of several kinds; a kind or thing that is gone is not in it."""
    return {
        (kind, pk): subject
        for kind, ids in wanted.items()
        if kind in SUBJECTS
        for pk, subject in SUBJECTS.get(kind).find(list(ids), language).items()
    }
