"""Reads the command line and runs one command."""

import argparse
import sys

from kinglet_trainer.cli import data_command, eval_command, export_command, import_command, recipe_command, train_command
from kinglet_trainer.errors import KingletError

_COMMANDS = (data_command, train_command, export_command, import_command, eval_command, recipe_command)


def main(arguments: list[str]) -> int:
    """Exit status: 0 done, 1 a check found something, 2 wrong input (the message says what), 130 stopped by the user."""
    parser = argparse.ArgumentParser(prog="python -m kinglet_trainer", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in _COMMANDS:
        command.add_parser(commands)
    options = parser.parse_args(arguments)
    try:
        return options.run(options)
    except KingletError as error:
        print(f"kinglet_trainer: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("kinglet_trainer: stopped. The same command goes on where it was.", file=sys.stderr)
        return 130
