"""What of a conversation a specialist is shown: docs/specialists.md, "Turns"."""

from typing import Any

MAX_EARLIER_EXCHANGES = 2

Turn = dict[str, Any]


def shown_turns(messages: list[Turn], format: str) -> list[Turn]:
    """The last two earlier exchanges in short, then the current one."""
    exchanges = _exchanges(messages)
    earlier = exchanges[:-1][-MAX_EARLIER_EXCHANGES:]
    return [turn for exchange in earlier for turn in _in_short(exchange, format)] + _current(exchanges[-1])


def _exchanges(messages: list[Turn]) -> list[list[Turn]]:
    exchanges: list[list[Turn]] = []
    for message in messages:
        if message["role"] == "user" or not exchanges:
            exchanges.append([])
        exchanges[-1].append(message)
    return exchanges


def _in_short(exchange: list[Turn], format: str) -> list[Turn]:
    """Calls and results; without any, the question back or the word for talk. What was said after results is left out."""
    users = [turn for turn in exchange if turn["role"] == "user"]
    steps = [turn for turn in exchange if turn["role"] == "tool" or _calls(turn)]
    if not steps:
        asked = [turn for turn in exchange if turn["role"] == "assistant" and _asks(turn)]
        talk = "reply" if format == "bare" else "no_tool"
        return users + (asked or [{"role": "assistant", "reply": [talk]}])
    last = max((index for index, turn in enumerate(steps) if turn["role"] == "assistant"), default=-1)
    return users + [_with_next(turn, index != last) if turn["role"] == "assistant" else turn for index, turn in enumerate(steps)]


def _current(exchange: list[Turn]) -> list[Turn]:
    return [_with_next(turn, True) if _calls(turn) else turn for turn in exchange]


def _with_next(turn: Turn, goes_on: bool) -> Turn:
    return {**turn, "reply": _calls(turn) + ([{"next": True}] if goes_on else [])}


def _calls(turn: Turn) -> list[Any]:
    return [action for action in turn.get("reply", []) if isinstance(action, dict) and "tool" in action]


def _asks(turn: Turn) -> bool:
    return any(isinstance(action, dict) and "ask" in action for action in turn["reply"])
