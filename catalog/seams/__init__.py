"""How a lower room lets an upper one in: slots, events, schedules, freshness, preferences."""
