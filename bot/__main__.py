"""`python -m bot` is the `checkpost` command."""

from bot.cli import main

main()
