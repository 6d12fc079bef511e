"""The demonstration: fictional organizations and goods, loaded through services."""
