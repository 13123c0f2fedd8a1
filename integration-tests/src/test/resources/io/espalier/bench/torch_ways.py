"""Global magnitude pruning with torch.nn.utils.prune, beside what `bench ways` measured.

Arguments: the folder of stores and results of `bench ways`, seeds, settings, sparsities; lists with commas.
Reads what `prepare` wrote there, trains the same network with the same optimiser for the same epochs in
one process of one thread, keeps the epoch with the least validation loss, and prunes and fine-tunes it at
the same cubic levels. A line of torch.tsv is a run: setting, seed, sparsity, seconds, quality of the dense
and of the pruned network on test data.
"""
import copy
import glob
import json
import math
import os
import sys
import time

import pyarrow.parquet as parquet
import torch
from torch import nn
from torch.nn.utils import prune
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

SETTINGS = {
    "charts": dict(units=64, epochs=60, batch=16, rate=0.004, clip=5, levels=4, recover=15),
    "vowels": dict(units=48, both=True, pooling="mean", epochs=50, batch=16, rate=0.004, clip=5, levels=4, recover=12),
    "etth1": dict(units=64, epochs=15, batch=32, rate=0.001, clip=1, levels=3, recover=6, patience=5),
    "banking77": dict(units=128, embedding=64, dropout=0.3, pooling="max", epochs=20, batch=32, rate=0.003, clip=5,
                      levels=4, recover=5, patience=4),
    "shakespeare": dict(units=256, epochs=12, batch=16, rate=0.004, cosine=0.1, clip=5, levels=3, recover=4,
                        recover_rate=0.002),
}


class Network(nn.Module):
    def __init__(self, spec, data):
        super().__init__()
        self.pooling = "steps" if data.timed else spec.get("pooling", "last")
        self.tokens = data.width if not data.features else 0
        self.embedding = nn.Embedding(data.width, spec["embedding"]) if "embedding" in spec else None
        if self.embedding:  # its usual deviation of 1 would keep it whole and prune the rest
            nn.init.xavier_normal_(self.embedding.weight)
        self.dropout = nn.Dropout(spec.get("dropout", 0))
        both = spec.get("both", False)
        width = spec.get("embedding", data.width)
        self.lstm = nn.LSTM(width, spec["units"], batch_first=True, bidirectional=both)
        self.output = nn.Linear(spec["units"] * (2 if both else 1), data.outputs)

    def forward(self, x, lengths):
        if self.embedding:
            x = self.dropout(self.embedding(x))
        elif self.tokens:
            x = nn.functional.one_hot(x, self.tokens).float()
        packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        h, _ = pad_packed_sequence(self.lstm(packed)[0], batch_first=True)
        valid = (torch.arange(h.shape[1])[None, :] < lengths[:, None])[:, :, None]
        if self.pooling == "steps":
            h = h[valid[:, :, 0]]
        elif self.pooling == "mean":
            h = (h * valid).sum(1) / lengths[:, None]
        elif self.pooling == "max":
            h = h.masked_fill(~valid, -math.inf).amax(1)
        else:
            h = h[torch.arange(len(h)), lengths - 1]
        return self.output(h if self.pooling == "steps" else self.dropout(h))

    def prunable(self):
        weights = [(self.lstm, name) for name, _ in self.lstm.named_parameters() if name.startswith("weight")]
        return weights + [(self.output, "weight")] + ([(self.embedding, "weight")] if self.embedding else [])


class Data:
    def __init__(self, folder):
        info = json.load(open(folder + "/dataset.json"))
        self.task = info["task"]
        self.timed = self.task == "language-model"
        self.features = info["input"]["features"]
        self.width = len(self.features or info["input"]["vocabulary"])
        self.scale = (info["output"]["normaliser"]["deviation"] or [1])[0]
        self.outputs = self.width if self.timed else len(info["output"]["classes"]) or 1
        self.splits = {split: self.read(folder, split) for split in ("train", "validation", "test")}

    def read(self, folder, split):
        rows = []
        for file in sorted(glob.glob(f"{folder}/{split}/*.parquet")):
            for row in parquet.read_table(file).to_pylist():
                if not self.features:
                    x = torch.tensor(row["tokens"])
                else:
                    x = torch.tensor([row[f] for f in self.features], dtype=torch.float32).T
                if self.timed:
                    rows.append((x[:-1], x[1:]))
                else:
                    rows.append((x, torch.tensor(row["label"] if "label" in row else row["target"])))
        return rows

    def batches(self, split, size, shuffled=None):
        rows = self.splits[split]
        order = torch.randperm(len(rows), generator=shuffled).tolist() if shuffled else range(len(rows))
        for at in range(0, len(rows), size):
            chosen = [rows[i] for i in list(order)[at:at + size]]
            lengths = torch.tensor([len(x) for x, _ in chosen])
            x = pad_sequence([x for x, _ in chosen], batch_first=True)
            yield x, lengths, torch.cat([y for _, y in chosen]) if self.timed else torch.stack([y for _, y in chosen])

    def loss(self, said, wanted):
        if self.task == "forecast":
            return nn.functional.mse_loss(said, wanted.reshape(said.shape).float())
        return nn.functional.cross_entropy(said, wanted)


