"""Which editions still live: their booths follow what they show, those of all others stay as they were."""

from expo.fair.models import Edition

LIVING = frozenset({Edition.State.PLANNED.value, Edition.State.BOOKING.value, Edition.State.OPEN.value})
