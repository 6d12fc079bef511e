"""Work that must not be lost: work rows, drains, bells, the clock process."""
