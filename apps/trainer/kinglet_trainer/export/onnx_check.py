"""What PyTorch answers to a few prompts: `check.json` of an ONNX export, which onnx-check/run.ts compares with."""

from typing import Any

import torch

from kinglet_trainer.formats.prompt import messages_text, system_text
from kinglet_trainer.training.base_model import BaseModel

MAX_NEW_TOKENS = 24

_TOOLS = [
    {
        "name": "get_weather",
        "description": "Get the weather of a city.",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
    {
        "name": "convert",
        "description": "Convert units.",
        "parameters": {
            "type": "object",
            "properties": {"amount": {"type": "string"}, "to": {"type": "string"}},
            "required": ["amount", "to"],
        },
    },
]
_MESSAGES = {
    "bare": ("what is 12 plus 30?", "set a timer for 12 minutes", "how much is 5 foot 11 in cm?"),
    "schemas": ("what is the weather in Bern?", "convert 5 miles to km", "order a pizza"),
}


def check_facts(base: BaseModel, format: str) -> dict[str, Any]:
    """Prompts in the specialist's format with their token ids and the greedy replies of the model as it is in memory."""
    checks = []
    for text in _MESSAGES[format]:
        prompt = system_text(_TOOLS, format) + messages_text([{"role": "user", "content": text}], _TOOLS, format)
        ids = base.tokenizer.encode(prompt, add_special_tokens=False)
        checks.append({"prompt": prompt, "ids": ids, "reply": _reply(base, ids)})
    return {"maxNewTokens": MAX_NEW_TOKENS, "checks": checks}


def _reply(base: BaseModel, ids: list[int]) -> str:
    prompt = torch.tensor([ids], device=base.model.device)
    base.model.eval()
    with torch.no_grad():
        output = base.model.generate(
            input_ids=prompt, attention_mask=torch.ones_like(prompt), do_sample=False, max_new_tokens=MAX_NEW_TOKENS
        )
    return base.tokenizer.decode(output[0, len(ids) :], skip_special_tokens=True).strip()
