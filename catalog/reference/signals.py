"""Says that reference data readers see has changed, so that an upper room may drop what it cached.

Carries no rule. Sent inside the transaction that changes the data; a receiver that raises undoes it.
"""

from django.dispatch import Signal

reference_changed = Signal()
