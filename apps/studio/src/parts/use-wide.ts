import { useEffect, useState } from "preact/hooks";

const query = matchMedia("(min-width: 68.75rem)");

/** Whether there is room for two columns: what stands where then is so in the document, too, for those who go by keyboard. */
export function useWide(): boolean {
  const [isWide, setWide] = useState(query.matches);
  useEffect(() => {
    const change = (): void => setWide(query.matches);
    query.addEventListener("change", change);
    return () => query.removeEventListener("change", change);
  }, []);
  return isWide;
}
