import "./update-line.css";
import { reloadToUpdate, updateReady } from "./updates.ts";

/** Says that there is a new version; the page stays as it is until its user wants another one. */
export function UpdateLine() {
  return (
    <p class="update" role="status">
      {updateReady.value && (
        <>
          A new version is ready:{" "}
          <button type="button" onClick={reloadToUpdate}>
            reload to use it
          </button>
        </>
      )}
    </p>
  );
}
