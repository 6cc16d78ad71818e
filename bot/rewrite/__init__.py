"""Writers, and the guard that sends every wording back through check."""
