"""The ten languages of the portal and how one falls back to another.

Django 5.2 has no entry for Lao and Filipino, and names Khmer in Latin letters; this module
completes its table, so it must be imported by the settings before anything asks for a language.
"""

from django.conf import locale

LANGUAGES = [
    ("zh-hans", "简体中文"),
    ("en", "English"),
    ("vi", "Tiếng Việt"),
    ("th", "ไทย"),
    ("id", "Bahasa Indonesia"),
    ("ms", "Bahasa Melayu"),
    ("fil", "Filipino"),
    ("km", "ភាសាខ្មែរ"),
    ("lo", "ລາວ"),
    ("my", "မြန်မာ"),
]

# Which language is read next when a text is missing. The source language always ends the chain.
FALLBACKS = {
    "default": ("en", "zh-hans"),
    "en": ("zh-hans",),
    "zh-hans": ("en",),
    "id": ("ms", "en", "zh-hans"),
    "ms": ("id", "en", "zh-hans"),
}

# Old or colloquial tags that browsers and people still send.
ALIASES = {"tl": "fil", "in": "id", "zh": "zh-hans", "zh-cn": "zh-hans", "zh-sg": "zh-hans"}

locale.LANG_INFO.update(
    {
        "lo": {"bidi": False, "code": "lo", "name": "Lao", "name_local": "ລາວ"},
        "fil": {"bidi": False, "code": "fil", "name": "Filipino", "name_local": "Filipino"},
        "km": {"bidi": False, "code": "km", "name": "Khmer", "name_local": "ភាសាខ្មែរ"},
    }
)
