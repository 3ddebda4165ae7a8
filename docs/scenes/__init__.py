"""What the pictures are of: for each, what is done in a simulated server, and what it shows.

The scenes are played in this order in one server, so that each finds what those before it left.
"""

from scenes import asking, cards, managing, members, operators
from scenes.listing import View, listed_in
from scenes.studio import HEIGHT, WIDTH, Shot, open_studio

__all__ = [
    "HEIGHT",
    "VIEWS",
    "WIDTH",
    "Shot",
    "View",
    "open_studio",
]

VIEWS = [
    view
    for part in (cards, asking, managing, operators, members)
    for view in listed_in(part.__name__)
]
