"""Who is told what becomes of an application: an organization's owners and editors, in its language."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from catalog.merchants.models import WRITERS
from catalog.merchants.selectors.members import own_name, people_in
from catalog.notices import services as notices
from catalog.notices.registry import NoticeKind
from catalog.reference.languages import codes
from catalog.translation.selectors import text_in
from expo.fair.models import StandApplication

STAND = NoticeKind(
    name="fair.stand",
    label=_("Something becomes of our application for a stand"),
    subject="fair/notices/stand_subject.txt",
    text="fair/notices/stand_text.txt",
)


def tell(application: StandApplication, *, occasion: int, lapsed: str = "", declined: str = "") -> None:
    """Tell that a stand was offered, confirmed, declined or lost, once for each entry of the trail.

    ``lapsed`` and ``declined`` are the numbers of stands that it had until now.
    """
    organization, edition = application.organization, application.edition
    with translation.override("en"):
        link = reverse("desk-stands", args=[organization.slug])
    if not edition.is_current:
        link = f"{link}?{urlencode({'edition': edition.slug})}"
    notices.notify(
        kind=STAND.name,
        recipients=people_in(organization, WRITERS),
        key=str(occasion),
        values={
            "happened": "lapsed" if lapsed else str(application.state),
            "stand": lapsed or declined or (application.stand.code if application.stand else ""),
            "reason": application.reason,
            "organization": own_name(organization),
            "edition": {code: text for code in codes() if (text := text_in(edition, "name", code))},
        },
        link=link,
    )
