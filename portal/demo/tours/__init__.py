"""The tours of the demonstration: their documents, their departures and who booked, brought by services."""
