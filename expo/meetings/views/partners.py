"""What a person looks for, and the booths that have it: their own page, kept and shown to nobody else."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalog.merchants.desk.guard import person_of, posted
from catalog.products.selectors.tree import category_tree
from catalog.seams import preferences
from expo.meetings.interest_form import InterestForm
from expo.meetings.partner_words import partner_values
from expo.meetings.selectors.interests import interest_of
from expo.meetings.selectors.partners import partners as suited
from expo.meetings.services.interests import forget_interest, save_interest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def partners(request: HttpRequest) -> HttpResponse:
    """Take what a person looks for, and suggest booths of the current edition, each with its reasons."""
    person, reader = person_of(request), preferences.of(request)
    if request.method == "POST" and request.POST.get("do") == "forget":
        forget_interest(person=person)
        messages.success(request, _("What you look for is forgotten."))
        return HttpResponseRedirect(reverse("partners"))
    interest, tree = interest_of(person), category_tree(language=reader.language)
    form = InterestForm(
        posted(request),
        interest=interest,
        tree=tree,
        language=reader.language,
    )
    if _kept(request, form):
        return HttpResponseRedirect(reverse("partners"))
    found = suited(interest=interest, person=person, tree=tree)
    context = {
        "form": form,
        "said": bool(interest),
        "partners": partner_values(found, tree, reader) if found else [],
    }
    return render(request, "meetings/partners.html", context, status=400 if form.is_bound else 200)


def _kept(request: HttpRequest, form: InterestForm) -> bool:
    if not form.is_valid():
        return False
    try:
        save_interest(person=person_of(request), interest=form.interest())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, _("Saved."))
    return True
