"""How dates and numbers are written in the languages for which Django has no formats: Lao, Filipino, Burmese.

Taken from CLDR as Babel carries it (``babel.Locale``, read 2026-11-25): order of the parts,
12 or 24 hours, separators; tests/portal/look compares them. Digits stay Latin, as on the rest of the portal.
"""
