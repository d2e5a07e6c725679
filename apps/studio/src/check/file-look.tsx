import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { FileFinding, FilePlan, FileQuestion, OpenedFile } from "../engine/file-answers.ts";
import type { PageFiles } from "../engine/page-files.ts";
import { namesIn, readingOf } from "../link/reading.ts";
import { FileChartView, type Wish } from "./file-chart.tsx";
import { FindingList } from "./finding-list.tsx";
import { count } from "./numbers.ts";
import type { NumberedFinding } from "./panel.ts";
import { SplitList } from "./split-list.tsx";
import { useAnswer } from "./use-answer.ts";

interface FileLookParts {
  readonly files: PageFiles;
  readonly file: OpenedFile;
  readonly settings: Readonly<Record<string, string>>;
  readonly target: string;
  readonly plan: FilePlan | undefined;
  readonly disabled: boolean;
  readonly onSet: (settings: Readonly<Record<string, string>>, adds?: boolean) => void;
  /** The rows are on the chart, or cannot be: what takes longer may be asked for now. */
  readonly onDrawn: () => void;
}

/** Of more rows than this, a plan takes longer than what is found in them. */
const MANY_ROWS = 300_000;
/** More inputs than this would each be a thin line. */
const MOST_COLUMNS = 5;

/** The rows of a forecast on a chart: what may need attention, and how the experiment will cut them. */
export function FileLook({ files, file, settings, target, plan, disabled, onSet, onDrawn }: FileLookParts) {
  const box = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(0);
  const [range, setRange] = useState<readonly [number, number] | undefined>(undefined);
  const [wish, setWish] = useState<Wish | undefined>(undefined);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const size = new ResizeObserver(() => setWidth(Math.max(200, 20 * Math.round(element.clientWidth / 20))));
    size.observe(element);
    return () => size.disconnect();
  }, []);

  const { sha256 } = file;
  const reading = readingOf(settings);
  const wanted = [...new Set([target, ...namesIn(settings.inputs), ...namesIn(settings.future)])];
  const used = wanted.filter((name) => file.columns.includes(name));
  const of = { sha256, reading };
  const isRead = file.refusal === undefined && used.length > 0;
  const sort = settings.sort === "true";
  const question: FileQuestion | undefined =
    isRead && width > 0
      ? {
          ...of,
          ...{ about: "chart", columns: used.slice(0, MOST_COLUMNS), sort, stretches: width - 72, width: width - 72 },
          ...(range && { start: range[0], end: range[1] }),
        }
      : undefined;
  const chart = useAnswer(files, question as Extract<FileQuestion, { about: "chart" }> | undefined);
  const isDrawn = !isRead || chart.answer !== undefined || chart.problem !== "";
  useEffect(() => {
    if (isDrawn) onDrawn();
  }, [isDrawn, sha256]);
  // Behind the forecast, which waits for nothing else.
  const findings = useAnswer(
    files,
    isRead && isDrawn && (plan || file.rows > MANY_ROWS)
      ? ({ about: "findings", ...of, target, inputs: used.filter((name) => name !== target) } as const)
      : undefined,
  );
  const key = `${sha256} ${JSON.stringify(reading)}`;
  useEffect(() => {
    setRange(undefined);
    setWish(undefined);
  }, [key]);

  const listed = useMemo(
    () => (findings.answer?.findings ?? []).filter(({ column }) => column === undefined || used.includes(column)),
    [findings.answer, used.join("\n")],
  );
  const numbered = useMemo(() => listed.map((finding, at): NumberedFinding => ({ finding, number: at + 1 })), [listed]);
  const go = (finding: FileFinding, place: number): void => setWish({ row: finding.places[place][0] });
  const seasons = findings.answer?.seasons ?? {};
  const here = seasons[target];
  return (
    <section ref={box} class="look" aria-label="The rows">
      {chart.problem !== "" && <p role="alert">{chart.problem}</p>}
      {chart.answer && chart.answer.columns.length > 0 && (
        <FileChartView
          chart={chart.answer}
          plan={sort || plan?.refusal === undefined ? plan : undefined}
          findings={numbered}
          seasons={seasons}
          wish={wish}
          onRange={setRange}
        />
      )}
      {used.length > MOST_COLUMNS && <p class="note">{count(used.length - MOST_COLUMNS, "more input")} not drawn.</p>}
      {plan && plan.parts.length > 0 && <SplitList plan={plan} />}
      {!plan && isDrawn && <p class="note">Looking how the rows will be cut ...</p>}
      {here && (
        <p class="note">
          Seasons that {target} shows: {here.length === 0 ? "none" : here.map(({ words }) => words).join(", ")}.
        </p>
      )}
      {findings.answer ? (
        <>
          <h3>{listed.length === 0 ? "Findings" : count(listed.length, "finding")}</h3>
          <FindingList
            findings={listed}
            settings={settings}
            disabled={disabled}
            onGo={go}
            onSet={(set) => onSet(set, true)}
          />
        </>
      ) : (
        isRead && <p class="note">Looking for gaps, outliers and seasons ...</p>
      )}
    </section>
  );
}
