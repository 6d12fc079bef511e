"""Who changed what, before and after, in which role."""
