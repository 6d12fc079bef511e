"""What a translator proposes for texts beside their original. Nothing here is kept."""

from collections.abc import Sequence

from catalog.translation.places import TextPlace
from catalog.translation.translators import Proposal, translator_for


def proposals_for(places: Sequence[TextPlace], *, source: str, target: str) -> dict[str, Proposal]:
    """Return a proposal for each place, by its name; may take seconds, so call it outside transactions.

    One that is too long for its place is none. Raises TranslatorFailed.
    """
    translator = translator_for(source, target)
    if translator is None or not places:
        return {}
    found = translator.translate([place.source for place in places], source=source, target=target)
    return {
        place.name: proposal if len(proposal.text) <= place.most_letters else Proposal()
        for place, proposal in zip(places, found, strict=True)
    }
