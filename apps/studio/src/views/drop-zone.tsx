import { useLayoutEffect } from "preact/hooks";

/** Takes a file that is chosen, or dropped anywhere on the page. */
export function DropZone({ onFile, said }: { readonly onFile: (file: File) => void; readonly said: string }) {
  useLayoutEffect(() => {
    const over = (event: DragEvent): void => event.preventDefault();
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      const [file] = event.dataTransfer?.files ?? [];
      if (file) onFile(file);
    };
    document.addEventListener("dragover", over);
    document.addEventListener("drop", drop);
    return () => {
      document.removeEventListener("dragover", over);
      document.removeEventListener("drop", drop);
    };
  }, [onFile]);
  return (
    <p class="drop">
      <label for="file">{said}</label>
      <input
        id="file"
        type="file"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) onFile(file);
        }}
      />
    </p>
  );
}
