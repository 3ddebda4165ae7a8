"""Forms that ``/settings`` shows, and what people sent in them."""

from typing import Any

import discord

from bot.cards import SettingPress
from bot.domain import GuildSettings
from bot.languages import N_, _

FILE = "pullquote-settings.json"
#: The settings that are written, not chosen.
WRITTEN = {"allowed_sites": N_("Sites allowed"), "denied_sites": N_("Sites denied")}


def writing(press: SettingPress, settings: GuildSettings) -> discord.ui.Modal:
    """A form to write sites in."""
    form = discord.ui.Modal(title=_(WRITTEN[press.does]), custom_id=press.custom_id)
    field = discord.ui.TextInput[Any](
        style=discord.TextStyle.paragraph,
        default="\n".join(sorted(getattr(settings, press.does))),
        required=False,
        max_length=4000,
        custom_id="sites",
    )
    what = _("Like news.example; empty for no such list.")
    form.add_item(discord.ui.Label(text=_("One on each line"), description=what, component=field))
    return form


def upload(press: SettingPress) -> discord.ui.Modal:
    """A form to upload a file of settings in."""
    form = discord.ui.Modal(title=_("Import settings"), custom_id=press.custom_id)
    field = discord.ui.FileUpload[Any](custom_id="file")
    what = _("{file}, as Export made it; it replaces all settings of this server.").format(
        file=FILE
    )
    form.add_item(discord.ui.Label(text=_("File"), description=what, component=field))
    return form


def written(data: dict[str, Any]) -> str:
    """What was written in a form."""
    return str(_field(data).get("value") or "")


def uploaded(data: dict[str, Any]) -> dict[str, Any]:
    """The file that was uploaded in a form, as Discord describes it."""
    return data["resolved"]["attachments"][_field(data)["values"][0]]


def _field(data: dict[str, Any]) -> dict[str, Any]:
    first = data["components"][0]
    return first.get("component") or first["components"][0]
