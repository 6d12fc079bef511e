"""What becomes of a booth: opened, published, withdrawn; who is there."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.merchants.desk.guard import Desk, for_members
from catalog.merchants.models import WRITERS
from catalog.seams import preferences
from catalog.seams.posts import post_only
from expo.fair.booth_words import clocks_of, presence_values, staff_values
from expo.fair.desk.booth.guard import at_booth, back, booth_page, current_edition, done
from expo.fair.models import Booth, BoothStaff
from expo.fair.selectors.booths import staff_of
from expo.fair.selectors.staffing import attendance
from expo.fair.services.booths import publish_booth, withdraw_booth
from expo.fair.services.placing import open_booth
from expo.fair.services.staffing import arrive, leave


@require_safe
@at_booth()
def overview(request: HttpRequest, desk: Desk, booth: Booth) -> HttpResponse:
    """The booth in short: is it shown, what is on it, is somebody there."""
    attended = attendance([booth.pk], timezone.now())[booth.pk]
    chosen = preferences.of(request)
    own = BoothStaff.objects.filter(booth=booth, person=desk.person.pk).first()
    context: dict[str, Any] = {
        "presence": presence_values(attended, clocks_of(booth, chosen)),
        "staff": [staff_values(one, chosen.language) for one in staff_of(booth, attended)],
        "is_staff": own is not None,
        "is_here": own is not None and own.pk in attended.present,
        "is_open": attended.open_until is not None,
        "counts": {
            "exhibits": booth.exhibits.count(),
            "documents": booth.documents.count(),
            "hours": booth.hours.filter(ends_at__gt=timezone.now()).count(),
        },
    }
    return booth_page(request, desk, booth, "overview.html", context)


@post_only()
@for_members(*WRITERS)
def open_one(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Open a booth at the current edition; one that is there already is the one."""
    edition = current_edition()
    if edition is not None:
        done(request, lambda: open_booth(edition=edition, organization=desk.organization))
    return back(desk, "desk-booth-words" if edition else "desk-booth")


@post_only()
@at_booth(*WRITERS)
def publish(request: HttpRequest, desk: Desk, booth: Booth) -> HttpResponse:
    """Show the booth to visitors, or take it out of their sight."""
    write = withdraw_booth if request.POST.get("withdraw") else publish_booth
    done(request, lambda: write(booth=booth, by=desk.person))
    return back(desk, "desk-booth")


@post_only()
@at_booth()
def presence(request: HttpRequest, desk: Desk, booth: Booth) -> HttpResponse:
    """Say that one is at the booth, or has left it; only its staff can."""
    staff = BoothStaff.objects.select_related("booth").filter(booth=booth, person=desk.person.pk).first()
    if staff is not None:
        here = request.POST.get("here") == "1"
        done(request, lambda: arrive(staff=staff) if here else leave(staff=staff))
    return back(desk, "desk-booth")
