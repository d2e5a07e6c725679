import { useFileDrop } from "./file-drop.ts";

/** Takes a file that is chosen, or dropped anywhere on the page. */
export function DropZone({ onFile, said }: { readonly onFile: (file: File) => void; readonly said: string }) {
  useFileDrop(onFile);
  return (
    <p class="drop">
      <label for="file">{said}</label>
      <input
        id="file"
        type="file"
        onClick={({ currentTarget }) => {
          currentTarget.value = ""; // so that the same file is a change, once it was mended
        }}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) onFile(file);
        }}
      />
    </p>
  );
}
