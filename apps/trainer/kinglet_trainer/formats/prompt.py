"""Turns of a row as the text that the model reads; docs/specialists.md has the rules."""

import re
from typing import Any

from kinglet_trainer.formats.canonical import strip_control_tokens
from kinglet_trainer.formats.history import shown_turns
from kinglet_trainer.formats.reply import reply_text
from kinglet_trainer.formats.tools_text import tools_text

MAX_RESULT = 300
MAX_USER_WORDS = 300

OPEN = "<|im_start|>"
CLOSE = "<|im_end|>"


def turn(role: str, content: str) -> str:
    return f"{OPEN}{role}\n{content}{CLOSE}\n"


def system_text(tools: list[dict[str, Any]], format: str) -> str:
    """The part of a prompt that rows with the same tools share; empty for `bare`."""
    return turn("system", tools_text(strip_control_tokens(tools))) if format == "schemas" else ""


def messages_text(messages: list[dict[str, Any]], tools: list[dict[str, Any]], format: str) -> str:
    """All that follows the system text, as far as the opening of the reply."""
    turns = shown_turns(strip_control_tokens(messages), format)
    return "".join(_message(message, tools, format) for message in turns) + f"{OPEN}assistant\n"


def reply_end(actions: list[Any], tools: list[dict[str, Any]], format: str) -> str:
    """The reply with the mark that ends it: what is learned."""
    return reply_text(actions, tools, format) + CLOSE


def _message(message: dict[str, Any], tools: list[dict[str, Any]], format: str) -> str:
    role = message["role"]
    if role == "user":
        return turn("user", _first_words(message["content"]))
    if role == "assistant":
        return turn("assistant", reply_text(message["reply"], tools, format))
    return turn("tool", "\n".join(result[:MAX_RESULT] for result in message["results"]))


def _first_words(content: str) -> str:
    """The text as far as its 300th word, with its line breaks, and then the note on what is attached."""
    note = re.search(r"\n\n\[attached: [^\]\n]*\]$", content)
    text = content[: note.start()] if note else content
    return _cut(text) + (note.group() if note else "")


def _cut(text: str) -> str:
    end = len(text)
    for count, word in enumerate(re.finditer(r"\S+", text)):
        if count == MAX_USER_WORDS:
            return text[:end]
        end = word.end()
    return text
