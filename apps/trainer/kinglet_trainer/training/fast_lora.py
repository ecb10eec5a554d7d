"""peft's LoRA layers with a forward and backward that write each result once, which a CPU feels."""

from typing import Any

import torch
from peft.tuners.lora import Linear as LoraLinear


class _LoraProduct(torch.autograd.Function):
    """y = x W' + s (x A') B' for x [T, in], W [out, in] frozen, A [r, in], B [out, r]; gradients for x, A and B."""

    @staticmethod
    def forward(ctx: Any, x: torch.Tensor, w: torch.Tensor, a: torch.Tensor, b: torch.Tensor, scale: float) -> torch.Tensor:
        inner = x @ a.t()
        ctx.save_for_backward(x, w, a, b, inner)
        ctx.scale = scale
        return (x @ w.t()).addmm_(inner, b.t(), alpha=scale)

    @staticmethod
    def backward(ctx: Any, grad: torch.Tensor) -> tuple[torch.Tensor | None, ...]:
        x, w, a, b, inner = ctx.saved_tensors
        through = (grad @ b).mul_(ctx.scale)
        grad_x = (grad @ w).addmm_(through, a) if ctx.needs_input_grad[0] else None
        return grad_x, None, through.t() @ x, (grad.t() @ inner).mul_(ctx.scale), None


def speed_up_lora(model: torch.nn.Module, adapter: str = "default") -> int:
    """Replaces the forward of each LoRA layer over a plain linear one without bias or dropout; returns how many."""
    count = 0
    for layer in model.modules():
        if isinstance(layer, LoraLinear) and layer.base_layer.bias is None:
            layer.forward = _forward(layer, adapter)
            count += 1
    return count


def _forward(layer: LoraLinear, adapter: str) -> Any:
    def forward(x: torch.Tensor) -> torch.Tensor:
        flat = x.reshape(-1, x.shape[-1])
        a, b = layer.lora_A[adapter].weight, layer.lora_B[adapter].weight
        y = _LoraProduct.apply(flat, layer.base_layer.weight, a, b, layer.scaling[adapter])
        return y.reshape(*x.shape[:-1], y.shape[-1])

    return forward
