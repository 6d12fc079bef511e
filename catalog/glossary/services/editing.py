"""What editors add to the glossary and say about its names; it stays when the files are loaded again."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import models, transaction
from django.db.models import Max
from django.forms import model_to_dict
from django.utils.translation import gettext as _

from catalog.audit.services import record
from catalog.glossary.lexicon import label_keys
from catalog.glossary.models import Concept, Label
from catalog.glossary.services.telling import Touched

ROLE = "editor"


@dataclass(frozen=True)
class About:
    """What a concept is: its kind, what it is a kind of, and a note. `hs6` is indicative, six digits."""

    kind: str
    parent: Concept | None = None
    hs6: str = ""
    note: str = ""


@transaction.atomic
def add_concept(*, actor: AbstractBaseUser, slug: str, about: About, names: Mapping[str, str]) -> Concept:
    """Add a concept under its names by language; those count as reviewed. Raises ValidationError by field."""
    validate_slug(slug)
    if Concept.objects.filter(slug=slug).exists():
        raise ValidationError({"slug": _("There is a concept of this name already.")})
    if not names.get("en"):
        raise ValidationError({"names": _("Write at least the English name.")})
    concept = Concept.objects.create(
        slug=slug, confidence=Concept.Confidence.HIGH, from_file=False, **vars(about)
    )
    record(actor=actor, role=ROLE, action="concept.add", target=concept, after=_kept(concept))
    touched = Touched()
    touched.concepts.add(slug)
    for language, text in names.items():
        if text.strip():
            _add(actor, concept, language, text, touched)
    touched.tell()
    return concept


@transaction.atomic
def change_concept(*, actor: AbstractBaseUser, concept: Concept, about: About) -> Concept:
    """Change what an editor's concept is. Raises ValidationError for one of the files, and for circles."""
    _editors_own(concept)
    above = about.parent
    while above is not None:
        if above.pk == concept.pk:
            raise ValidationError({"parent": _("A concept cannot stand below itself.")})
        above = above.parent
    before = _kept(concept)
    for name, value in vars(about).items():
        setattr(concept, name, value)
    concept.save()
    record(
        actor=actor, role=ROLE, action="concept.change", target=concept, before=before, after=_kept(concept)
    )
    touched = Touched()
    touched.meaning([concept.pk])
    touched.tell()
    return concept


@transaction.atomic
def remove_concept(*, actor: AbstractBaseUser, concept: Concept) -> None:
    """Remove an editor's concept with its names. Raises ValidationError where others stand below it."""
    _editors_own(concept)
    if concept.narrower.exists():
        raise ValidationError(_("Other concepts stand below this one."))
    touched = Touched()
    touched.meaning([concept.pk])
    record(actor=actor, role=ROLE, action="concept.remove", target=concept, before=_kept(concept))
    concept.delete()
    touched.tell()


@transaction.atomic
def add_label(
    *,
    actor: AbstractBaseUser,
    concept: Concept,
    language: str,
    text: str,
    scoped: bool = False,
    search_only: bool = False,
) -> Label:
    """Give a concept one more name, reviewed by who adds it. Raises ValidationError by field."""
    touched = Touched()
    label = _add(actor, concept, language, text, touched, scoped=scoped, search_only=search_only)
    touched.tell()
    return label


@transaction.atomic
def change_label(
    *, actor: AbstractBaseUser, label: Label, state: str, scoped: bool, search_only: bool
) -> Label:
    """Say whether a name is right, and how it is matched and shown.

    A name whose marks an editor changed is the editors' own from then on: loading the files leaves it
    as it is.
    """
    before = _kept(label)
    marks = {"scoped": scoped, "search_only": search_only}
    label.from_file = label.from_file and all(getattr(label, name) == mark for name, mark in marks.items())
    touched = Touched()
    if label.scoped != scoped or (label.state == Label.State.REJECTED) != (state == Label.State.REJECTED):
        touched.names([label.key])
    for name, value in {**marks, "state": state}.items():
        setattr(label, name, value)
    label.save()
    record(actor=actor, role=ROLE, action="label.change", target=label, before=before, after=_kept(label))
    touched.tell()
    return label


@transaction.atomic
def remove_label(*, actor: AbstractBaseUser, label: Label) -> None:
    """Take a name away. One of the files is kept as rejected: loading them would bring it back otherwise."""
    if label.from_file:
        change_label(
            actor=actor,
            label=label,
            state=Label.State.REJECTED,
            scoped=label.scoped,
            search_only=label.search_only,
        )
        return
    touched = Touched()
    touched.names([label.key])
    record(actor=actor, role=ROLE, action="label.remove", target=label, before=_kept(label))
    label.delete()
    touched.tell()


def check_label(concept: Concept, language: str, text: str) -> None:
    """Raise ValidationError for a name without words, or one the concept has already."""
    if not label_keys(text)[0]:
        raise ValidationError({"text": _("Write at least one word.")})
    if Label.objects.filter(concept=concept, language=language, text=" ".join(text.split())).exists():
        raise ValidationError({"text": _("It has this name already.")})


def _add(
    actor: AbstractBaseUser,
    concept: Concept,
    language: str,
    text: str,
    touched: Touched,
    *,
    scoped: bool = False,
    search_only: bool = False,
) -> Label:
    check_label(concept, language, text)
    text = " ".join(text.split())
    key, folded = label_keys(text)
    last = Label.objects.filter(concept=concept).aggregate(last=Max("position"))["last"]
    label = Label.objects.create(
        concept=concept,
        language=language,
        text=text,
        key=key,
        folded=folded,
        position=0 if last is None else last + 1,
        scoped=scoped or _scope_others(concept, language, key),
        search_only=search_only,
        state=Label.State.REVIEWED,
        from_file=False,
    )
    touched.names([key])
    record(actor=actor, role=ROLE, action="label.add", target=label, after=_kept(label))
    return label


def _scope_others(concept: Concept, language: str, key: str) -> bool:
    """Scope names of other things that are written alike in other languages; say whether there are any.

    A word that means one thing here and another there counts in its own language alone, on both sides.
    """
    alike = Label.objects.filter(key=key).exclude(state=Label.State.REJECTED)
    here = set(alike.filter(language=language).values_list("concept_id", flat=True)) | {concept.pk}
    others = alike.exclude(language=language).exclude(concept__in=here)
    if not others.exists():
        return False
    # They are the editors' from now on: the files say that they hold everywhere.
    others.filter(scoped=False).update(scoped=True, from_file=False)
    return True


def _editors_own(concept: Concept) -> None:
    if concept.from_file:
        raise ValidationError(_("What the files say of a concept is changed in the files."))


def _kept(row: models.Model) -> dict[str, object]:
    return {**model_to_dict(row), "from_file": getattr(row, "from_file", None)}
