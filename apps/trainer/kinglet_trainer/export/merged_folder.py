"""A LoRA added to its base: a folder of the transformers format."""

from collections.abc import Iterable
from pathlib import Path

import torch
from transformers import PreTrainedModel

from kinglet_trainer.errors import KingletError
from kinglet_trainer.export.lora_weights import LoraPair
from kinglet_trainer.formats.prompt import CLOSE
from kinglet_trainer.training.base_model import BaseModel


def merge_lora(model: PreTrainedModel, pairs: Iterable[LoraPair]) -> None:
    """Adds the pairs to the model's weights in place; KingletError where one fits no matrix of the model."""
    weights = dict(model.named_parameters())
    for pair in pairs:
        weight = weights.get(f"{pair.module}.weight")
        change = torch.from_numpy(pair.scale * (pair.b @ pair.a))
        if weight is None or weight.shape != change.shape:
            raise KingletError(
                f"{pair.module} changes a matrix of {' x '.join(map(str, change.shape))}; the base has "
                f"{'no such matrix' if weight is None else ' x '.join(map(str, weight.shape))} there. "
                f"Export with the base that the LoRA was trained on."
            )
        with torch.no_grad():
            weight += change.to(weight)


def save_folder(folder: Path, base: BaseModel) -> None:
    """Weights as they are, configuration, and the tokenizer of training. Generation ends where a turn does."""
    end = base.tokenizer.convert_tokens_to_ids(CLOSE)
    if end is not None:
        base.model.generation_config.eos_token_id = end
    base.model.save_pretrained(folder)
    base.tokenizer.save_pretrained(folder)
