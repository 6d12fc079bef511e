"""Facts the whole house counts with: sources, countries, money, units, trade terms, HS headings, cities."""
