"""A Reading, findings and packs in, violations and notes out."""
