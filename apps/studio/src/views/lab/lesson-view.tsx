import type { Lesson } from "../../lessons/lesson.ts";
import { isSameRun, linkOfTry } from "../../lessons/try-link.ts";
import { type RunLink, writeLink } from "../../link/run-link.ts";
import { version } from "../../version.ts";
import "./lesson.css";

/** What to watch, before anything moves. */
export function Watch({ lesson: { watch } }: { readonly lesson: Lesson }) {
  return (
    <p class="watch">
      <strong>What to watch. </strong>
      {watch}
    </p>
  );
}

interface LessonParts {
  readonly lesson: Lesson;
  /** The name of the lab, and the run that is on the page. */
  readonly lab: string;
  readonly link: RunLink;
  readonly onTurn: (dial: number) => void;
}

/** What to try, each a link to its run, and questions that the pictures answer. */
export function LessonView({ lesson: { tries, questions }, lab, link, onTurn }: LessonParts) {
  return (
    <section class="lesson">
      <h2>Three things to try</h2>
      <ol>
        {tries.map((one) => {
          const next = linkOfTry(lab, one, version);
          return (
            <li key={one.say}>
              <a
                href={`#${writeLink(next)}`}
                onClick={(event) => {
                  // The same run with its dial elsewhere: the network that is being watched stays.
                  if (next.dial === undefined || !isSameRun(next, link)) return;
                  event.preventDefault();
                  onTurn(next.dial);
                }}
              >
                {one.say}
              </a>{" "}
              {one.see}
            </li>
          );
        })}
      </ol>
      <h2>Questions</h2>
      {questions.map(({ ask, answer }) => (
        <details key={ask}>
          <summary>{ask}</summary>
          <p>{answer}</p>
        </details>
      ))}
    </section>
  );
}
