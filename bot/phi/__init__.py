"""A Reading in, findings out; scrubbing with presidio-anonymizer."""
