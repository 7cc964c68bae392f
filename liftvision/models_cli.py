"""``liftvision models``: the pose models, listed and pulled."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from liftvision.command import Debug, Quiet, complete_model, errors_shown, libraries_quiet

if TYPE_CHECKING:
    from rich.table import Table

    from liftvision.pose.model_files import ModelStatus

models_app = typer.Typer(invoke_without_command=True, help="List the pose models, or pull one.")


@models_app.callback()
def models(context: typer.Context) -> None:
    """List the pose models: size, licence, where each comes from, whether it is here."""
    if context.invoked_subcommand is not None:
        return
    with errors_shown(debug=False):
        from liftvision import terminal
        from liftvision.pose import model_files

        terminal.output_console().print(_table(model_files.available()))
        terminal.show(f"kept in {model_files.models_folder()}")


@models_app.command("pull")
def pull_model(
    name: Annotated[
        str,
        typer.Argument(
            help="lite, full or heavy.", show_default=False, autocompletion=complete_model
        ),
    ],
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Fetch, verify and pack a pose model, replacing one that is here."""
    with errors_shown(debug), libraries_quiet(debug):
        from liftvision import terminal
        from liftvision.pose import model_files

        with terminal.progress(quiet) as progress:
            path = model_files.pull(name, progress)
        if not quiet:
            terminal.show(f"{name}: {path}")


def _table(models: Sequence["ModelStatus"]) -> "Table":
    """Give the pose models: size, licence, where each comes from, whether it is here."""
    from rich import box
    from rich.table import Table

    from liftvision.pose.model_files import LICENCE

    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("model", "", "size", "licence", "comes from", "state"):
        table.add_column(heading, justify="right" if heading == "size" else "left")
    for status in models:
        model = status.model
        packages = [source.package for source in model.sources]
        origin = "\n".join(f"{each.client}: {each.name} {each.version}" for each in packages)
        size = f"{model.size / 1e6:.1f} MB"
        table.add_row(model.name, model.summary, size, LICENCE, origin, status.state)
    return table