def measured(network, data, split):
    """Mean loss, and accuracy, RMSE or bits."""
    network.eval()
    loss = right = count = 0
    with torch.no_grad():
        for x, lengths, wanted in data.batches(split, 256):
            said = network(x, lengths)
            loss += data.loss(said, wanted).item() * len(said)
            right += (said.argmax(1) == wanted).sum().item() if said.shape[1] > 1 else 0
            count += len(said)
    if data.task == "forecast":
        return loss / count, math.sqrt(loss / count) * data.scale
    return loss / count, loss / count / math.log(2) if data.timed else right / count


def train(network, data, spec, epochs, rate, order, patience=0):
    optimiser = torch.optim.Adam(network.parameters(), lr=rate)
    best, kept, waited = math.inf, None, 0
    for epoch in range(epochs):
        if "cosine" in spec:
            low = rate * spec["cosine"]
            optimiser.param_groups[0]["lr"] = low + (rate - low) * (1 + math.cos(math.pi * epoch / epochs)) / 2
        network.train()
        for x, lengths, wanted in data.batches("train", spec["batch"], order):
            optimiser.zero_grad()
            data.loss(network(x, lengths), wanted).backward()
            for layer in network.children():
                if list(layer.parameters()):
                    nn.utils.clip_grad_norm_(layer.parameters(), spec["clip"])
            optimiser.step()
        loss, _ = measured(network, data, "validation")
        waited += 1
        if loss < best:
            best, kept, waited = loss, copy.deepcopy(network.state_dict()), 0
        if patience and waited >= patience:
            break
    network.load_state_dict(kept)


def pruned_to(network, sparsity):
    weights = network.prunable()
    total = sum(getattr(m, n).numel() for m, n in weights)
    gone = sum(int((getattr(m, n + "_mask") == 0).sum()) for m, n in weights if hasattr(m, n + "_mask"))
    prune.global_unstructured(weights, prune.L1Unstructured, amount=round(sparsity * total) - gone)


def run(folder, name, seed, sparsities, results):
    spec = SETTINGS[name]
    torch.manual_seed(seed)
    order = torch.Generator().manual_seed(seed)
    found = glob.glob(f"{folder}/stores/{name}-{seed}/stages/*/dataset.json")
    data = Data(os.path.dirname(found[0]))
    dense = Network(spec, data)
    start = time.time()
    train(dense, data, spec, spec["epochs"], spec["rate"], order, spec.get("patience", 0))
    trained = time.time() - start
    _, quality = measured(dense, data, "test")
    for sparsity in sparsities:
        start = time.time()
        network = copy.deepcopy(dense)
        for level in range(1, spec["levels"] + 1):
            pruned_to(network, sparsity * (1 - (1 - level / spec["levels"]) ** 3))
            train(network, data, spec, spec["recover"], spec.get("recover_rate", spec["rate"]), order)
        seconds = trained + time.time() - start
        line = f"{name}\t{seed}\t{sparsity}\t{seconds:.1f}\t{quality:.5f}\t{measured(network, data, 'test')[1]:.5f}\n"
        open(results, "a").write(line)
        print(line, end="", flush=True)


def main():
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    folder, seeds, names, sparsities = sys.argv[1:5]
    results = folder + "/torch.tsv"
    done = {tuple(line.split("\t")[:2]) for line in open(results)} if os.path.exists(results) else set()
    for name in names.split(","):
        for seed in seeds.split(","):
            if (name, seed) not in done:
                run(folder, name, int(seed), [float(s) for s in sparsities.split(",")], results)


main()
