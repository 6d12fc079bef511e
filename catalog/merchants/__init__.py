"""Organizations, members and roles, storefronts."""
