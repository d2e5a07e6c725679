import { useLayoutEffect } from "preact/hooks";

/**
 * Takes a file that is dropped anywhere on the page; without `onFile` refuses it. A browser left to itself would open the file in
 * place of the page, and the run would be lost.
 */
export function useFileDrop(onFile?: (file: File) => void): void {
  useLayoutEffect(() => {
    const over = (event: DragEvent): void => {
      event.preventDefault();
      if (onFile === undefined && event.dataTransfer) event.dataTransfer.dropEffect = "none";
    };
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      const [file] = event.dataTransfer?.files ?? [];
      if (file) onFile?.(file);
    };
    document.addEventListener("dragover", over);
    document.addEventListener("drop", drop);
    return () => {
      document.removeEventListener("dragover", over);
      document.removeEventListener("drop", drop);
    };
  }, [onFile]);
}
