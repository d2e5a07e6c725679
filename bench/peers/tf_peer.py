#!/usr/bin/env python3
"""Most of the benchmark's works in TensorFlow 2 with Keras 3; answering.py says how they are timed and what is printed.

Usage: python3 tf_peer.py [--threads N] [--works denoise,infer,...] [--repeats R | --asked] [--xla]      pip install tensorflow-cpu numpy
A step of training is one tf.function: forward, backward and Adam.
"""
import os
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import answering

names = ["denoise", "notebook-rnn", "notebook-lstm", "notebook-gru", "lstm128", "gru128", "lstm512", "gru512", "infer"]
args = answering.arguments(names, xla="compile each step with XLA (jit_compile)")

import tensorflow as tf  # after its environment
import made

tf.config.threading.set_intra_op_parallelism_threads(args.threads)
tf.config.threading.set_inter_op_parallelism_threads(args.threads)
tf.keras.utils.set_random_seed(0)
layers = tf.keras.layers
cells = {"rnn": lambda units, **more: layers.SimpleRNN(units, activation="relu", **more), "lstm": layers.LSTM, "gru": layers.GRU}


def timed(work, per, run):
    answering.timed(args, f"TensorFlow {tf.__version__}", work, per, run)


def trainer(model, loss_of, rate):
    adam = tf.keras.optimizers.Adam(rate)

    @tf.function(jit_compile=args.xla)
    def step(x, y):
        with tf.GradientTape() as tape:
            loss = loss_of(model(x, training=True), y)
        adam.apply_gradients(zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables))
        return loss

    def epoch(batches):
        for x, y in batches:
            float(step(x, y))
    return epoch


def constants(batches):
    return [tuple(map(tf.constant, batch)) for batch in batches]


def denoiser():
    return tf.keras.Sequential([layers.Input((100, 1)), layers.GRU(30, return_sequences=True), layers.Dense(1, activation="tanh")])


def denoise():
    batches = constants(made.batches_of(300, *made.sinusoids(8000)))
    epoch = trainer(denoiser(), lambda a, b: tf.reduce_mean(tf.abs(a - b)), 3e-4)
    timed("denoise", "epoch of 27 batches, 8,000 x 100, GRU 30, L1, Adam", lambda: epoch(batches))


def notebook(cell):
    batches = constants(made.batches_of(10, made.uniform(1000, 3, 1), made.uniform(1000, 1)))
    model = tf.keras.Sequential([layers.Input((3, 1)), cells[cell](32, return_sequences=True), cells[cell](32), layers.Dense(1)])
    epoch = trainer(model, lambda a, b: tf.reduce_mean((a - b) ** 2), 1e-3)
    timed(f"notebook-{cell}", "100 batches of 10 x 3, two layers of 32, MSE, Adam", lambda: epoch(batches))


def wide(cell, hidden, batch=64, length=100):
    x = tf.constant(made.normal(batch, length, 8))
    model = tf.keras.Sequential([layers.Input((length, 8)), cells[cell](hidden, return_sequences=True)])

    @tf.function(jit_compile=args.xla)
    def gradients(x):
        with tf.GradientTape() as tape:
            total = tf.reduce_sum(model(x))
        return tape.gradient(total, model.trainable_variables)
    per = f"forward+backward of {batch} x {length} x 8, {cell.upper()} {hidden}"
    timed(f"{cell}{hidden}", per, lambda: [gradient.numpy() for gradient in gradients(x)])


def infer():
    x, model = tf.constant(made.sinusoids(4000)[0]), denoiser()
    run = tf.function(lambda x: model(x), jit_compile=args.xla)
    timed("infer", "4,000 x 100 through the denoiser", lambda: run(x).numpy())


works = {"denoise": denoise, "notebook-rnn": lambda: notebook("rnn"), "notebook-lstm": lambda: notebook("lstm"),
         "notebook-gru": lambda: notebook("gru"), "lstm128": lambda: wide("lstm", 128), "gru128": lambda: wide("gru", 128),
         "lstm512": lambda: wide("lstm", 512), "gru512": lambda: wide("gru", 512), "infer": infer}
for name in args.works.split(","):
    works[name]()
