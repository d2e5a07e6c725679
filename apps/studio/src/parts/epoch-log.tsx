import type { ShownRun } from "../engine/shown-run.ts";

/** The epochs as lines, the latest first: what the chart shows, in words. */
export function EpochLog({ run }: { readonly run: ShownRun }) {
  const epochs = run.epochs.value;
  if (epochs.length === 0) return null;
  const { threads = 1 } = epochs[epochs.length - 1];
  return (
    <details>
      <summary>
        Epochs ({epochs.length}){threads > 1 && `, on ${threads} threads`}
      </summary>
      <section class="scroll" tabindex={0} aria-label="Epochs">
        <table class="data">
          <thead>
            <tr>
              <th scope="col">what is trained</th>
              <th scope="col">epoch</th>
              <th scope="col">training loss</th>
              <th scope="col">validation loss</th>
            </tr>
          </thead>
          <tbody>
            {[...epochs]
              .reverse()
              .slice(0, 100)
              .map(({ phase, epoch, trainLoss, validationLoss }) => (
                <tr key={`${phase} ${epoch}`}>
                  <th scope="row">{phase}</th>
                  <td>{epoch}</td>
                  <td>{trainLoss.toPrecision(4)}</td>
                  <td>{validationLoss?.toPrecision(4) ?? "-"}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
