"""What a visitor and a seller fill in. Rules are the services'; these forms name fields and keep files."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from catalog.conversations import attachments, limits
from catalog.conversations.services.writing import Draft
from catalog.files.models import PrivateFile
from catalog.files.services.private import store_private
from catalog.seams.person_check import Outcome, PersonCheck, refuse


class Several(forms.ClearableFileInput):
    """A box that takes several files at once."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """Any number of files; each is looked at where it is kept."""

    widget = Several

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        sent = data if isinstance(data, list) else [data] if data else []
        return [one for one in sent if one]


class MessageForm(forms.Form):
    """One message with its files. A file that is taken stays with the form while it is sent again."""

    text = forms.CharField(
        label=_("Message"),
        max_length=limits.MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    language = forms.ChoiceField(label=_("Language of your message"), choices=settings.LANGUAGES)
    attached = Files(
        label=_("Files"),
        help_text=_("PDF, pictures, Word or Excel, at most five and 10 MB each."),
        required=False,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid4())

    @cached_property
    def kept(self) -> list[PrivateFile]:
        """The files an earlier sending of this form brought, without those its sender took out again."""
        return attachments.waiting(self._tickets())

    def _tickets(self) -> Sequence[str]:
        if not self.is_bound:
            return []
        removed = set(self.data.getlist("remove")) if hasattr(self.data, "getlist") else set()
        sent = self.data.getlist("kept") if hasattr(self.data, "getlist") else []
        return [one for one in sent if one not in removed]

    @property
    def kept_files(self) -> list[dict[str, Any]]:
        """What the page shows of the files that wait in this form."""
        return [
            {"ticket": attachments.ticket(file), "name": file.name, "size": file.size} for file in self.kept
        ]

    def clean_key(self) -> UUID:
        key: UUID | None = self.cleaned_data["key"]
        return key or uuid4()

    def clean_attached(self) -> list[PrivateFile]:
        """Keep what was sent, so that an error elsewhere in the form loses no file."""
        problems: list[str] = []
        for upload in self.cleaned_data["attached"]:
            try:
                self._keep(upload)
            except ValidationError as error:
                problems.extend(f"{upload.name}: {text}" for text in error.messages)
        if problems:
            raise ValidationError(problems)
        return self.kept

    def _keep(self, upload: UploadedFile[Any]) -> None:
        if len(self.kept) >= attachments.MOST:
            raise ValidationError(
                _("At most %(most)d files can be sent with a message.") % {"most": attachments.MOST}
            )
        if (upload.size or 0) > attachments.MOST_BYTES:
            raise ValidationError(
                _("This file is larger than %(most)d MB.") % {"most": attachments.MOST_BYTES // 1_000_000}
            )
        self.kept.append(
            store_private(kind=attachments.WAITING, subject=0, data=upload.read(), name=upload.name or "file")
        )

    def draft(self) -> Draft:
        """Return what the form says."""
        return Draft(
            text=self.cleaned_data["text"],
            language=self.cleaned_data["language"],
            key=self.cleaned_data["key"],
            waiting=self.kept,
        )


class FirstMessageForm(MessageForm):
    """The message that begins a conversation, by a person with an account."""

    share = forms.BooleanField(
        label=_("The seller may see my mail address now"),
        help_text=_("Otherwise the seller sees it once they have answered you."),
        required=False,
    )


class StrangerForm(FirstMessageForm):
    """The message that begins a conversation, by somebody without an account."""

    name = forms.CharField(label=_("Your name"), max_length=120)
    address = forms.EmailField(
        label=_("E-mail"), help_text=_("We write to it first, to be sure that it is yours.")
    )
    field_order = ("name", "address", "text", "language", "attached", "share")

    def __init__(self, *args: Any, check: PersonCheck, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.check = check
        self.outcome = Outcome.PASSED

    @cached_property
    def challenge(self) -> object:
        """What the template must put into the form."""
        return self.check.ask_again(doubted=self.outcome is Outcome.DOUBTED)

    def full_clean(self) -> None:
        """Judge the sender first: a program that sends files fills no disk here."""
        if self.is_bound:
            self.outcome = self.check.examine(self.data)
        super().full_clean()

    def clean(self) -> dict[str, Any] | None:
        refuse(self.outcome)
        return super().clean()

    def _keep(self, upload: UploadedFile[Any]) -> None:
        if self.outcome is Outcome.DOUBTED:
            raise ValidationError(_("Choose this file again, please."))
        super()._keep(upload)
