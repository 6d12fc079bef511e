"""An answer about a border in the words of a reader, step by step."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.reference.cldr import country_name
from catalog.reference.display import show_list
from catalog.tourism.entry import BorderAnswer, Judged, Reason, RouteAnswer, Verdict
from catalog.tourism.models import EntryRule
from catalog.tourism.presenting import day_words
from catalog.tourism.words import DOCUMENTS, word

VERDICTS: dict[Verdict, tuple[str | Promise, str]] = {
    Verdict.FREE: (gettext_lazy("No visa needed, as far as the sources say"), "good"),
    Verdict.PERMIT: (gettext_lazy("A border travel permit instead of a visa"), "wait"),
    Verdict.ON_ARRIVAL: (gettext_lazy("Visa on arrival"), "wait"),
    Verdict.VISA: (gettext_lazy("Visa needed before travelling"), "wait"),
    Verdict.UNKNOWN: (gettext_lazy("Unknown: ask before you book"), "wait"),
    Verdict.REFUSED: (gettext_lazy("Not possible as asked"), "bad"),
}
Values = Mapping[str, Any]


def _day(values: Values, language: str, key: str = "day") -> str:
    day: date = values[key]
    return day_words(day, language)


def _too_large(values: Values, language: str) -> str:
    return _("At most %(most)s travel together; you are %(size)s.") % values


def _nationals(values: Values, language: str) -> str:
    names = show_list((country_name(code, language) for code in values["nationals"]), language)
    return _("Only passports of these countries pass here: %(countries)s.") % {"countries": names}


def _nationals_unconfirmed(values: Values, language: str) -> str:
    return " ".join((_nationals(values, language), _("This is not confirmed.")))


def _stay(values: Values, language: str) -> str:
    text = ngettext(
        "At most %(days)s day; your journey takes %(stay)s.",
        "At most %(days)s days; your journey takes %(stay)s.",
        values["days"],
    )
    return text % values


REASONS: dict[str, Callable[[Values, str], str]] = {
    "home": lambda values, language: _("You enter your own country: no rule of entry is needed."),
    "unknown": lambda values, language: _(
        "No rule is known here for this passport, purpose and way. That does not mean that you may enter."
    ),
    "conflict": lambda values, language: _(
        "The sources contradict each other. Both are shown; the stricter decides."
    ),
    "crossing-for-others": _nationals,
    "crossing-for-others-unconfirmed": _nationals_unconfirmed,
    "group-too-large": _too_large,
    "group-too-small": lambda values, language: (
        _("At least %(least)s travel together; you are %(size)s.") % values
    ),
    "groups-only": lambda values, language: _("Only for groups: say how many of you travel together."),
    "as-a-group": lambda values, language: _("You travel as a group of %(size)s.") % values,
    "stay-too-long": _stay,
    "stay-within": _stay,
    "passport-not-said": lambda values, language: (
        _("Your passport has to be valid until %(day)s at least.") % {"day": _day(values, language)}
    ),
    "passport-too-short": lambda values, language: (
        _("Your passport ends on %(last)s; it has to be valid until %(day)s.")
        % {"last": _day(values, language, "last"), "day": _day(values, language)}
    ),
    "passport-lasts": lambda values, language: (
        _("Your passport is valid long enough: until %(last)s.") % {"last": _day(values, language, "last")}
    ),
    "several-entries": lambda values, language: (
        _("You enter this country %(times)s times: the visa has to allow that.") % values
    ),
    "stale": lambda values, language: (
        _("Last checked on %(day)s, more than 90 days ago.") % {"day": _day(values, language)}
    ),
    "unconfirmed": lambda values, language: _("This rule is not confirmed."),
    "not-yet": lambda values, language: (
        _("A rule known here begins only on %(day)s.") % {"day": _day(values, language)}
    ),
    "ended": lambda values, language: (
        _("A rule known here ended on %(day)s.") % {"day": _day(values, language)}
    ),
    "documents": lambda values, language: (
        _("To carry: %(documents)s.")
        % {"documents": show_list((word(DOCUMENTS, key) for key in values["documents"]), language)}
    ),
}


def reason_words(reason: Reason, language: str) -> str:
    """Return one step of an explanation in the active language."""
    if reason.code.startswith("asks-"):
        return str(EntryRule.Requirement(reason.code.removeprefix("asks-")).label)
    return REASONS[reason.code](reason.values, language)


def verdict_values(verdict: Verdict) -> dict[str, str]:
    """Return a verdict as text and tone."""
    text, tone = VERDICTS[verdict]
    return {"text": str(text), "tone": tone}


def answer_values(
    answer: RouteAnswer, names: Mapping[int, Mapping[str, Any]], places: Mapping[int, str], language: str
) -> dict[str, Any]:
    """Return everything a page prints of an answer.

    ``names`` holds by the id of a rule its name, note and source as they are printed; ``places`` what
    crossings are called, by id.
    """
    return {
        "verdict": verdict_values(answer.verdict),
        "borders": [_border(one, names, places, language) for one in answer.borders],
        "documents": [word(DOCUMENTS, key) for key in answer.documents],
    }


def _border(
    answer: BorderAnswer, names: Mapping[int, Mapping[str, Any]], places: Mapping[int, str], language: str
) -> dict[str, Any]:
    border = answer.border
    return {
        "country": country_name(border.into, language),
        "crossing": places.get(border.crossing or 0, ""),
        "day": day_words(border.on, language),
        "verdict": verdict_values(answer.verdict),
        "conflict": answer.conflict,
        "stale": answer.stale,
        "reasons": [reason_words(reason, language) for reason in answer.reasons],
        "rules": [_rule(one, names, language) for one in answer.judged],
    }


def _rule(judged: Judged, names: Mapping[int, Mapping[str, Any]], language: str) -> dict[str, Any]:
    return {
        **names[judged.rule.id],
        "verdict": verdict_values(judged.verdict),
        "deciding": judged.deciding,
        "reasons": [reason_words(reason, language) for reason in judged.reasons],
    }
