"""What docs/accuracy.md has beside the rivals on M4 Hourly: the same methods on the same series, by other people's software.

    pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0 statsforecast==2.1.1
    python3 bench/accuracy/m4_hourly.py DIR

Holt-Winters is statsmodels' ExponentialSmoothing with a damped trend, an additive season of 24 and estimated initial values, the least sum
of squares of 17 starts, and of its own one start for comparison (names behind DIR compute these methods alone); exponential
smoothing its SimpleExpSmoothing; Theta is statsforecast's in its standard form (STM). The ridge regression is written out here in numpy from its
definition in docs/evaluation.md, with whole matrices of windows. Writes m4-hourly.json beside itself.
"""
import csv
import json
import pathlib
import platform
import sys
import warnings

import numpy as np
import scipy
import scipy.linalg
import statsforecast
import statsmodels
from statsforecast.theta import auto_theta, forecast_theta
from statsmodels.tsa.holtwinters import ExponentialSmoothing, SimpleExpSmoothing

warnings.filterwarnings("ignore")
HORIZON, DAY, WEEK = 48, 24, 168
folder = pathlib.Path(sys.argv[1])


def read(name):
    with open(folder / name) as file:
        rows = list(csv.reader(file))[1:]
    return {row[0]: np.array([float(cell) for cell in row[1:] if cell not in ("", "NA")]) for row in rows}


def standardised(method):
    """The same in units around 0, in which the optimisers' tolerances mean the same for every series."""

    def forecast(y):
        centre, scale = y.mean(), y.std() or 1
        return centre + scale * method((y - centre) / scale)

    return forecast


def seasonal_naive(season):
    return lambda y: np.array([y[len(y) - season + h % season] for h in range(HORIZON)])


@standardised
def smoothing(y):
    return SimpleExpSmoothing(y, initialization_method="estimated").fit().forecast(HORIZON)


def holt_winters_fits(y, several):
    """statsmodels' fit from its own start, and from a grid of gains: the sum of squares has several lows, of which one start finds one."""

    def model():
        return ExponentialSmoothing(
            y, trend="add", damped_trend=True, seasonal="add", seasonal_periods=DAY, initialization_method="estimated"
        )

    fits = [model().fit()]
    at = fits[0].params
    for alpha in (0.05, 0.3, 0.7, 0.95) if several else ():
        for beta in (0.1 * alpha, 0.5 * alpha):
            for gamma in (0.1 * (1 - alpha), 0.7 * (1 - alpha)):
                gains = [alpha, beta, gamma, at["initial_level"], at["initial_trend"], 0.9]
                try:
                    fits.append(model().fit(start_params=np.r_[gains, at["initial_seasons"]]))
                except (ValueError, np.linalg.LinAlgError):
                    continue
    return fits


def holt_winters(several):
    @standardised
    def forecast(y):
        # By the training rows alone: the least sum of squares.
        fit = min(holt_winters_fits(y, several), key=lambda one: one.sse)
        # From its last states: forecast() of 0.15.0 takes an old place of the season at each multiple of its length (statsmodels issue
        # 9538).
        steps = np.arange(1, HORIZON + 1)
        damped = np.cumsum(fit.params["damping_trend"] ** steps)
        return fit.level[-1] + fit.trend[-1] * damped + fit.season[-DAY:][(steps - 1) % DAY]

    return forecast


def theta(y):
    return forecast_theta(auto_theta(y, m=DAY, model="STM"), HORIZON)["mean"]


def windows(z, lookback):
    """The last slots of all windows, their values less the last one, and the changes that follow."""
    ends = np.arange(lookback - 1, len(z) - HORIZON)
    x = np.array([z[t - lookback + 1 : t] - z[t] for t in ends])
    y = np.array([z[t + 1 : t + 1 + HORIZON] - z[t] for t in ends])
    return ends, x, y


