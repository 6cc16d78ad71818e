"""How the learned reader that ships with Checkpost is made, start to finish: see README.md."""
