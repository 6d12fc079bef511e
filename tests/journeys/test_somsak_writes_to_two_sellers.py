"""Somsak in Bangkok has no account and writes to two sellers; both answer him, each in their own language.

Sophea has just opened her pepper garden's storefront, in Khmer. Wei sells tea in Wuzhou. Nobody helps
anybody: what there is to do stands on a page or in a mail.
"""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core import mail
from django.test import Client

from catalog.conversations.models import Conversation
from catalog.jobs.services import drain
from catalog.merchants.services import add_member
from catalog.notices.services import MAIL_DRAIN
from catalog.products.models import Product
from portal.accounts import bot_check
from portal.accounts.models import User
from portal.pages.services.editors import ensure_editors
from tests.journeys.test_seller_joins import newest_link, open_desk, sign_up, write_storefront
from tests.portal.accounts.visitor import Clock, Visitor
from tests.reading import the, words

SOMSAK, SOPHEA = "somsak@example.com", "sophea@example.com"
PEPPER = "สวัสดีครับ พริกไทยดำ 30 กก. ส่งกรุงเทพฯ ราคาเท่าไรครับ"
TEA = "ขอราคาชาลิ่วเป่า 100 กก. ครับ"
FROM_KAMPOT = "សួស្តី។ 30 គីឡូ តម្លៃ 435 ដុល្លារ ដឹកដល់បាងកក។"
FROM_WUZHOU = "您好，100 公斤每公斤 152 元，武州交货。"
Arrive = Callable[[], Visitor]


@pytest.fixture
def arrive(db: None, monkeypatch: pytest.MonkeyPatch) -> Arrive:
    """Return a function that opens a browser that was never here before."""
    clock = Clock()
    monkeypatch.setattr(bot_check, "time", SimpleNamespace(time=lambda: clock.now))
    return lambda: Visitor(Client(), clock)


def letters(address: str) -> list[str]:
    drain(MAIL_DRAIN)
    return [str(one.body) for one in mail.outbox if one.to == [address]]


def write_from(somsak: Visitor, page: str, text: str) -> None:
    """Go from a public page to the form, send it, and open the address in the mail that asks."""
    way = somsak.open(page).select_one('main a[href*="/write/"]')
    assert way is not None
    somsak.open(str(way["href"]))
    somsak.send(name="สมศักดิ์", address=SOMSAK, text=text, language="th")
    assert somsak.address == "/th/conversations/sent/", somsak.errors()
    letters(SOMSAK)
    somsak.open(newest_link(SOMSAK, "/conversation-confirm/"))
    somsak.send()
    assert text in words(the(somsak.page, ".thread .message.mine"))


def answer(seller: Visitor, inbox: str, question: str, text: str) -> str:
    """Find the message in the inbox, read it, answer it, and return the address of the conversation."""
    line = next(
        one for one in seller.open(f"{inbox}?waiting=1").select("main ol > li") if question in str(one)
    )
    page = seller.open(str(the(line, "h2 a")["href"]))
    assert SOMSAK not in page.get_text()
    assert the(page, '.message [lang="th"]').get_text().strip() == question
    form = the(page, "section[aria-labelledby=answer] form")
    seller.client.post(seller.address, seller.values(form) | {"text": text})
    page = seller.open(seller.address)
    assert words(the(page, ".message.mine > div")) == text
    assert SOMSAK in page.get_text(), "who answers may see whom"
    return seller.address


def look_at_storefront(editor: User, storefront: int) -> None:
    """Let an editor read a stranger's first storefront and agree to it."""
    editor.groups.add(ensure_editors())
    desk = Client()
    desk.force_login(editor)
    decision = {"decision": "accept", "revision": "2"}
    assert desk.post(f"/editors/review/storefront/{storefront}/", decision).status_code == 302


def test_two_questions_and_two_answers(arrive: Arrive, liubao: Product, wei: User, editor: User) -> None:
    sophea, somsak = arrive(), arrive()
    sign_up(sophea, SOPHEA, "km")
    garden = open_desk(sophea)
    write_storefront(sophea, garden)
    look_at_storefront(editor, garden.storefront.pk)
    house = liubao.organization
    add_member(organization=house, user_id=wei.pk, role="sales")

    write_from(somsak, f"/th/storefront/{garden.storefront.slug}/", PEPPER)
    write_from(somsak, f"/th/product/{liubao.slug}/", TEA)
    assert any(PEPPER in body for body in letters(SOPHEA))
    assert not any(TEA in body for body in letters(SOPHEA))
    assert any(TEA in body for body in letters(wei.email))

    seller = arrive()
    seller.client.force_login(wei)
    answer(sophea, f"/km/desk/{garden.slug}/inbox/", PEPPER, FROM_KAMPOT)
    answer(seller, f"/zh-hans/desk/{house.slug}/inbox/", TEA, FROM_WUZHOU)

    bodies = letters(SOMSAK)
    assert any(FROM_KAMPOT in body for body in bodies)
    assert any(FROM_WUZHOU in body for body in bodies)
    # A week later, on the telephone: the mail's address is enough.
    telephone = arrive()
    page = telephone.open(newest_link(SOMSAK, "/th/conversation/"))
    assert the(page, '.message [lang="zh-Hans"]').get_text().strip() == FROM_WUZHOU
    assert "Wuzhou" in page.get_text() or "อู๋โจว" in page.get_text()
    form = the(page, "section[aria-labelledby=answer] form")
    telephone.client.post(telephone.address, telephone.values(form) | {"text": "ตกลงครับ"})
    tea = Conversation.objects.get(organization=house)
    assert [message.text for message in tea.messages.order_by("pk")] == [TEA, FROM_WUZHOU, "ตกลงครับ"]
    assert tea.visitor is None

    # What the public sees of it: how soon each answers, counted, and no name.
    shop = Client().get(f"/en/storefront/{garden.storefront.slug}/").content.decode()
    assert "1 answer in 90 days" in shop
    assert SOMSAK not in shop
