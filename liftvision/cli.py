"""The command line: every command, each with its options in a module of its own."""

import sys
from typing import Annotated

import typer

from liftvision.analyze_cli import analyze
from liftvision.compare_cli import compare
from liftvision.export_cli import export
from liftvision.models_cli import models_app
from liftvision.selfcheck_cli import selfcheck
from liftvision.synth_cli import synth

app = typer.Typer(
    name="liftvision",
    help="What the body and the bar did in a phone clip of a deadlift, rep by rep.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command line."""
    app()


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"liftvision {version('liftvision')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    pass


@app.command()
def rules() -> None:
    """Write the rules of what is found as TOML; --rules takes a copy with changes."""
    from importlib.resources import files

    text = files("liftvision.findings").joinpath("rules.toml").read_text("utf-8")
    sys.stdout.write(text)


app.command()(analyze)
app.command()(compare)
app.command()(export)
app.add_typer(models_app, name="models")
app.command()(selfcheck)
app.command()(synth)
