import { useEffect, useRef, useState } from "preact/hooks";
import type { FileAnswers, FileQuestion } from "../engine/file-answers.ts";
import type { PageFiles } from "../engine/page-files.ts";

export interface Answered<A> {
  /** The last answer, also while a newer question of the same file waits. */
  readonly answer: A | undefined;
  /** Whether it is the answer to what is asked now. */
  readonly isNew: boolean;
  readonly problem: string;
}

/** The Worker's answer to a question about a file; asked anew when the question changes. */
export function useAnswer<Q extends FileQuestion>(
  files: PageFiles,
  question: Q | undefined,
): Answered<FileAnswers[Q["about"]]> {
  const key = question === undefined ? "" : JSON.stringify(question);
  const [held, hold] = useState<{ key: string; answer?: FileAnswers[Q["about"]]; problem: string }>({
    key: "",
    problem: "",
  });
  const now = useRef(key);
  now.current = key;
  useEffect(() => {
    if (question === undefined) return;
    files.ask(question).then(
      (answer) => now.current === key && hold({ key, answer, problem: "" }),
      ({ message }: Error) => now.current === key && hold({ key, problem: message }),
    );
  }, [files, key]);
  const sameFile = question !== undefined && held.key.includes(question.sha256);
  const isNew = held.key === key;
  return {
    answer: sameFile ? held.answer : undefined,
    isNew,
    problem: isNew ? held.problem : "",
  };
}
