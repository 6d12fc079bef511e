"""Pages of the fair at the desks of organizations."""
