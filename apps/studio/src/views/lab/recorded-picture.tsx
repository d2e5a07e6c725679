import { useEffect, useState } from "preact/hooks";
import { Pictures } from "../../parts/pictures.tsx";
import { recordedPicture } from "../../recorded/recorded.ts";

/** What a run of the lab at its defaults came to, until there is something live to see. */
export function RecordedPicture({ lab }: { readonly lab: string }) {
  const [text, setText] = useState("");
  useEffect(() => {
    void recordedPicture(lab).then(setText);
  }, [lab]);
  if (text === "") return null;
  return (
    <section class="recorded frame" aria-label="Recorded run">
      <p class="label">
        <strong>Recorded:</strong> what a run with the settings as they are at first came to. Press Play to see it live.
      </p>
      <Pictures text={text} />
    </section>
  );
}
