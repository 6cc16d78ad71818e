"""The terminal: commands read text, print what a person needs next, and end with a status that a script can use."""
