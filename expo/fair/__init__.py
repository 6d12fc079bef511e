"""The fair: editions, halls, stands and booths, programme, visits and leads."""
