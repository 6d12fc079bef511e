"""Liubao tea, Wei who answers for its house, Nok with an account and Somsak without one."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from catalog.conversations import attachments, subjects
from catalog.conversations.models import Conversation
from catalog.conversations.services import opening
from catalog.conversations.services.opening import Writer
from catalog.conversations.services.writing import Draft
from catalog.conversations.subjects import Subject
from catalog.files.services.private import store_private
from catalog.jobs.services import drain
from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.notices.services import MAIL_DRAIN
from catalog.products.models import Product
from portal.accounts.models import User
from tests.kept import Larder

SOMSAK = "somsak@example.com"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
Begin = Callable[..., Conversation]
Sent = Callable[[], list[EmailMultiAlternatives]]


@pytest.fixture
def seller(tea_house: Organization, wei: User) -> User:
    """Wei, who sells for the tea house."""
    add_member(organization=tea_house, user_id=wei.pk, role="sales")
    return wei


@pytest.fixture
def offer(larder: Larder, liubao: Product) -> Subject:
    """Liubao tea, as something to write about."""
    found = larder.take("offer", lambda: subjects.shown(kind="product", slug=liubao.slug, language="en"))
    assert found is not None
    return found


@pytest.fixture
def begin(offer: Subject) -> Begin:
    """Return a maker of conversations about the tea; by whom and how matters to few tests."""

    def write(
        account: User | None = None, text: str = "How much for 500 kg?", key: Any = None, **fields: Any
    ) -> Conversation:
        by = (
            {"address": account.email, "name": account.name}
            if account
            else {"address": SOMSAK, "name": "Somsak"}
        )
        writer = Writer(**{**by, "language": "th", "time_zone": "Asia/Bangkok", "account": account, **fields})
        return opening.begin(
            kind="product",
            subject=offer,
            writer=writer,
            draft=Draft(text=text, language="th", key=key or uuid4()),
        )

    return write


def with_file(text: str, name: str, data: bytes = PDF) -> Draft:
    """Return a message whose form brought a file."""
    kept = store_private(kind=attachments.WAITING, subject=0, data=data, name=name)
    return Draft(text=text, language="th", waiting=[kept])


@pytest.fixture
def sent() -> Sent:
    """Return a function that drains the outbox and returns all that was sent."""

    def post() -> list[EmailMultiAlternatives]:
        drain(MAIL_DRAIN)
        return [message for message in mail.outbox if isinstance(message, EmailMultiAlternatives)]

    return post
