"""A network that goes from PyTorch to Recurra and back. The other half is examples/13-pytorch.ts.

    pip install torch safetensors
    python3 examples/pytorch/exchange.py train FOLDER        trains, and writes from-pytorch.safetensors and series.safetensors
    npm run build && node examples/dist/13-pytorch.js FOLDER loads it, trains it further, and writes from-recurra.safetensors
    python3 examples/pytorch/exchange.py check FOLDER        loads that, and compares the numbers

`train` makes a series of its own; --csv FILE --column NAME takes one of yours, --cell gru or rnn another cell.
"""

import argparse
import csv
import json
import math
import sys
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import nn

LOOKBACK = 24
CELLS = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN}


class Network(nn.Module):
    """The next value of a series from its last LOOKBACK values, all in units of its deviation."""

    def __init__(self, cell, hidden):
        super().__init__()
        self.cell = cell
        # The attributes' names are those of the tensors in the file: "lstm.weight_ih_l0", "head.weight".
        setattr(self, cell, CELLS[cell](1, hidden, batch_first=True))
        self.head = nn.Linear(hidden, 1)

    def forward(self, x):
        output, _ = getattr(self, self.cell)(x)
        return self.head(output[:, -1])


def architecture(cell, hidden):
    """What Recurra has to know to build the network by itself: Model.load reads it from the metadata."""
    recurrent = {"type": cell.upper(), "inputSize": 1, "hiddenSize": hidden}
    head = {"type": "Linear", "inFeatures": hidden, "outFeatures": 1}
    return {"type": "Sequential", "layers": {cell: recurrent, "last": {"type": "LastStep"}, "head": head}}


def own_series():
    """Twenty years of months: a rise, a season and noise."""
    t = torch.arange(240)
    noise = torch.randn(240, generator=torch.Generator().manual_seed(1))
    return 100 + 0.2 * t + 10 * torch.sin(2 * math.pi * t / 12) + 2 * noise


def read_series(path, column):
    with open(path, newline="", encoding="utf-8") as file:
        return torch.tensor([float(row[column]) for row in csv.DictReader(file)])


def windows(series, mean, deviation):
    """Every window [N, LOOKBACK, 1] and the value after it [N, 1]."""
    scaled = (series - mean) / deviation
    x = scaled.unfold(0, LOOKBACK, 1)[:-1].unsqueeze(-1)
    return x, scaled[LOOKBACK:].unsqueeze(-1)


def train(arguments):
    torch.manual_seed(0)
    series = read_series(arguments.csv, arguments.column) if arguments.csv else own_series()
    mean, deviation = series.mean(), series.std()
    x, y = windows(series, mean, deviation)
    network = Network(arguments.cell, arguments.hidden)
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    for epoch in range(arguments.epochs):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(network(x), y)
        loss.backward()
        optimizer.step()
        if (epoch + 1) % 20 == 0:
            print(f"epoch {epoch + 1}  mean squared error {loss.item():.4f}")
    with torch.no_grad():
        predicted = network(x)
    facts = {
        "name": f"{arguments.cell.upper()} of {arguments.hidden} units, trained in PyTorch {torch.__version__}",
        "lookback": LOOKBACK,
        "horizon": 1,
        "settings": {"mean": mean.item(), "deviation": deviation.item()},
    }
    metadata = {
        "format": "recurra-model/1",
        "task": "network",
        "architecture": json.dumps(architecture(arguments.cell, arguments.hidden)),
        "facts": json.dumps(facts),
    }
    folder = Path(arguments.folder)
    folder.mkdir(parents=True, exist_ok=True)
    save_file(network.state_dict(), folder / "from-pytorch.safetensors", metadata)
    save_file({"series": series, "predicted": predicted}, folder / "series.safetensors")
    print(f"in {folder}: from-pytorch.safetensors, series.safetensors")


def check(arguments):
    folder = Path(arguments.folder)
    with safe_open(folder / "from-recurra.safetensors", framework="pt") as file:
        metadata = file.metadata()
    layers = json.loads(metadata["architecture"])["layers"]
    settings = json.loads(metadata["facts"])["settings"]
    cell = next(name for name in layers if name in CELLS)
    network = Network(cell, layers[cell]["hiddenSize"])
    network.load_state_dict(load_file(folder / "from-recurra.safetensors"), strict=True)
    numbers = load_file(folder / "series-recurra.safetensors")
    x, y = windows(numbers["series"], settings["mean"], settings["deviation"])
    with torch.no_grad():
        predicted = network(x)
    difference = (predicted - numbers["predicted"]).abs().max().item()
    print(f"mean squared error {nn.functional.mse_loss(predicted, y).item():.4f} after training in Recurra")
    print(f"PyTorch's {len(x)} predictions and Recurra's differ by {difference:.1e} at most")
    if not difference < 1e-5:
        sys.exit("that is more than 1e-5")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(required=True)
    training = commands.add_parser("train")
    training.add_argument("folder")
    training.add_argument("--csv")
    training.add_argument("--column", default="Close")
    training.add_argument("--cell", choices=CELLS, default="lstm")
    training.add_argument("--hidden", type=int, default=16)
    training.add_argument("--epochs", type=int, default=100)
    training.set_defaults(run=train)
    checking = commands.add_parser("check")
    checking.add_argument("folder")
    checking.set_defaults(run=check)
    given = parser.parse_args()
    given.run(given)
