"""The tests: they mirror the floors and start from a migrated database snapshot."""
