"""SAELens's batch-top-k on the worlds of the experiments dictionary-256 and dictionary-128, by the same protocol.

    pip install sae-lens scipy
    python apps/acceptance/peers/saelens_dictionary.py [seed]

Prints a JSON line a world and a dead feature window: SAELens's own of 1,000 steps, and 10 as in Hourglass.
"""

import json
import sys

import torch
from sae_lens import BatchTopKTrainingSAE, BatchTopKTrainingSAEConfig
from sae_lens.config import SAETrainerConfig
from sae_lens.training.sae_trainer import SAETrainer
from scipy.optimize import linear_sum_assignment

STEPS, BATCH, DIMENSIONS = 3000, 1024, 64
seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1


def unit(rows):
    return rows / rows.norm(dim=1, keepdim=True)


def samples(directions, active, count, draws):
    """Sums of `active` different directions, each times a number uniform on (0, 1]."""
    chosen = torch.rand(count, len(directions), generator=draws).argsort(dim=1)[:, :active]
    amounts = 1 - torch.rand(count, active, generator=draws)
    return torch.zeros(count, len(directions)).scatter_(1, chosen, amounts) @ directions


def mcc(found, truth):
    cosines = (unit(found) @ truth.T).abs()
    rows, columns = linear_sum_assignment(-cosines.numpy())
    return cosines[rows, columns].mean().item()


for size, active in [(256, 8), (128, 4)]:
    for window in [1000, 10]:
        torch.manual_seed(seed)
        draws = torch.Generator().manual_seed(seed)
        truth = unit(torch.randn(size, DIMENSIONS, generator=draws))

        def batches():
            while True:
                yield samples(truth, active, BATCH, draws)

        sae = BatchTopKTrainingSAE(BatchTopKTrainingSAEConfig(d_in=DIMENSIONS, d_sae=size, k=active, normalize_activations="none"))
        config = SAETrainerConfig(
            total_training_samples=STEPS * BATCH,
            train_batch_size_samples=BATCH,
            lr=3e-3,
            lr_end=0.0,
            lr_decay_steps=STEPS // 2,
            dead_feature_window=window,
        )
        sae = SAETrainer(cfg=config, sae=sae, data_provider=batches()).fit()
        with torch.no_grad():
            clean = samples(truth, active, 10_000, draws)
            code = sae.encode(clean)
            error = (clean - sae.decode(code)).square().sum()
        figures = {
            "directions": size,
            "seed": seed,
            "dead_feature_window": window,
            "mcc": mcc(sae.W_dec.detach(), truth),
            "explained_variance": 1 - (error / (clean - clean.mean(0)).square().sum()).item(),
            "dead": (code == 0).all(0).float().mean().item(),
            "l0": (code != 0).float().sum(1).mean().item(),
        }
        print(json.dumps(figures), flush=True)
