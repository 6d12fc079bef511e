"""Pages of the editors' search desk that are no lists of rules."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.reference.csv_files import written
from catalog.reference.languages import html_tag
from catalog.search.editors.counts import PERIODS, asked, lines, total
from catalog.search.editors.explaining import Explanation, explained
from catalog.search.editors.forms import TryForm
from catalog.search.editors.rules_now import pins_on, said_on
from catalog.search.reasons import why
from catalog.search.rules import rules_of
from catalog.search.understanding import Query

MAY_SEE = "search.view_askedtext"
_USUAL_DAYS = 30
_TRIED_HITS = 10


@require_safe
@permission_required(MAY_SEE, raise_exception=True)
def queries(request: HttpRequest) -> HttpResponse:
    """Show what is searched for most, or most in vain, by language and period."""
    chosen = _chosen(request)
    searches, in_vain = total(days=chosen["days"], language=chosen["language"])
    rows = [
        {"asked": one, "lang": html_tag(one.language), "try": _try_address(one.text, one.language)}
        for one in asked(**chosen)
    ]
    context = {
        "rows": rows,
        "searches": searches,
        "in_vain": in_vain,
        "chosen": chosen,
        "periods": PERIODS,
        "languages": settings.LANGUAGES,
        "file": f"{reverse('search_queries:file')}?{urlencode(_pairs(chosen))}",
    }
    return render(request, "search/editors/queries.html", context)


@require_safe
@permission_required(MAY_SEE, raise_exception=True)
def queries_file(request: HttpRequest) -> StreamingHttpResponse:
    """Send the same as a CSV file, all rows of it."""
    chosen = _chosen(request)
    today = timezone.now().date()
    since = today - timedelta(days=chosen["days"] - 1)
    rows = written(lines(asked(**chosen, most=None), since))
    response = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="searches-{since}-{today}.csv"'
    return response


@require_safe
@permission_required(MAY_SEE, raise_exception=True)
def try_query(request: HttpRequest) -> HttpResponse:
    """Explain the answer to a query as it is now, and beside it as it would be with one more synonym."""
    form = TryForm(request.GET if "q" in request.GET else None, initial={"language": "en"})
    answers: list[dict[str, Any]] = []
    draft = None
    if form.is_bound and form.is_valid():
        query = Query(form.cleaned_data["q"], form.cleaned_data["language"], per_page=_TRIED_HITS)
        answers.append(_answer(explained(query), query))
        draft = form.draft()
        if draft:
            today = timezone.now().date()
            rules = rules_of([*said_on(today), draft], pins_on(today))
            answers.append(_answer(explained(query, rules), query))
    return render(
        request,
        "search/editors/try.html",
        {"form": form, "answers": answers, "save": _save_address(form) if draft else ""},
    )


def _chosen(request: HttpRequest) -> dict[str, Any]:
    """Read period, language and order from an address; what is not known is left at its usual."""
    days, language = request.GET.get("days", ""), request.GET.get("language", "")
    return {
        "days": int(days) if days in map(str, PERIODS) else _USUAL_DAYS,
        "language": language if language in dict(settings.LANGUAGES) else "",
        "in_vain": request.GET.get("in_vain") == "1",
    }


def _pairs(chosen: dict[str, Any]) -> dict[str, str]:
    return {
        "days": str(chosen["days"]),
        "language": chosen["language"],
        "in_vain": str(int(chosen["in_vain"])),
    }


def _try_address(text: str, language: str) -> str:
    return f"{reverse('search_try:index')}?{urlencode({'q': text, 'language': language})}"


def _save_address(form: TryForm) -> str:
    data = form.cleaned_data
    pairs = {name: data[name] for name in ("language", "typed", "means")}
    return (
        f"{reverse('synonyms:add')}?{urlencode(pairs | ({'both_ways': 'on'} if data['both_ways'] else {}))}"
    )


def _answer(found: Explanation, query: Query) -> dict[str, Any]:
    """Return an explanation as search/editors/answer.html takes it."""
    return {
        "found": found,
        "hits": [
            {
                "hit": hit,
                "why": why(hit.reasons, query.language),
                "first": f"{reverse('pins:add')}?"
                + urlencode({"text": found.text, "language": found.language, "target": hit.key}),
            }
            for hit in found.hits
        ],
    }
