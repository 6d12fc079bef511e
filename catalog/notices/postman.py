"""Hands mails over: nothing twice, nothing lost without a word.

Between the mail server's acceptance and our note of it lies a moment in which a killed worker
leaves the outcome unknown; no protocol closes it. What is done about it:

- before the hand-over the row is marked with the time and commits;
- a refusal takes the mark back, and the row is tried again later with the same Message-ID;
- a row found marked by a dead worker, or whose connection broke while the server had the text, is
  in doubt. A transport that knows its Message-IDs is asked and the row finished accordingly.
  Otherwise the mail is not sent again (at most once): the row is failed, says so, keeps its
  Message-ID to look for, and can be sent again by hand. The notice itself stands on the site anyway.
"""

import logging
from smtplib import SMTPException, SMTPRecipientsRefused

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from catalog.jobs.claims import Claim, HopelessError
from catalog.notices import letters
from catalog.notices.models import OutboxMail

log = logging.getLogger(__name__)

PERMANENT = 500  # RFC 5321: replies from 500 on will not change by trying again


def deliver(claim: Claim[OutboxMail]) -> None:
    """Hand over the mails of one batch."""
    transport = get_connection()
    try:
        for row in claim.rows:
            try:
                transport.open()
            except (OSError, SMTPException) as error:
                log.warning("The mail server cannot be reached: %s", error)
                for left in claim.unsettled:
                    claim.failed(left, error)
                return
            _deliver_one(claim, row, transport)
    finally:
        _close(transport)


def _deliver_one(claim: Claim[OutboxMail], row: OutboxMail, transport: BaseEmailBackend) -> None:
    if row.handed_over_at and _settled_doubt(claim, row, transport):
        return
    try:
        message = letters.compose(row)
    except Exception as error:
        log.exception("The mail %s could not be composed.", row.key)
        claim.failed(row, error, handed_over_at=None)
        return
    if message is None:
        claim.done(row, handed_over_at=None)
    elif claim.hold(row, handed_over_at=timezone.now()):
        _hand_over(claim, row, message, transport)


def _hand_over(
    claim: Claim[OutboxMail], row: OutboxMail, message: EmailMultiAlternatives, transport: BaseEmailBackend
) -> None:
    try:
        transport.send_messages([message])
    except Exception as error:
        log.warning("The mail %s was not handed over: %s", row.key, error)
        unknown = not isinstance(error, SMTPRecipientsRefused) and _in_doubt(transport, error)
        if not (unknown and _settled_doubt(claim, row, transport)):
            claim.failed(row, _verdict(error), handed_over_at=None)
        _close(transport)
    else:
        claim.done(row)


def _in_doubt(transport: BaseEmailBackend, error: Exception) -> bool:
    """Tell whether the mail may have been accepted despite the error. A server's answer leaves no doubt."""
    return not hasattr(error, "smtp_code") and bool(getattr(transport, "in_doubt", True))


def _settled_doubt(claim: Claim[OutboxMail], row: OutboxMail, transport: BaseEmailBackend) -> bool:
    """Finish a row whose outcome is unknown; False when the transport is sure that it never got the mail."""
    accepted = getattr(transport, "accepted", None)
    if accepted is None:
        claim.failed(row, HopelessError(_unsure(row)), handed_over_at=None)
        return True
    if accepted(row.message_id):
        claim.done(row)
        return True
    return False


def _unsure(row: OutboxMail) -> str:
    return (
        "Handing this mail over broke off, and it may have arrived: it was not sent again. "
        f"Look for Message-ID {row.message_id} at the mail server; "
        f"to send it again: manage.py drain notices.mail --retry {row.pk}"
    )


def _verdict(error: Exception) -> Exception:
    """Return the error, as hopeless when the server refuses every recipient for good."""
    refused = error.recipients.values() if isinstance(error, SMTPRecipientsRefused) else ()
    if refused and all(code >= PERMANENT for code, _ in refused):
        return HopelessError(f"The mail server refuses this address: {error}")
    return error


def _close(transport: BaseEmailBackend) -> None:
    try:
        transport.close()
    except (OSError, SMTPException) as error:
        # What was handed over has been answered already; a farewell that fails changes nothing.
        log.info("The mail server hung up first: %s", error)
