#!/usr/bin/env python3
"""The benchmark's works in JAX (jit, lax.scan, CPU); answering.py says how they are timed and what is printed.

Usage: python3 jax_peer.py [--threads N] [--works denoise,signal,...] [--repeats R | --asked]      pip install jax numpy
XLA takes a thread for each core that it sees; --threads limits these (on Linux). Compilation is not timed. There is a compiled
step for each shape: forward, backward and Adam are one call, whose loss is looked at after each batch, as in the other peers.
"""
import answering

names = ["denoise", "signal", "notebook-rnn", "notebook-lstm", "notebook-gru", "lstm128", "gru128", "lstm512", "gru512", "infer", "stream"]
args = answering.arguments(names)
answering.keep_to_cores(args.threads)

import jax  # it looks for cores when it is imported
import jax.numpy as jnp
from jax import lax
import made

gate_counts = {"rnn": 1, "gru": 3, "lstm": 4}


def timed(work, per, run):
    answering.timed(args, f"JAX {jax.__version__}", work, per, run)


def parameters(bound, **shapes):
    return {name: jnp.asarray((2 * made.uniform(*shape) - 1) * bound) for name, shape in shapes.items()}


def layer(cell, inputs, hidden):
    rows = gate_counts[cell] * hidden
    return parameters(hidden ** -0.5, wi=(inputs, rows), wh=(hidden, rows), bi=(rows,), bh=(rows,))


def linear(inputs, outputs):
    return parameters(inputs ** -0.5, w=(inputs, outputs), b=(outputs,))


def step(cell, p, state, from_input):
    """One time step; `from_input` is x W_ih + b_ih. The state is (h,) or (h, c)."""
    h = state[0]
    from_state = h @ p["wh"] + p["bh"]
    if cell == "rnn":
        return (jax.nn.relu(from_input + from_state),)
    if cell == "gru":
        xr, xz, xn = jnp.split(from_input, 3, -1)
        hr, hz, hn = jnp.split(from_state, 3, -1)
        r, z = jax.nn.sigmoid(xr + hr), jax.nn.sigmoid(xz + hz)
        return ((1 - z) * jnp.tanh(xn + r * hn) + z * h,)
    i, f, g, o = jnp.split(from_input + from_state, 4, -1)
    c = jax.nn.sigmoid(f) * state[1] + jax.nn.sigmoid(i) * jnp.tanh(g)
    return (jax.nn.sigmoid(o) * jnp.tanh(c), c)


def run_layer(cell, p, x, state=None):
    """x [T, B, I] -> [T, B, H] and the last state. One product for all inputs, as PyTorch's layers have it."""
    if state is None:
        zero = jnp.zeros((x.shape[1], p["wh"].shape[0]), jnp.float32)
        state = (zero, zero) if cell == "lstm" else (zero,)

    def body(before, from_input):
        after = step(cell, p, before, from_input)
        return after, after[0]
    state, y = lax.scan(body, state, x @ p["wi"] + p["bi"])
    return y, state


def time_first(x):
    return jnp.swapaxes(x, 0, 1)


def trainer(loss, params, rate):
    """An epoch over batches: Adam by its paper, as the optimizer of the other peers."""
    def adam_step(params, moments, x, y):
        first, second, count = moments
        value, gradients = jax.value_and_grad(loss)(params, x, y)
        count = count + 1
        first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, gradients)
        second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, second, gradients)
        params = jax.tree.map(
            lambda p, m, v: p - rate * (m / (1 - 0.9 ** count)) / (jnp.sqrt(v / (1 - 0.999 ** count)) + 1e-8), params, first, second)
        return params, (first, second, count), value
    compiled = jax.jit(adam_step, donate_argnums=(0, 1))
    zeros = lambda: jax.tree.map(jnp.zeros_like, params)
    held = [params, (zeros(), zeros(), jnp.zeros((), jnp.float32))]

    def epoch(batches):
        for x, y in batches:
            held[0], held[1], value = compiled(held[0], held[1], x, y)
            float(value)
    return epoch


