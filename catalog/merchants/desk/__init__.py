"""The desk: where members work for their organization, below ``/<language>/desk/``."""
