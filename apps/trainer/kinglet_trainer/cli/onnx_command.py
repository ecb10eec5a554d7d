"""`onnx`."""

import argparse


def add_parser(commands: argparse._SubParsersAction) -> None:
    pass
