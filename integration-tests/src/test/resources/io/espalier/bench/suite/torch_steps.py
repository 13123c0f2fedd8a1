"""Times an LSTM network in PyTorch on one thread, a turn for each line it reads.

The argument is the network as JSON: layers, units, inputs, outputs, timed, tokens, lengths (of the
sequences of each batch). A line "train" or "infer" is answered by the milliseconds of each piece
of work in this turn, which ends after so many milliseconds as the argument says.
"""
import json
import sys
import time

import torch
from torch import nn


class Network(nn.Module):
    def __init__(self, spec):
        super().__init__()
        self.lstm = nn.LSTM(spec["inputs"], spec["units"], num_layers=spec["layers"])
        self.output = nn.Linear(spec["units"], spec["outputs"])
        self.timed = spec["timed"]

    def forward(self, x):
        y, (h, _) = self.lstm(x)
        return self.output(y if self.timed else h[-1])


def batch(spec, lengths):
    steps = max(lengths)
    if spec["tokens"]:
        x = nn.functional.one_hot(
            torch.randint(spec["inputs"], (steps, len(lengths))), spec["inputs"]
        ).float()
    else:
        x = torch.randn(steps, len(lengths), spec["inputs"])
    if min(lengths) < steps:
        x = nn.utils.rnn.pack_padded_sequence(x, torch.tensor(lengths), enforce_sorted=False)
    shape = (steps * len(lengths),) if spec["timed"] else (len(lengths),)
    return x, torch.randint(spec["outputs"], shape)


def turn(work, milliseconds):
    times = []
    start = before = time.perf_counter()
    while not times or before - start < milliseconds / 1000:
        work()
        now = time.perf_counter()
        times.append((now - before) * 1000)
        before = now
    return times


def main():
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    torch.manual_seed(1)
    spec = json.loads(sys.argv[1])
    network = Network(spec)
    optimiser = torch.optim.Adam(network.parameters(), lr=1e-3)
    loss = nn.CrossEntropyLoss()
    batches = [batch(spec, lengths) for lengths in spec["lengths"]]
    steps = 0

    def train():
        nonlocal steps
        x, y = batches[steps % len(batches)]
        steps += 1
        optimiser.zero_grad()
        loss(network(x).flatten(0, -2), y).backward()
        optimiser.step()

    def infer():
        with torch.inference_mode():
            network(batches[0][0]).softmax(-1)

    print(torch.__version__, flush=True)
    for line in sys.stdin:
        times = turn({"train": train, "infer": infer}[line.strip()], spec["turn"])
        print(" ".join(map(str, times)), flush=True)


main()