def on_device(batches):
    return [tuple(map(jnp.asarray, batch)) for batch in batches]


def denoiser():
    return {"gru": layer("gru", 1, 30), "head": linear(30, 1)}


def denoised(p, x):
    y, _ = run_layer("gru", p["gru"], time_first(x))
    return time_first(jnp.tanh(y @ p["head"]["w"] + p["head"]["b"]))


def denoise():
    batches = on_device(made.batches_of(300, *made.sinusoids(8000)))
    epoch = trainer(lambda p, x, y: jnp.abs(denoised(p, x) - y).mean(), denoiser(), 3e-4)
    timed("denoise", "epoch of 27 batches, 8,000 x 100, GRU 30, L1, Adam", lambda: epoch(batches))


def signal():
    batches = on_device(made.batches_of(5, *made.signal_windows())[:-1])

    def loss(p, x, y):
        _, state = run_layer("lstm", p["encoder"], time_first(x))
        given = time_first(jnp.concatenate([x[:, -1:], y[:, :1]], 1))
        out, _ = run_layer("lstm", p["decoder"], given, state)
        return ((time_first(out @ p["head"]["w"] + p["head"]["b"]) - y) ** 2).mean()
    epoch = trainer(loss, {"encoder": layer("lstm", 1, 15), "decoder": layer("lstm", 1, 15), "head": linear(15, 1)}, 0.01)
    timed("signal", f"epoch of {len(batches)} batches of 5, LSTM 15 encoder-decoder, 5 in, 2 out, MSE, Adam", lambda: epoch(batches))


def notebook(cell):
    batches = on_device(made.batches_of(10, made.uniform(1000, 3, 1), made.uniform(1000, 1)))

    def loss(p, x, y):
        h, _ = run_layer(cell, p["one"], time_first(x))
        h, _ = run_layer(cell, p["two"], h)
        return ((h[-1] @ p["head"]["w"] + p["head"]["b"] - y) ** 2).mean()
    epoch = trainer(loss, {"one": layer(cell, 1, 32), "two": layer(cell, 32, 32), "head": linear(32, 1)}, 1e-3)
    timed(f"notebook-{cell}", "100 batches of 10 x 3, two layers of 32, MSE, Adam", lambda: epoch(batches))


def wide(cell, hidden, batch=64, length=100):
    p, x = layer(cell, 8, hidden), jnp.asarray(made.normal(length, batch, 8))
    gradient = jax.jit(jax.grad(lambda p, x: run_layer(cell, p, x)[0].sum()))
    per = f"forward+backward of {batch} x {length} x 8, {cell.upper()} {hidden}"
    timed(f"{cell}{hidden}", per, lambda: jax.block_until_ready(gradient(p, x)))


def infer():
    x, p, run = jnp.asarray(made.sinusoids(4000)[0]), denoiser(), jax.jit(denoised)
    timed("infer", "4,000 x 100 through the denoiser", lambda: run(p, x).block_until_ready())


def stream():
    p, head, x = layer("lstm", 1, 64), linear(64, 1), jnp.ones((1, 1), jnp.float32)

    @jax.jit
    def one(state, x):
        state = step("lstm", p, state, x @ p["wi"] + p["bi"])
        return state, state[0] @ head["w"] + head["b"]

    def run():
        state = (jnp.zeros((1, 64)), jnp.zeros((1, 64)))
        for _ in range(1000):
            state, out = one(state, x)
            out.block_until_ready()
    timed("stream", "1,000 single steps, batch 1, LSTM 64 + Linear", run)


works = {"denoise": denoise, "signal": signal, "notebook-rnn": lambda: notebook("rnn"), "notebook-lstm": lambda: notebook("lstm"),
         "notebook-gru": lambda: notebook("gru"), "lstm128": lambda: wide("lstm", 128), "gru128": lambda: wide("gru", 128),
         "lstm512": lambda: wide("lstm", 512), "gru512": lambda: wide("gru", 512), "infer": infer, "stream": stream}
for name in args.works.split(","):
    works[name]()
