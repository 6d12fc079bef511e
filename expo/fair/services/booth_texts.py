"""Writes: what a booth says in another language than its own."""

from collections.abc import Collection, Mapping, Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction

from catalog.translation import services as translation
from catalog.translation.selectors import text_in
from catalog.translation.texts import State, clean
from expo.fair.models import Booth
from expo.fair.selectors.booth_texts import BoothText
from expo.fair.services.booths import check_living, tell


@transaction.atomic
def save_translations(
    *,
    booth: Booth,
    language: str,
    texts: Sequence[BoothText],
    said: Mapping[str, str],
    by_machine: Collection[str] = (),
    reviewed: Collection[str] = (),
    by: AbstractBaseUser,
) -> int:
    """Write texts in one language, by the name of each; return how many are other than before.

    What a member typed is reviewed, what stands as a translator proposed it (``by_machine``) is not
    until they say so (``reviewed``). Raises EditionOver, ValidationError by name for what is too long.
    """
    check_living(booth)
    written, wrong = 0, {}
    for text in texts:
        typed = said.get(text.name)
        if typed is None:
            continue
        same = clean(typed) == text_in(text.target, text.field, language)
        if same and text.name not in reviewed:
            continue
        machine = text.name in by_machine and text.name not in reviewed
        state = State.MACHINE if machine else State.REVIEWED
        try:
            written += bool(
                translation.write_texts(
                    target=text.target,
                    language=language,
                    texts={text.field: typed},
                    state=state.value,
                    by=by.pk,
                )
            )
        except ValidationError as error:
            wrong[text.name] = error.messages
    if wrong:
        raise ValidationError(wrong)
    if written:
        tell([booth])
    return written
