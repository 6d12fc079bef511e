"""The form in which an operator writes a tour, part by part."""
