"""What proposes translations: one seam, a translator that comes with the portal, and one asked over HTTP.

A proposal is only ever a proposal: whoever keeps it marks it as made by a machine.
"""

from catalog.translation.translators.choosing import translator_for
from catalog.translation.translators.seam import Proposal, Translator, TranslatorFailed

__all__ = ["Proposal", "Translator", "TranslatorFailed", "translator_for"]
