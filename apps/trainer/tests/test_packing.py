"""A packed row sees what it would see alone, and the faster LoRA layers give peft's own numbers."""

import random

import torch
from peft import LoraConfig, get_peft_model
from transformers import LlamaConfig, LlamaForCausalLM

from kinglet_trainer.training.fast_lora import speed_up_lora
from kinglet_trainer.training.loop import TARGETS, pack_loss
from kinglet_trainer.training.packing import Example, pack, pack_batch, plan_packs


def tiny_model(seed: int = 1):
    torch.manual_seed(seed)
    config = LlamaConfig(
        vocab_size=97, hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2
    )
    model = get_peft_model(LlamaForCausalLM(config), LoraConfig(r=4, lora_alpha=8, target_modules=TARGETS))
    for name, weight in model.named_parameters():
        if "lora_B" in name:
            torch.nn.init.normal_(weight, std=0.1)
    return model


def examples(count: int, shared: tuple[int, ...] = ()) -> list[Example]:
    rng = random.Random(count)
    draw = lambda low, high: tuple(rng.randrange(1, 97) for _ in range(rng.randint(low, high)))  # noqa: E731
    return [Example(shared, draw(3, 9), draw(2, 6)) for _ in range(count)]


def mean_loss(model, rows: list[Example]) -> float:
    total = tokens = 0.0
    for row in rows:
        batch = pack([row])
        total += pack_loss(model, batch).item() * len(row.reply)
        tokens += len(row.reply)
    return total / tokens


def test_rows_in_one_pack_do_not_see_each_other() -> None:
    model, rows = tiny_model(), examples(6)
    assert abs(pack_loss(model, pack(rows)).item() - mean_loss(model, rows)) < 1e-5


def test_rows_read_a_shared_prefix_once_and_see_it_whole() -> None:
    model, rows = tiny_model(), examples(5, shared=(5, 6, 7, 8))
    packed = pack(rows)
    assert packed.ids.shape[1] == 4 + sum(row.own_tokens for row in rows)
    assert abs(pack_loss(model, packed).item() - mean_loss(model, rows)) < 1e-5


def test_padding_of_a_batch_changes_nothing() -> None:
    model, rows = tiny_model(), examples(9)
    plans = [rows[:5], rows[5:6], rows[6:]]
    assert abs(pack_loss(model, pack_batch(plans)).item() - mean_loss(model, rows)) < 1e-5
    assert pack_batch(plans).tokens == sum(row.own_tokens for row in rows)


def test_a_plan_holds_each_row_once_within_its_limit() -> None:
    rows = examples(50) + examples(20, shared=(1, 2, 3))
    plans = plan_packs(rows, 60, random.Random(3))
    assert sorted(map(id, (row for plan in plans for row in plan))) == sorted(map(id, rows))
    assert all(pack(plan).ids.shape[1] <= 60 for plan in plans)


def test_faster_layers_give_the_same_loss_and_gradients() -> None:
    slow, fast = tiny_model(), tiny_model()
    assert speed_up_lora(fast) == 14
    batch = pack(examples(6))
    for model in (slow, fast):
        pack_loss(model, batch).backward()
    pairs = zip(slow.named_parameters(), fast.named_parameters(), strict=True)
    compared = [
        torch.allclose(left.grad, right.grad, rtol=1e-4, atol=1e-6) for (_, left), (_, right) in pairs if left.requires_grad
    ]
    assert len(compared) == 28 and all(compared)
