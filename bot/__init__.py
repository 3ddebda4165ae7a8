"""Pullquote: a Discord bot that remembers who said what in the news a server shares."""
