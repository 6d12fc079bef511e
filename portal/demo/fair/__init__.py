"""The fair of the demonstration: its editions, booths and programme, brought by services."""
