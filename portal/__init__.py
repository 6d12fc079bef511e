"""The site: what visitors enter and editors run. Stands on expo and catalog."""
