"""Buttons and selects that are known by their custom ids alone, and so survive a restart."""

import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Self, cast

import discord

from cogs.answers import answering
from cogs.gate import may_press

_Item = discord.ui.Item[discord.ui.LayoutView]
#: Answers a press, by what its custom id says and what was chosen, if it is a select.
Pressed = Callable[[discord.Interaction, re.Match[str], Sequence[str]], Awaitable[None]]


def pressing(template: re.Pattern[str], pressed: Pressed) -> type[discord.ui.DynamicItem[_Item]]:
    """All buttons and selects whose custom ids a template matches, for ``add_dynamic_items``.

    Parameters:
        pressed: answers them; of what it raises whoever pressed is told.
    """

    class Pressable(discord.ui.DynamicItem[_Item], template=template):
        def __init__(self, item: discord.ui.Item[Any], match: re.Match[str]) -> None:
            super().__init__(item)
            self._match = match

        @classmethod
        async def from_custom_id(
            cls, _: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
        ) -> Self:
            return cls(item, match)

        async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
            return await may_press(interaction)

        async def callback(self, interaction: discord.Interaction) -> None:
            data = cast("dict[str, Any]", interaction.data)
            async with answering(interaction):
                await pressed(interaction, self._match, data.get("values", []))

    return Pressable
