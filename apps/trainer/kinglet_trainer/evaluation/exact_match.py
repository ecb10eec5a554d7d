"""How many replies come out word for word."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import torch

from kinglet_trainer.data.row import Row
from kinglet_trainer.formats.prompt import messages_text, system_text
from kinglet_trainer.formats.reply import reply_text

MAX_NEW_TOKENS = 160
_CLOSE = "<|im_end|>"


@dataclass
class Score:
    """Counts by `meta.source`; `misses` are (question, wanted, got)."""

    total: Counter = field(default_factory=Counter)
    right: Counter = field(default_factory=Counter)
    misses: list[tuple[str, str, str]] = field(default_factory=list)


def score_replies(model: Any, tokenizer: Any, rows: Sequence[Row], tools: list, format: str) -> Score:
    """Greedy decoding without a grammar; a reply is right where it is the row's, character by character."""
    score = Score()
    end = tokenizer.convert_tokens_to_ids(_CLOSE)
    model.eval()
    for row in rows:
        offered = row["tools"] or tools
        prompt = system_text(offered, format) + messages_text(row["messages"], offered, format)
        got = _generated(model, tokenizer, prompt, end)
        wanted = reply_text(row["reply"], offered, format)
        source = str(row.get("meta", {}).get("source", "all"))
        score.total[source] += 1
        if got == wanted:
            score.right[source] += 1
        else:
            score.misses.append((str(row["messages"][-1].get("content", "")), wanted, got))
    return score


def _generated(model: Any, tokenizer: Any, prompt: str, end: int) -> str:
    ids = torch.tensor([tokenizer.encode(prompt, add_special_tokens=False)], device=model.device)
    with torch.no_grad():
        output = model.generate(
            input_ids=ids,
            attention_mask=torch.ones_like(ids),
            do_sample=False,
            max_new_tokens=MAX_NEW_TOKENS,
            eos_token_id=end,
            pad_token_id=end,
        )
    return tokenizer.decode(output[0, ids.shape[1] :], skip_special_tokens=True).strip()
