"""A person's notices, how they want to be told, and the page that stops mails without signing in."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from catalog.notices import letters, links, registry, selectors, services
from catalog.notices.forms import ChoicesForm
from catalog.notices.models import Notice, OutboxMail
from catalog.notices.stopping import stop_page
from catalog.seams import preferences
from catalog.seams.posts import post_only

PER_PAGE = 30


@require_safe
@never_cache
@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """List a person's notices, newest first. A page number out of range shows the nearest page."""
    person = _person(request)
    page = Paginator(selectors.notices_of(person), PER_PAGE).get_page(request.GET.get("page"))
    reader = preferences.of(request)
    return render(
        request,
        "notices/list.html",
        {
            "page": page,
            "numbers": page.paginator.get_elided_page_range(page.number),
            "notices": [letters.shown(notice, reader.language) for notice in page],
            "unread": selectors.unread_count(person),
            "time_zone": reader.time_zone,
            "may_choose": bool(selectors.choices_of(person)),
        },
    )


@require_safe
@never_cache
@login_required
def notice(request: HttpRequest, notice_id: str) -> HttpResponse:
    """Mark a notice as read and go where it leads."""
    person = _person(request)
    found = selectors.notices_of(person).filter(pk=notice_id).first()
    if found is None:
        raise Http404
    services.mark_read(person=person, ids=[found.pk])
    return HttpResponseRedirect(_target(found, request))


@post_only()
@login_required
def mark_read(request: HttpRequest) -> HttpResponse:
    """Mark all of a person's notices as read."""
    services.mark_read(person=_person(request))
    return HttpResponseRedirect(reverse("notices"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def choices(request: HttpRequest) -> HttpResponse:
    """Show and save how a person wants to be told about each kind of notice."""
    person = _person(request)
    form = ChoicesForm(request.POST if request.method == "POST" else None, modes=selectors.choices_of(person))
    if request.method == "POST" and form.is_valid():
        services.choose_mail(person=person, modes=form.modes())
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("notice-choices"))
    return render(request, "notices/choices.html", {"form": form}, status=400 if form.errors else 200)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop mails of one kind without signing in: GET asks, POST does.

    GET changes nothing, because mail scanners follow every link. Exempt from the CSRF check: the
    signed token in the address is the permission, and a mail program's one-click POST (RFC 8058)
    comes without cookies.
    """
    order = links.read_stop(token)
    person = get_user_model().objects.filter(pk=order.person_id).first() if order else None
    if order is None or person is None:
        return render(request, "notices/stop_unknown.html", status=404)
    if request.method == "POST":
        services.stop_mail(person=person, order=order)
    digest = order.kind == OutboxMail.DIGEST
    known = order.kind in registry.KINDS
    label = registry.KINDS.get(order.kind).label if known else ""
    done = request.method == "POST"
    text = _stopped(str("" if digest else label), done=done)
    return stop_page(request, text=text, done=done, choices=True)


def _stopped(label: str, *, done: bool) -> str:
    """Return which mails have stopped or would: of one kind, or the daily one where there is no label."""
    if done:
        daily = _("You get no daily mail any more. The notices still stand on this site.")
        one = _("You get no more mail of this kind: “%(label)s”. The notices still stand on this site.")
        return one % {"label": label} if label else daily
    daily = _("You will get no daily mail any more.")
    one = _("You will get no more mail of this kind: “%(label)s”.")
    words = one % {"label": label} if label else daily
    return " ".join((words, _("The notices still stand on this site.")))


def _person(request: HttpRequest) -> AbstractBaseUser:
    # login_required has turned everybody else away.
    return cast(AbstractBaseUser, request.user)


def _target(found: Notice, request: HttpRequest) -> str:
    language = preferences.of(request).language
    return links.in_language(found.link, language) or reverse("notices")
