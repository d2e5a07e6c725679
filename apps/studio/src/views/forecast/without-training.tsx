import { LineChart } from "../../charts/line-chart.tsx";
import { timesAxis } from "../../charts/times-axis.ts";
import type { FirstLook, RunResult } from "../../engine/protocol.ts";
import { Downloads } from "./forecast-result.tsx";
import { Html } from "./html.tsx";

interface WithoutTrainingParts {
  readonly first: FirstLook | undefined;
  readonly answer: RunResult | undefined;
  /** The column that is forecast. */
  readonly name: string;
  /** A network that has learned from the file has the word below: of this answer the verdict is left. */
  readonly brief: boolean;
  readonly measured: Measured;
}

/** When the errors of a first look are measured: under way, when the run has ended that was begun before, or not as things stand. */
type Measured = "now" | "later" | "never";

const MEASURED: Readonly<Record<Measured, string>> = {
  now: "Its errors on rows that it has not seen are being measured, beside those of simple methods; what forecasts best there takes its place.",
  later:
    "Its errors on rows that it has not seen are measured when this run has ended, beside those of simple methods.",
  never: "Its errors can be measured once what keeps this file from being forecast is set right.",
};

/** What the pretrained network says of a file: at first as it is, then with its verdict. */
export function WithoutTraining({ first, answer, name, brief, measured }: WithoutTrainingParts) {
  if (answer === undefined) return first === undefined ? null : <Unchecked first={first} measured={measured} />;
  const { verdict, scores, forecast, more } = answer.sections ?? {
    verdict: answer.body,
    scores: "",
    forecast: "",
    more: "",
  };
  return (
    <section>
      <h2 id="without-training" tabIndex={-1}>
        Without training
      </h2>
      <p class="note">
        By a small network that has seen many made series, or a linear path in closed form, or both: what was nearest on
        past rows. It takes no training.
      </p>
      <div class={brief ? "" : "beside"}>
        <Html text={verdict} verdict="Verdict without training" />
        {!brief && <Html text={forecast} />}
        {!brief && <Downloads result={answer} name={`${name}-instant`} />}
      </div>
      {!brief && (
        <details class="fold">
          <summary>Scores, backtest, data, and how each number was made</summary>
          <Html text={scores} />
          <Html text={more} />
        </details>
      )}
    </section>
  );
}

/** 0.9 as "90%". */
const percent = (level: number): string => `${Number((100 * level).toFixed(2))}%`;

function Unchecked({
  first: { target, level, times, actual, predicted, lower, upper },
  measured,
}: {
  readonly first: FirstLook;
  readonly measured: Measured;
}) {
  const share = percent(level);
  return (
    <section>
      <h2 id="without-training" tabIndex={-1}>
        A first look
      </h2>
      <p class="note" role="status">
        Not checked yet: this is what the network says from the last rows alone. {MEASURED[measured]}
      </p>
      <LineChart
        chart={{
          title: `${target}: the next rows, unchecked`,
          x: timesAxis(times),
          y: { label: target },
          at: times.map((_, row) => row),
          lines: [
            { label: `${share} interval, to`, color: "model", dash: [2, 3], width: 1, y: upper },
            { label: `${share} interval, from`, color: "model", dash: [2, 3], width: 1, y: lower },
            { label: "known", color: "ink", y: actual },
            { label: "forecast", color: "model", width: 2, dots: predicted.length < 80, y: predicted },
          ],
          band: [0, 1],
        }}
      />
    </section>
  );
}
