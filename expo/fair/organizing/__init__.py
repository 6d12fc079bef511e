"""The organizer's desk: who is expected at an edition, who has come, and what is written to them."""
