import { useState } from "preact/hooks";

interface TextFieldParts {
  readonly id: string;
  readonly text: string;
  readonly disabled: boolean;
  readonly invalid?: boolean;
  /** The list of what is often meant. */
  readonly list?: string;
  readonly onText: (text: string) => void;
}

/** A field whose text is taken when it is left, or with Enter; what is being typed stays, whatever else changes on the page. */
export function TextField({ id, text, disabled, invalid = false, list, onText }: TextFieldParts) {
  const [draft, setDraft] = useState<string | undefined>(undefined);
  return (
    <input
      id={id}
      list={list}
      value={draft ?? text}
      disabled={disabled}
      aria-invalid={invalid}
      aria-describedby={`${id}-said`}
      onInput={({ currentTarget }) => setDraft(currentTarget.value)}
      onChange={({ currentTarget }) => {
        setDraft(undefined);
        onText(currentTarget.value.trim());
      }}
    />
  );
}
