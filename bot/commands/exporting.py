"""The command that gives the archive's quotes away as a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.commands.options import Database, First, Last
from bot.domain import PullquoteError
from bot.terminal import busy, printable

if TYPE_CHECKING:
    from bot.archive import Form

exporting = typer.Typer()


class ExportExists(PullquoteError):
    """Where the export should go is a file that must stay."""

    kind = "export_exists"


@exporting.command()
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the quotes go.")],
    form: Annotated[
        Literal["csv", "jsonl", "sqlite"] | None,
        typer.Option("--format", help="The kind of file; without it, as FILE ends."),
    ] = None,
    speaker: Annotated[str | None, typer.Option(help="Any part of a speaker's name.")] = None,
    about: Annotated[str | None, typer.Option(help="Words in the quote or its title.")] = None,
    first: First = None,
    last: Last = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    database: Database = None,
) -> None:
    """Write the archive's quotes into a CSV, JSON Lines or SQLite file, newest first."""
    from bot.archive import Choice
    from bot.archive import export as write
    from bot.settings import load_settings

    path = database or load_settings().database
    _refuse(path, file, force)
    choice = Choice(speaker, about, first and first.date(), last and last.date())
    with busy(f"Writing {file.name}"):
        exported = write(path, file, choice, _form(form, file))
    typer.echo(printable(f"{file} holds {exported.quotes:,} quotes, {exported.size:,} bytes."))


def _form(asked: str | None, file: Path) -> "Form":
    from bot.archive import Form

    ending = file.suffix.lower().removeprefix(".")
    try:
        return Form(asked or ("sqlite" if ending in {"db", "sqlite3"} else ending))
    except ValueError:
        raise typer.BadParameter(
            "say --format csv, jsonl or sqlite, or end FILE in one of these.", param_hint="FILE"
        ) from None


def _refuse(path: Path, file: Path, force: bool) -> None:
    if file.is_dir():
        raise ExportExists(f"{file} is a folder; name a file for the export.")
    if not file.exists():
        return
    if path.exists() and file.samefile(path):
        raise ExportExists(f"{file} is the archive itself; name another file for the export.")
    if not force:
        raise ExportExists(f"{file} is there already; name another file, or say --force.")
