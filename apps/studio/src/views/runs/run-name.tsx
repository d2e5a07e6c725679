import { useLayoutEffect, useRef } from "preact/hooks";
import { LONGEST_NAME } from "../../stored/read-record.ts";

interface NameFieldParts {
  readonly label: string;
  readonly name: string;
  /** With the name that was given; undefined where it stays as it was. */
  readonly onDone: (name: string | undefined) => void;
}

/** A name that is being written: Enter or leaving it takes it, Escape does not. */
export function NameField({ label, name, onDone }: NameFieldParts) {
  const field = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  // At once: what is typed next is the name.
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  // A field that goes is left, too: only the first word counts.
  const done = (given: string | undefined): void => {
    if (isDone.current) return;
    isDone.current = true;
    onDone(given?.trim());
  };
  return (
    <input
      ref={field}
      aria-label={label}
      defaultValue={name}
      maxLength={LONGEST_NAME}
      onBlur={({ currentTarget }) => done(currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== "Escape") return;
        // The key is not pressed once more on what has the focus next.
        event.preventDefault();
        done(event.key === "Enter" ? event.currentTarget.value : undefined);
      }}
    />
  );
}
