import { useEffect, useRef } from "preact/hooks";

interface ConfirmParts {
  readonly title: string;
  /** What goes. */
  readonly text: string;
  /** "Delete 3 runs". */
  readonly action: string;
  /** "Keep them". */
  readonly keep: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

/** Asks before something goes for good. Escape is a No. */
export function Confirm({ title, text, action, keep, onYes, onNo }: ConfirmParts) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="confirm" aria-labelledby="confirm-title" onClose={onNo}>
      <h2 id="confirm-title">{title}</h2>
      <p>{text}</p>
      <p class="actions">
        <button type="button" onClick={onYes}>
          {action}
        </button>
        <button type="button" onClick={onNo}>
          {keep}
        </button>
      </p>
    </dialog>
  );
}
