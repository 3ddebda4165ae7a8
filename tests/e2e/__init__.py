"""The real process, from login to exit, with a Discord and a web site on loopback."""
