// A Forecaster with a network of one's own, its loss, optimizer and schedule: fitted, scored beside simple forecasts, saved and loaded.
import {
  type BacktestReport,
  backtest,
  Forecaster,
  type ForecastRow,
  GRU,
  huberLoss,
  Linear,
  Module,
  readForecaster,
  Series,
  type Tensor,
  writeForecaster,
} from "recurra";
import type { BuildNetwork } from "recurra/forecast";
import { cosineAnnealingLR, RMSprop } from "recurra/optim";

interface Options {
  readonly inputSize: number;
  readonly units: number;
  readonly season: number;
  readonly steps: number;
}

/** A GRU that adds what it expects to change to the rows of one season before. */
export class SeasonalGRU extends Module {
  static readonly kind = "examples/seasonal-gru";
  readonly options: Options;
  readonly gru: GRU;
  readonly head: Linear;
  constructor(options: Options) {
    super();
    this.options = options;
    this.gru = new GRU({ inputSize: options.inputSize, hiddenSize: options.units });
    this.head = new Linear({ inFeatures: options.units, outFeatures: options.steps });
  }
  /** Normalised windows [B, T, inputs] -> forecasts [B, steps]. */
  forward(x: Tensor): Tensor {
    const { season, steps } = this.options;
    const [windows, rows] = x.shape;
    const before = x.slice(1, rows - season, rows - season + steps).slice(2, 0, 1);
    return before.reshape([windows, steps]).add(this.head.forward(this.gru.forward(x).output.step(-1)));
  }
}

/** What the Forecaster calls for each fit, with the sizes that it has found. */
const network: BuildNetwork = ({ inputSize, horizon, learningRate, steps }) => {
  const model = new SeasonalGRU({ inputSize, units: 16, season: 24, steps: horizon });
  const optimizer = new RMSprop(model.parameters(), { learningRate });
  const schedule = cosineAnnealingLR({ learningRate, tMax: steps });
  return { model, loss: (a, b) => huberLoss(a, b, 0.5), optimizer, schedule, scheduleBy: "step" };
};

/** Hours of a day whose height changes over the weeks. */
function hours(count: number): Series {
  const load = Array.from({ length: count }, (_, i) => 50 + (8 + 4 * Math.sin(i / 150)) * Math.sin((i * Math.PI) / 12));
  return Series.fromColumns({ load });
}

/** Fits for so many epochs and scores on the last hundred hours. */
export async function run(
  epochs: number,
  print: (line: string) => void = () => {},
): Promise<{ report: BacktestReport; next: ForecastRow[]; loaded: ForecastRow[] }> {
  const series = hours(700);
  const forecaster = new Forecaster({ target: "load", lookback: 48, horizon: 6, epochs, linear: false, network });
  for await (const { epoch, trainLoss } of forecaster.fit(series.slice(0, 600))) {
    print(`epoch ${epoch}  training loss ${trainLoss.toFixed(4)}`);
  }
  const report = await backtest(forecaster, series, { from: 600 });
  print(report.verdict.sentence);
  const all = await forecaster.refitted(series);
  const next = all.predict(series);
  const bytes = writeForecaster(all);
  const loaded = readForecaster(bytes, "load.safetensors", { modules: [SeasonalGRU] }).predict(series);
  for (const { time, value } of loaded) print(`${time}  ${value.toFixed(2)}`);
  return { report, next, loaded };
}

if (process.argv[1]?.endsWith("28-own-forecast.js")) await run(15, console.log);
