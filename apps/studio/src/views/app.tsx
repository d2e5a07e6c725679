import { labFacts } from "virtual:lab-facts";
import { goHome, goTo, route } from "../link/route.ts";
import { version } from "../version.ts";
import { ForecastView } from "./forecast/forecast-view.tsx";
import { servedFile } from "./forecast/served-file.ts";
import { Home } from "./home.tsx";
import { LabView } from "./lab/lab-view.tsx";

/** Where the page was opened with a file, it is on its way to a forecast. */
const served = servedFile();
if (location.search === "?open" && location.hash === "")
  goTo({ version, run: "forecast", settings: {}, seed: 0, mode: "strict" });

/** The page: its head, and the view that the link names. */
export function App() {
  const { link, problem, visit } = route.value;
  const lab = link && labFacts.find(({ name }) => link.run === `lab/${name}`);
  const other = link && link.version !== version;
  return (
    <>
      <header class="bar">
        <button type="button" class="home" onClick={goHome}>
          Recurra studio
        </button>
        <span>Nothing leaves this browser.</span>
      </header>
      <main>
        {problem !== "" && <p role="alert">{problem}</p>}
        {other && (
          <p role="status">
            This link was made by version {link.version}; this page is {version}. Numbers may differ.
          </p>
        )}
        {link?.run === "forecast" && <ForecastView link={link} visit={visit} served={served} />}
        {link && lab && <LabView key={`${lab.name} ${visit}`} lab={lab} link={link} />}
        {!link && <Home />}
        {link && !lab && link.run !== "forecast" && <p role="alert">There is no run "{link.run}" in this version.</p>}
      </main>
    </>
  );
}
