"""What is offered, and by whom. The lowest floor: it names nothing of expo or portal."""
