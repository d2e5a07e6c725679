import { render } from "preact";
// The look of the reports, so that a report, a lab's page and the studio are one family.
import "virtual:report.css";
import "./style.css";
import { keepOffline } from "./hosting/updates.ts";
import { App } from "./views/app.tsx";

const place = document.getElementById("app")!;
place.replaceChildren();
render(<App />, place);

// Behind all that the first view needs.
if (import.meta.env.PROD) addEventListener("load", () => void keepOffline());
