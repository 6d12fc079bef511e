"""What visitors report, what moderators suspend, and what its owners say to that."""
