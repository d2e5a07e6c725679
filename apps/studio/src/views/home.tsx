import { labFacts } from "virtual:lab-facts";
import { openEngine } from "../engine/open-engine.ts";
import { goTo } from "../link/route.ts";
import { type RunLink, writeLink } from "../link/run-link.ts";
import { useFileDrop } from "../parts/file-drop.ts";
import { version } from "../version.ts";

const fresh = (run: string): RunLink => ({ version, run, settings: {}, seed: 0, mode: "strict" });

function forecastFile(file: File): void {
  goTo(fresh("forecast"));
  openEngine().open(file);
}

/** What there is to do. */
export function Home() {
  useFileDrop(forecastFile);
  return (
    <>
      <h1>Watch a recurrent network learn, and look inside</h1>
      <p>
        <a class="begin" href={`#${writeLink(fresh("forecast"))}`}>
          Forecast a file of yours
        </a>
      </p>
      <p>Or pick a lab and press Play: the network is trained here, in this browser, on the kernels of the library.</p>
      <ul class="cards">
        {labFacts.map(({ name, title, about }) => (
          <li key={name}>
            <a href={`#${writeLink(fresh(`lab/${name}`))}`}>
              <strong>{title}</strong>
              <span>{about}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
