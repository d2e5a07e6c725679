import { labFacts } from "virtual:lab-facts";
import { useEffect, useState } from "preact/hooks";
import { openEngine } from "../../engine/open-engine.ts";
import { goTo } from "../../link/route.ts";
import { type RunLink, writeLink } from "../../link/run-link.ts";
import { DropZone } from "../../parts/drop-zone.tsx";
import { recordedSketches } from "../../recorded/recorded.ts";
import type { Sketch } from "../../recorded/sketch.ts";
import { version } from "../../version.ts";
import { readData } from "../lab/lab-data.ts";
import { chapters } from "./chapters.ts";
import { SketchPicture } from "./sketch-picture.tsx";
import { RecordedStrip } from "./strip.tsx";
import "./home.css";

const fresh = (run: string): RunLink => ({ version, run, settings: {}, seed: 0, mode: "strict" });
const linkTo = (run: string): string => `#${writeLink(fresh(run))}`;

function forecastFile(file: File): void {
  goTo(fresh("forecast"));
  openEngine().files.take(file);
}

/** What this is, and what there is to do. */
export function Home() {
  const [sketches, setSketches] = useState<Readonly<Record<string, Sketch>>>({});
  const [problem, setProblem] = useState("");
  useEffect(() => {
    void recordedSketches().then(setSketches);
  }, []);
  const tryPrices = async (): Promise<void> => {
    try {
      const { name, text } = await readData("aapl.csv");
      forecastFile(new File([text], name));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <div class="hero">
        <div>
          <h1>Watch a recurrent network learn, and look inside</h1>
          <p class="lead">
            A file of yours or a lab: networks are trained here, in this browser, before your eyes. Nothing is uploaded.
          </p>
          <section class="start" aria-label="Forecast a file">
            <a class="begin" href={linkTo("forecast")}>
              Forecast a file of yours
            </a>
            <DropZone
              onFile={forecastFile}
              said="Drop a table (CSV, Excel, JSON) anywhere on this page, or choose one:"
            />
            <p class="or">
              No file at hand?{" "}
              <button type="button" onClick={tryPrices}>
                Try it with a share price
              </button>
            </p>
            {problem !== "" && <p role="alert">{problem}</p>}
          </section>
        </div>
        <RecordedStrip learning={linkTo("lab/denoise")} gates={linkTo("lab/cells")} onForecast={tryPrices} />
      </div>
      <h2>Labs: a course in four chapters</h2>
      <p class="lead">Pick one and press Play. The pictures are of runs that were recorded.</p>
      {chapters.map(({ title, about, labs }) => (
        <section key={title} class="chapter">
          <div>
            <h3>{title}</h3>
            <p>{about}</p>
          </div>
          <ol class={`cards of-${labs.length}`}>
            {labFacts
              .filter(({ name }) => labs.includes(name))
              .map((lab) => (
                <li key={lab.name}>
                  <a href={linkTo(`lab/${lab.name}`)}>
                    <SketchPicture sketch={sketches[lab.name]} />
                    <strong>{lab.title}</strong>
                    <span>{lab.about}</span>
                  </a>
                </li>
              ))}
          </ol>
        </section>
      ))}
    </>
  );
}
