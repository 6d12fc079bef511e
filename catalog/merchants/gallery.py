"""What the pictures of a storefront's gallery show, as texts of its document.

``states`` and ``made_from`` of the document name them ``picture.7``, after the picture's id. What is said of
a picture is kept with the picture itself once it is published, so what it says now (``told``, by id and
language) comes from there, with what the draft says anew before it.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from catalog.merchants.document import StorefrontDocument
from catalog.reference.languages import codes
from catalog.translation.texts import State, digest, kind_of

MOST_LETTERS = 250
Told = Mapping[int, Mapping[str, str]]


def place(picture: int) -> str:
    """Return what the text of a picture is called in ``states`` and ``made_from``."""
    return f"picture.{picture}"


def kinds_of_pictures(document: StorefrontDocument, told: Told) -> dict[str, dict[str, str]]:
    """Return by language and place what each translation is, as ``kind_of`` tells it.

    Only pictures of which something is said in the document's own language are told.
    """
    own = document.source_language
    written = {picture: texts for picture, texts in told.items() if texts.get(own, "").strip()}

    def kind(picture: int, texts: Mapping[str, str], code: str) -> str:
        return kind_of(
            text=texts.get(code, ""),
            source=texts[own],
            state=document.states.get(place(picture), {}).get(code, ""),
            made_from=document.made_from.get(place(picture), {}).get(code, ""),
        )

    return {
        code: {place(picture): kind(picture, texts, code) for picture, texts in written.items()}
        for code in codes()
        if code != own
    }


def with_pictures_told(
    document: StorefrontDocument,
    *,
    language: str,
    texts: Mapping[int, str],
    told: Told,
    by_machine: Collection[int] = (),
    reviewed: Collection[int] = (),
) -> StorefrontDocument:
    """Return the document with what pictures of its gallery show in one language, by their id.

    What changed counts as read, but for what stands as a translator proposed it (``by_machine``);
    ``reviewed`` was compared with the original as it is now. A new text in the document's own language
    leaves its translations outdated. One that is emptied is taken away.
    """
    for picture, typed in texts.items():
        if picture not in document.gallery:
            continue
        said, text = told.get(picture, {}), typed.strip()
        anew = text != said.get(language, "")
        if anew:
            document = _said(document, picture, language, text)
        if language == document.source_language:
            if anew:
                document = _left_behind(document, picture, said)
        elif anew or picture in reviewed:
            machine = picture in by_machine and picture not in reviewed
            state = State.MACHINE if machine else State.REVIEWED
            document = _made(document, picture, language, state if text else None, said)
    return document


def _said(document: StorefrontDocument, picture: int, language: str, text: str) -> StorefrontDocument:
    alt = {key: dict(texts) for key, texts in document.alt.items()}
    alt.setdefault(str(picture), {})[language] = text
    return replace(document, alt=alt)


def _left_behind(document: StorefrontDocument, picture: int, said: Mapping[str, str]) -> StorefrontDocument:
    """Return the document that remembers what a picture's translations were made from before."""
    own = document.source_language
    if not said.get(own):
        return document
    known = document.made_from.get(place(picture), {})
    left = {code: digest(said[own]) for code, text in said.items() if code != own and text} | known
    return replace(document, made_from=_put(document.made_from, picture, left))


def _made(
    document: StorefrontDocument,
    picture: int,
    language: str,
    state: State | None,
    said: Mapping[str, str],
) -> StorefrontDocument:
    """Return the document with the state of one translation and its source; without where it is gone."""
    states = {**document.states.get(place(picture), {})}
    origins = {**document.made_from.get(place(picture), {})}
    if state is None:
        states.pop(language, None)
        origins.pop(language, None)
    else:
        states[language] = state.value
        origins[language] = digest(said.get(document.source_language, ""))
    return replace(
        document,
        states=_put(document.states, picture, states),
        made_from=_put(document.made_from, picture, origins),
    )


def _put(
    values: Mapping[str, Mapping[str, str]], picture: int, by_language: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    found = {**values, place(picture): by_language}
    return {name: dict(one) for name, one in found.items() if one}
