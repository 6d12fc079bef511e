"""Sophea grows pepper in Kampot: from "I registered" to a storefront buyers find and trust, without help.

She writes Khmer and has no account. An editor checks her licence, her cousin comes to answer buyers.
"""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalog.jobs.services import drain
from catalog.merchants.models import Evidence, Membership, Organization, Storefront
from catalog.notices.services import MAIL_DRAIN
from portal.accounts import bot_check
from portal.accounts.models import User
from portal.pages.services.editors import ensure_editors
from tests.catalog.merchants.evidence.conftest import PDF
from tests.portal.accounts.visitor import Clock, Visitor

PASSWORD = "old wood, new tea leaves"
Arrive = Callable[[], Visitor]


@pytest.fixture
def arrive(db: None, monkeypatch: pytest.MonkeyPatch) -> Arrive:
    """Return a function that opens a browser that was never here before."""
    clock = Clock()
    monkeypatch.setattr(bot_check, "time", SimpleNamespace(time=lambda: clock.now))
    return lambda: Visitor(Client(), clock)


def newest_link(address: str, at: str) -> str:
    """Return the path in the newest mail to an address that leads to a part of the site."""
    letter = next(one for one in reversed(mail.outbox) if one.to == [address])
    found = next(word for word in str(letter.body).split() if word.startswith("http") and at in word)
    return "/" + found.split("/", 3)[3]


def sign_up(visitor: Visitor, address: str, language: str, first: str = "") -> None:
    """Make an account and confirm its address by the mail."""
    visitor.open(first or f"/{language}/account/signup/")
    visitor.send(email=address, password1=PASSWORD, password2=PASSWORD)
    visitor.open(newest_link(address, "/confirm-email/"))
    visitor.send()
    assert User.objects.get(email=address).language == language


def open_desk(sophea: Visitor) -> Organization:
    """Find the desk, which is empty, and bring the pepper garden to it."""
    page = sophea.open("/km/desk/")
    assert page.select_one('main a[href="/km/desk/new/"]')
    sophea.open("/km/desk/new/")
    sophea.send(kind="merchant", source_language="km", name="សួនម្រេច", country="KH", city="")
    garden = Organization.objects.latest("pk")
    assert sophea.address == f"/km/desk/{garden.slug}/"
    assert len(sophea.page.select(".steps .badge.wait")) == 4
    return garden


def send_evidence(sophea: Visitor, garden: Organization) -> Evidence:
    """Send in the licence; Cambodia's numbers are taken as they are written."""
    given = {"country": "KH", "number": "Co. 1234/2019", "expires_on": "2099-06-30"}
    address = f"/km/desk/{garden.slug}/evidence/new/registration/"
    answer = sophea.client.post(address, given | {"file": SimpleUploadedFile("licence.pdf", PDF)})
    assert answer["Location"] == f"/km/desk/{garden.slug}/evidence/"
    return Evidence.objects.get()


def write_storefront(sophea: Visitor, garden: Organization) -> None:
    """Write in Khmer, say it in Thai, look at it, publish it."""
    desk = f"/km/desk/{garden.slug}/storefront/"
    draft = {"revision": "0", "tagline": "ម្រេចកំពត", "about": "ពីសួនរបស់យើង", "place_about": "1"}
    assert sophea.client.post(desk, draft).status_code == 302
    thai = {"revision": "1", "tagline": "พริกไทยกำปอต"}
    assert sophea.client.post(f"{desk}texts/th/", thai).status_code == 302
    assert "พริกไทยกำปอต" in sophea.client.get(f"/th/desk/{garden.slug}/storefront/draft/").content.decode()
    assert sophea.client.post(f"{desk}publish/", {"revision": "2"}).status_code == 302


def test_from_the_first_form_to_a_storefront_that_is_trusted(
    arrive: Arrive, editor: User, client: Client
) -> None:
    sophea = arrive()
    sign_up(sophea, "sophea@example.com", "km")
    garden = open_desk(sophea)
    evidence = send_evidence(sophea, garden)
    write_storefront(sophea, garden)

    editor.groups.add(ensure_editors())
    client.force_login(editor)
    queue = client.get("/editors/review/").content.decode()
    assert "សួនម្រេច" in queue
    shop = Storefront.objects.get()
    assert f"/editors/review/storefront/{shop.pk}/" in queue, "a stranger's storefront is looked at first"
    client.post(f"/editors/review/evidence/{evidence.pk}/", {"decision": "accept"})
    drain(MAIL_DRAIN)
    assert newest_link("sophea@example.com", "/evidence/").startswith(f"/km/desk/{garden.slug}/")
    client.post(f"/editors/review/storefront/{shop.pk}/", {"decision": "accept", "revision": "2"})
    drain(MAIL_DRAIN)
    assert newest_link("sophea@example.com", "/storefront/").startswith(f"/km/desk/{garden.slug}/")

    stranger = Client()
    read = stranger.get(f"/th/storefront/{shop.slug}/").content.decode()
    assert "พริกไทยกำปอต" in read
    assert 'aria-labelledby="trust"' in read
    assert "Co. 1234/2019" not in read


def test_a_cousin_joins_by_the_link_in_a_mail(arrive: Arrive) -> None:
    sophea = arrive()
    sign_up(sophea, "sophea@example.com", "km")
    garden = open_desk(sophea)
    asked = {"email": "dara@example.com", "roles": ["sales"], "language": "en"}
    sophea.client.post(f"/km/desk/{garden.slug}/members/invite/", asked)
    drain(MAIL_DRAIN)

    dara = arrive()
    link = newest_link("dara@example.com", "/desk/join/")
    page = dara.open(link)
    sign_up_link = page.select_one('main a[href*="/account/signup/"]')
    assert sign_up_link is not None
    sign_up(dara, "dara@example.com", "en", first=str(sign_up_link["href"]))
    found = dara.open("/en/desk/").select_one('main a[href*="/desk/join/"]')
    assert found is not None
    dara.open(str(found["href"]))
    dara.send()
    assert dara.address == f"/en/desk/{garden.slug}/"
    roles = Membership.objects.filter(user__email="dara@example.com").values_list("role", flat=True)
    assert list(roles) == ["sales"]
    assert dara.open(f"/en/desk/{garden.slug}/storefront/")
    assert dara.status == 403
