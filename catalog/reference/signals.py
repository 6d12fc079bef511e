"""Says that shown reference data changed, so that an upper room may drop what it cached. Carries no rule."""

from django.dispatch import Signal

# Sent after commit, with no arguments beyond the sender.
rates_changed = Signal()
