"""A person's desks, a new organization, and an organization's own first page and profile."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from catalog.merchants import links
from catalog.merchants.desk.guard import Desk, Role, desk_page, for_members, person_of, posted, role_names
from catalog.merchants.forms import OrganizationForm, ProfileForm
from catalog.merchants.selectors.members import belongings, invitations_to
from catalog.merchants.services.founding import found_organization, save_profile
from catalog.seams import desk as seam
from catalog.seams import preferences
from catalog.translation.texts import tag_unless

FORM = ["GET", "HEAD", "POST"]


@require_safe
@never_cache
@login_required
def desks(request: HttpRequest) -> HttpResponse:
    """The organizations a person acts for, and the invitations that wait for them."""
    person, language = person_of(request), preferences.of(request).language
    context = {
        "desks": [
            {
                "url": reverse("desk-home", args=[one.organization.slug]),
                "name": one.name.value,
                "name_lang": tag_unless(one.name, language),
                "kind": one.organization.get_kind_display(),
                "roles": role_names(one.roles),
            }
            for one in belongings(person, language)
        ],
        "invitations": [
            {
                "url": links.invitation_path(one.invitation),
                "name": one.name.value,
                "name_lang": tag_unless(one.name, language),
                "roles": role_names(one.invitation.roles),
            }
            for one in invitations_to(person, language)
        ],
    }
    return render(request, "merchants/desk/desks.html", context)


@require_http_methods(FORM)
@never_cache
@login_required
def begin(request: HttpRequest) -> HttpResponse:
    """Add an organization; the person who does becomes its owner."""
    language = preferences.of(request).language
    form = OrganizationForm(posted(request), language=language, initial={"source_language": language})
    if request.method == "POST" and form.is_valid():
        try:
            organization = found_organization(**form.cleaned_data, by=person_of(request))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return HttpResponseRedirect(reverse("desk-home", args=[organization.slug]))
    return render(request, "merchants/desk/begin.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@for_members()
def home(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The first page of a desk: what is done and what comes next."""
    organization = desk.organization
    steps = [
        {
            "label": step.label,
            "text": step.text,
            "done": step.is_done(organization.pk),
            "url": reverse(step.url_name, args=[organization.slug]) if step.roles & desk.roles else "",
            "may": role_names(step.roles),
        }
        for step in seam.steps_for(organization.kind)
    ]
    done = sum(bool(step["done"]) for step in steps)
    context = {
        "steps": steps,
        "done": done,
        "left": len(steps) - done,
        "next": next((step for step in steps if not step["done"] and step["url"]), None),
    }
    return desk_page(request, desk, "merchants/desk/home.html", context)


@require_http_methods(FORM)
@for_members(Role.OWNER, Role.EDITOR)
def profile(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the organization is called in each language, and where it is."""
    language = preferences.of(request).language
    form = ProfileForm(posted(request), organization=desk.organization, language=language)
    if request.method == "POST" and form.is_valid():
        place = {name: form.cleaned_data[name] for name in ("country", "city")}
        try:
            save_profile(organization=desk.organization, names=form.names(), **place, by=desk.person)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("desk-profile", args=[desk.organization.slug]))
    context = {"form": form, "kind": desk.organization.get_kind_display()}
    return desk_page(
        request, desk, "merchants/desk/profile.html", context, status=422 if form.errors else 200
    )
