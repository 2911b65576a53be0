"""Yes, no, or conditional."""
