"""What works.mjs measures, in PyTorch. For each line "WORK COUNT" on standard input: the seconds of one of COUNT runs, CPU time, or wall
time with a number of threads as the argument."""

import sys
import time

import torch
from torch import nn

THREADS = int(sys.argv[1]) if len(sys.argv) > 1 else 1
clock = time.perf_counter if THREADS > 1 else time.process_time
torch.set_num_threads(THREADS)
torch.manual_seed(1)
B, T, H, E, V = 32, 50, 32, 16, 64


def ids(factor):
    return (torch.arange(B * T) * factor % V).reshape(B, T)


def wave(*shape):
    count = torch.Size(shape).numel()
    return (torch.arange(count) * 37 % 101 / 50 - 1).reshape(shape)


class Characters(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding, self.lstm, self.head = nn.Embedding(V, E), nn.LSTM(E, H, batch_first=True), nn.Linear(H, V)

    def forward(self, x):
        return self.head(self.lstm(self.embedding(x))[0])


class Writer(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder, self.decoder = nn.LSTM(E, H, batch_first=True), nn.LSTM(1, H, batch_first=True)
        self.score, self.combine, self.head = nn.Linear(H, H, bias=False), nn.Linear(2 * H, H, bias=False), nn.Linear(H, 1)

    def forward(self, x):
        memory, state = self.encoder(x)
        keys = self.score(memory).transpose(1, 2)
        value, steps = x[:, -1:, :1], []
        for t in range(T):
            h, state = self.decoder(value, state)
            found = torch.bmm(torch.softmax(torch.bmm(h, keys), -1), memory)
            value = self.head(torch.tanh(self.combine(torch.cat((found, h), 2))))
            steps.append(value)
        return torch.cat(steps, 1)


class Translator(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding, self.encoder, self.cell = nn.Embedding(V, E), nn.LSTM(E, H, batch_first=True), nn.LSTMCell(E + H, H)
        self.score, self.combine, self.head = nn.Linear(H, H, bias=False), nn.Linear(2 * H, H, bias=False), nn.Linear(H, V)

    def forward(self, x):
        embedded = self.embedding(x)
        memory, (h, c) = self.encoder(embedded)
        keys = self.score(memory).transpose(1, 2)
        h, c, found, steps = h[0], c[0], x.new_zeros(x.shape[0], H, dtype=torch.float32), []
        for t in range(T):
            h, c = self.cell(torch.cat((embedded[:, t], found), 1), (h, c))
            context = torch.bmm(torch.softmax(torch.bmm(h.unsqueeze(1), keys), -1), memory).squeeze(1)
            found = torch.tanh(self.combine(torch.cat((context, h), 1)))
            steps.append(found)
        return self.head(torch.stack(steps, 1))


class NormalisedGRU(nn.Module):
    def __init__(self):
        super().__init__()
        self.x, self.h = nn.Linear(E, 3 * H, bias=False), nn.Linear(H, 3 * H, bias=False)
        self.norm_x, self.norm_h, self.head = nn.LayerNorm(3 * H), nn.LayerNorm(3 * H), nn.Linear(H, 1)

    def forward(self, x):
        inputs = self.norm_x(self.x(x))
        h = x.new_zeros(x.shape[0], H)
        for t in range(T):
            a_r, a_z, a_n = inputs[:, t].chunk(3, 1)
            b_r, b_z, b_n = self.norm_h(self.h(h)).chunk(3, 1)
            r, z = torch.sigmoid(a_r + b_r), torch.sigmoid(a_z + b_z)
            n = torch.tanh(a_n + r * b_n)
            h = n + z * (h - n)
        return self.head(h)


def classes(logits, y):
    return nn.functional.cross_entropy(logits.reshape(-1, V), y.reshape(-1))


def training(model, loss, x, y):
    optimizer = torch.optim.Adam(model.parameters())

    def run():
        optimizer.zero_grad()
        loss(model(x), y).backward()
        optimizer.step()

    return run


def convolution():
    layer = nn.Conv1d(H, H, 3, padding=1)
    x = wave(B, H, T).requires_grad_()

    def run():
        layer.zero_grad()
        x.grad = None
        layer(x).sum().backward()

    return run


works = {
    "characters": training(Characters(), classes, ids(7), ids(5)),
    "attention": training(Writer(), nn.functional.mse_loss, wave(B, T, E), wave(B, T, 1)),
    "attention-fed": training(Translator(), classes, ids(7), ids(5)),
    "layer-norm-gru": training(NormalisedGRU(), nn.functional.mse_loss, wave(B, T, E), wave(B, 1)),
    "conv1d": convolution(),
}

print(torch.__version__, flush=True)
for line in sys.stdin:
    work, count = line.split()
    start = clock()
    for _ in range(int(count)):
        works[work]()
    print((clock() - start) / int(count), flush=True)
