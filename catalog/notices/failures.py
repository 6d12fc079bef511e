"""Administrators are told when work has failed for good."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.jobs import registry as jobs
from catalog.jobs.models import State
from catalog.notices import services
from catalog.notices.registry import NoticeKind

KIND = NoticeKind(
    name="jobs.failed",
    label=_("Work of this site has failed"),
    subject="notices/kinds/failed_subject.txt",
    text="notices/kinds/failed_text.txt",
)


@transaction.atomic
def report(*, now: datetime | None = None) -> int:
    """Tell administrators once a day (UTC) about each drain with failed rows; return how many are told."""
    moment = now or timezone.now()
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    administrators = list(get_user_model().objects.filter(is_superuser=True, is_active=True))
    told = 0
    for drain in jobs.drains():
        failed = drain.model._default_manager.filter(state=State.FAILED, settled_at__gte=midnight).count()
        if failed:
            told += services.notify(
                kind=KIND.name,
                recipients=administrators,
                key=f"{drain.name}:{midnight.date().isoformat()}",
                values={"drain": drain.name, "failed": failed},
            )
    return told