def anchor_weights(lookback, season):
    weights = np.zeros((lookback - 1, HORIZON))
    for h in range(1, HORIZON + 1):
        ago = -(-h // season) * season - h if season else 0
        if ago > 0:
            weights[lookback - 1 - ago, h - 1] = 1
    return weights


def weights_of(x, y, prior, strength):
    if np.isinf(strength):
        return prior
    penalty = strength * np.mean(x**2)
    if penalty == 0:
        return prior
    matrix = x.T @ x + penalty * np.eye(x.shape[1])
    return scipy.linalg.solve(matrix, x.T @ y + penalty * prior, assume_a="pos")


def ridge(y):
    scales = [((lambda v, c=y.mean(), s=y.std() or 1: (v - c) / s), (lambda v, c=y.mean(), s=y.std() or 1: c + s * v))]
    if y.min() > 0 and y.min() < y.max():
        low, high = np.log(y.min()), np.log(y.max())
        scales.append((np.log, lambda v: np.exp(np.clip(v, 2 * low - high, 2 * high - low))))
    tried, lookbacks, work = [], [], 0
    for lookback in (48, 168, 336):
        # Long lookbacks whose multiply-adds would be too many, or whose windows too few, are not tried.
        outputs = HORIZON * (1 + sum(season <= lookback for season in (DAY, WEEK)))
        work += len(scales) * 6 * ((lookback - 1) ** 2 * ((lookback - 1) / 6 + outputs) + 100 * (lookback - 1) * outputs)
        count = len(y) - lookback - HORIZON + 1
        if (not lookbacks or work <= 400e6) and count - round(0.15 * count) - HORIZON + 1 >= 10:
            lookbacks.append(lookback)
    longest = lookbacks[-1]
    count = len(y) - longest - HORIZON + 1
    cut = len(y) - HORIZON - round(0.15 * count)
    chosen = range(cut, len(y) - HORIZON)
    step = -(-len(chosen) // 100)
    chosen = chosen[::-1][::step][::-1]
    for to, back in scales:
        z = to(y)
        for lookback in lookbacks:
            ends, x, targets = windows(z, lookback)
            before = ends + HORIZON <= cut
            later = np.isin(ends, chosen)
            truth = np.array([y[t + 1 : t + 1 + HORIZON] for t in ends[later]])
            for season in [0] + [s for s in (DAY, WEEK) if s <= lookback]:
                prior = anchor_weights(lookback, season)
                best = (np.inf, np.inf)
                for strength in (1, 10, 100, 1e3, 1e4, 1e5, np.inf):
                    w = weights_of(x[before], targets[before], prior, strength)
                    error = np.mean(np.abs(back(x[later] @ w + z[ends[later], None]) - truth))
                    if error < best[0]:
                        best = (error, strength)
                tried.append((*best, lookback, prior, z, back))
    tried.sort(key=lambda one: one[0])
    forecasts = []
    for _, strength, lookback, prior, z, back in tried[:3]:
        _, x, targets = windows(z, lookback)
        w = weights_of(x, targets, prior, strength)
        forecasts.append(back((z[-lookback:-1] - z[-1]) @ w + z[-1]))
    return np.mean(forecasts, axis=0)


methods = {
    "seasonal naive (24 rows)": seasonal_naive(DAY),
    "seasonal naive (168 rows)": seasonal_naive(WEEK),
    "exponential smoothing": smoothing,
    "Holt-Winters": holt_winters(several=True),
    "Holt-Winters, one start": holt_winters(several=False),
    "Theta": theta,
    "ridge regression": ridge,
}
train, test = read("m4-hourly-train.csv"), read("m4-hourly-test.csv")
path = pathlib.Path(__file__).with_name("m4-hourly.json")
only = sys.argv[2:]
scores = json.loads(path.read_text())["scores"] if only else {}
for name, method in methods.items():
    if only and name not in only:
        continue
    mase, smape = [], []
    for key, y in train.items():
        truth, forecast = test[key], method(y)
        error = np.abs(forecast - truth)
        mase.append(error.mean() / np.mean(np.abs(y[DAY:] - y[:-DAY])))
        smape.append(200 * np.mean(error / (np.abs(forecast) + np.abs(truth))))
    scores[name] = {"mase": round(float(np.mean(mase)), 4), "smape": round(float(np.mean(smape)), 3)}
    print(name, scores[name], flush=True)
versions = {
    "numpy": np.__version__,
    "scipy": scipy.__version__,
    "statsmodels": statsmodels.__version__,
    "statsforecast": statsforecast.__version__,
    "python": platform.python_version(),
}
path.write_text(json.dumps({"versions": versions, "scores": scores}, indent=2) + "\n")
