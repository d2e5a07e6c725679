// What others have published, by set and horizon, as their authors give the numbers; and what other people's software computes (m4_hourly.py).
import { readFileSync } from "node:fs";

const elsewhere = JSON.parse(readFileSync(new URL("m4-hourly.json", import.meta.url), "utf8"));

const M4 = "Makridakis et al. 2020, Int. J. of Forecasting 36(1)";

/** MASE, sMAPE, MSIS of 95 % intervals. */
export const publishedM4 = {
  "m4-hourly": [
    { name: "seasonal naive (24 rows)", mase: 1.193, smape: 13.912, source: M4 },
    { name: "ARIMA", msis: 7.54, source: M4 },
    {
      name: "ES-RNN, the winner",
      mase: 0.893,
      smape: 9.33,
      msis: 7.93,
      source: "Smyl 2020, Int. J. of Forecasting 36(1)",
    },
    { name: "the best of the competition in each column", mase: 0.801, msis: 6.14, source: M4 },
    { name: "TiRex (xLSTM, 35 M parameters, zero-shot)", mase: 0.722, source: "Auer et al. 2025, arXiv:2505.23719" },
    ...Object.entries(elsewhere.scores).map(([name, scores]) => ({
      name: `${name}, other software`,
      ...scores,
      source: "bench/accuracy/m4_hourly.py",
    })),
  ],
};

const SEGRNN = "Lin et al. 2023, arXiv:2308.11200";

/** MSE and MAE. */
export const publishedEtt = {
  etth1: {
    96: [
      { name: "SegRNN, lookback 96", mse: 0.368, mae: 0.395, source: SEGRNN },
      { name: "SegRNN, lookback 720", mse: 0.351, mae: 0.392, source: SEGRNN },
    ],
    720: [
      { name: "SegRNN", mse: 0.446, mae: 0.457, source: SEGRNN },
      { name: "FITS (linear)", mse: 0.424, source: "Xu et al. 2024, arXiv:2307.03756" },
      { name: "xLSTM-Mixer", mse: 0.419, mae: 0.448, source: "Kraus et al. 2024, arXiv:2410.16928" },
    ],
  },
};
