"""Pictures, which the public may see, and private files, which leave only through a permission."""

import secrets
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition

from catalog.files.manifest import Manifest
from catalog.reference.languages import pick


def new_token() -> str:
    """Return the name of a folder that nobody can guess: a picture is unseen until a page shows it."""
    return secrets.token_hex(16)


class Picture(AbstractImage):
    """A picture with its text alternative and credit per language and its sizes, ready made.

    ``file`` is our own upright copy without location data, never the upload itself; ``manifest`` is
    described in ``catalog.files.manifest``. Rows are written by ``catalog.files.services``.
    """

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    owner = models.PositiveBigIntegerField(
        default=0,
        editable=False,
        help_text="Id of the organization whose picture it is; 0: the portal.",
    )
    # Which picture it is to its owner: the hash of the upload, or a name they gave. Editors' have none.
    key = models.CharField(max_length=128, blank=True, editable=False)
    upload_hash = models.CharField(max_length=64, blank=True, editable=False)
    alt = models.JSONField(_("text alternative"), default=dict, blank=True)
    credit = models.JSONField(_("credit"), default=dict, blank=True)
    manifest = models.JSONField(default=dict, blank=True, editable=False)

    admin_form_fields: ClassVar[tuple[str, ...]] = (
        "title",
        "file",
        "alt",
        "credit",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose image")]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "key"], condition=~models.Q(key=""), name="files_picture_once_per_owner"
            ),
        ]

    def get_upload_to(self, filename: str) -> str:
        """Keep the copy beside its sizes; the name of the upload may say more than its sender meant to."""
        return f"pictures/{self.token}/whole.jpg"

    @property
    def sizes(self) -> Manifest | None:
        """Return the manifest, or None where the sizes are missing."""
        return Manifest.read(self.manifest)

    @property
    def default_alt_text(self) -> str:
        """Return the text alternative in the active language; Wagtail asks for it by this name."""
        return pick(self.alt, get_language() or settings.LANGUAGE_CODE)[0] or str(self.title)


class Rendition(AbstractRendition):
    """A size that Wagtail's own admin makes of a picture."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="files_rendition_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.image_id} {self.filter_spec}"


class PrivateFile(models.Model):
    """A file that only some may read: evidence, attachments. Who may is the rule of its kind.

    ``subject`` is the id of what it belongs to, as the room that registered the kind understands it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    subject = models.PositiveBigIntegerField()
    path = models.CharField(max_length=120, unique=True, help_text="Where it is in the private storage.")
    name = models.CharField(_("name"), max_length=200)
    content_type = models.CharField(max_length=100, help_text="By content, whatever the sender said.")
    size = models.PositiveBigIntegerField(help_text="In bytes.")
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("private file")
        verbose_name_plural = _("private files")
        indexes = [models.Index(fields=["kind", "subject"], name="files_private_subject_idx")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
