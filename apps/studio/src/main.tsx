import { render } from "preact";
// The look of the reports, so that a report, a lab's page and the studio are one family.
import "virtual:report.css";
import "./style.css";
import { App } from "./views/app.tsx";

const place = document.getElementById("app")!;
place.replaceChildren();
render(<App />, place);
