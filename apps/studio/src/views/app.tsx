import { labFacts } from "virtual:lab-facts";
import { useLayoutEffect, useRef } from "preact/hooks";
import { UpdateLine } from "../hosting/update-line.tsx";
import { goTo, route } from "../link/route.ts";
import { RunsLink } from "../runs/runs-link.tsx";
import { version } from "../version.ts";
import { ForecastView } from "./forecast/forecast-view.tsx";
import { servedFile } from "./forecast/served-file.ts";
import { Home } from "./home/home.tsx";
import { LabView } from "./lab/lab-view.tsx";
import { RunsView } from "./runs/runs-view.tsx";

/** Where the page was opened with a file, it is on its way to a forecast. */
const served = servedFile();
if (location.search === "?open" && location.hash === "")
  goTo({ version, run: "forecast", settings: {}, seed: 0, mode: "strict" });

/** The page: its head, and the view that the link names. */
export function App() {
  const { link, room, problem, visit } = route.value;
  const lab = link && labFacts.find(({ name }) => link.run === `lab/${name}`);
  const other = link && link.version !== version;
  const main = useRef<HTMLElement>(null);
  const named = `${link?.run ?? room ?? ""} ${visit}`;
  // Who goes to another page by keyboard or hears it read goes on from its heading; the browser's tabs and its history have its name.
  useLayoutEffect(() => {
    const heading = main.current?.querySelector("h1");
    const title = heading?.textContent ?? "";
    document.title = (link || room) && title !== "" ? `${title} - Recurra studio` : "Recurra studio";
    if (visit === 0 || !heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [named]);
  return (
    <>
      <header class="bar">
        <a class="home" href="#/">
          Recurra studio
        </a>
        <RunsLink />
        <span>Nothing leaves this browser.</span>
        <UpdateLine />
      </header>
      <main ref={main}>
        {problem !== "" && <p role="alert">{problem}</p>}
        {other && (
          <p role="status">
            This link was made by version {link.version}; this page is {version}. Numbers may differ.
          </p>
        )}
        {link?.run === "forecast" && <ForecastView link={link} visit={visit} served={served} />}
        {link && lab && <LabView key={`${lab.name} ${visit}`} lab={lab} link={link} />}
        {room === "runs" && <RunsView />}
        {!link && !room && <Home />}
        {link && !lab && link.run !== "forecast" && <p role="alert">There is no run "{link.run}" in this version.</p>}
      </main>
    </>
  );
}
