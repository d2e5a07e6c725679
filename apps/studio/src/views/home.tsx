import { labFacts } from "virtual:lab-facts";
import { writeLink } from "../link/run-link.ts";
import { version } from "../version.ts";

/** What there is to do. */
export function Home() {
  return (
    <>
      <h1>Watch a recurrent network learn, and look inside</h1>
      <p>
        <a class="begin" href={`#${writeLink({ version, run: "forecast", settings: {}, seed: 0, mode: "strict" })}`}>
          Forecast a file of yours
        </a>
      </p>
      <p>Or pick a lab and press Play: the network is trained here, in this browser, on the kernels of the library.</p>
      <ul class="cards">
        {labFacts.map(({ name, title, about }) => (
          <li key={name}>
            <a href={`#${writeLink({ version, run: `lab/${name}`, settings: {}, seed: 0, mode: "strict" })}`}>
              <strong>{title}</strong>
              <span>{about}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
