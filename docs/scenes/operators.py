"""What whoever runs the bot can do."""

from bot import cards
from scenes.listing import Scene, view
from scenes.studio import Shot, Studio

ADMIN = "For whoever runs the bot"


def _admin(what: str, line: str) -> Scene:
    @view(ADMIN, line, cards.notice, commands=[f"admin {what}"], name=f"admin-{what}")
    async def admin(studio: Studio) -> Shot:
        return await studio.asked(f"admin {what}", studio.operator)

    return admin


for _name in ("queue", "failed", "retry", "pause", "resume", "reload"):
    _admin(_name, f"`/admin {_name}`")
