"""Pictures with their manifest of sizes, and private files."""
