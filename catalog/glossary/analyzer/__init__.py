"""One analyzer for documents, queries, glossary labels and highlights: every engine gets the same tokens.

It lives in the glossary because labels are matched on its tokens; search, above, uses the same
functions. It is pure Python over icu4py and knows nothing of Django or of an index.
"""

from catalog.glossary.analyzer.codes import code_key, hs_prefixes
from catalog.glossary.analyzer.normal import Normal, fold, normalize
from catalog.glossary.analyzer.scripts import UNSPACED, script_of
from catalog.glossary.analyzer.words import Analysis, Token, analyses, analyze, graphemes

# Part of an index's name: raise it whenever a change here, or in what search makes of the tokens,
# gives other terms for the same text.
ANALYZER_VERSION = 3

__all__ = [
    "ANALYZER_VERSION",
    "UNSPACED",
    "Analysis",
    "Normal",
    "Token",
    "analyses",
    "analyze",
    "code_key",
    "fold",
    "graphemes",
    "hs_prefixes",
    "normalize",
    "script_of",
]
