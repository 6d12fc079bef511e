"""Who is told of a message: the sales side of an organization, or the visitor, with or without account."""

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.conversations import links
from catalog.conversations.attachments import ANSWERING
from catalog.conversations.models import Conversation, Message
from catalog.merchants.models import Organization
from catalog.notices import services as notices
from catalog.notices.registry import NoticeKind

TO_SELLER = NoticeKind(
    name="conversations.to_seller",
    label=_("A visitor writes to my organization"),
    subject="conversations/kinds/to_seller_subject.txt",
    text="conversations/kinds/to_seller_text.txt",
)
TO_VISITOR = NoticeKind(
    name="conversations.to_visitor",
    label=_("A seller answers me"),
    subject="conversations/kinds/to_visitor_subject.txt",
    text="conversations/kinds/to_visitor_text.txt",
)
CONFIRM = NoticeKind(
    name="conversations.confirm",
    label=_("I have to confirm a message"),
    subject="conversations/kinds/confirm_subject.txt",
    text="conversations/kinds/confirm_text.txt",
    may_stop=False,  # one letter on the visitor's own request; nothing follows without a confirmation
)
KINDS = (TO_SELLER, TO_VISITOR, CONFIRM)


def tell_seller(message: Message) -> None:
    """Tell everybody who answers for the organization."""
    conversation = message.conversation
    people = get_user_model().objects.filter(
        memberships__organization=conversation.organization_id,
        memberships__role__in=ANSWERING,
        is_active=True,
    )
    slug = Organization.objects.values_list("slug", flat=True).get(pk=conversation.organization_id)
    notices.notify(
        kind=TO_SELLER.name,
        recipients=people.distinct(),
        key=f"message:{message.pk}",
        values={
            "name": conversation.name,
            "subject": conversation.subject_title,
            "text": message.text,
        },
        link=reverse("desk-inbox-thread", args=[slug, conversation.pk]),
    )


def tell_visitor(message: Message, *, seller: str) -> None:
    """Tell the visitor of an answer; `seller` is the organization's name in the visitor's language."""
    conversation = message.conversation
    values = {"seller": seller, "subject": conversation.subject_title, "text": message.text}
    path = links.visitor_path(
        conversation.pk, has_account=conversation.visitor_id is not None, language=conversation.language
    )
    key = f"message:{message.pk}"
    if conversation.visitor is not None:
        notices.notify(
            kind=TO_VISITOR.name, recipients=[conversation.visitor], key=key, values=values, link=path
        )
    elif conversation.mails_stopped_at is None:
        notices.write_to(
            address=conversation.address,
            language=conversation.language,
            kind=TO_VISITOR.name,
            key=key,
            values=values,
            link=path,
            stop=links.stop_path(conversation.pk, language=conversation.language),
        )


def ask_to_confirm(conversation: Conversation, *, seller: str) -> None:
    """Ask the owner of an address whether the message is theirs."""
    notices.write_to(
        address=conversation.address,
        language=conversation.language,
        kind=CONFIRM.name,
        key=f"confirm:{conversation.pk}",
        values={"seller": seller, "subject": conversation.subject_title},
        link=links.confirm_path(conversation.pk, language=conversation.language),
    )
