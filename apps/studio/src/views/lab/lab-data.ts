// The files that labs read where none was given: they come with the studio.
import aapl from "@recurra/labs/aapl.csv?url";
import alice from "@recurra/labs/alice.txt?url";

const addresses: Readonly<Record<string, string>> = { "aapl.csv": aapl, "alice.txt": alice };

/** As the command line calls the same file in its reports. */
export async function readBundled(file: string): Promise<{ readonly name: string; readonly text: string }> {
  const { name, text } = await readData(file);
  return { name: `${name} (bundled)`, text };
}

export async function readData(name: string): Promise<{ readonly name: string; readonly text: string }> {
  const answer = await fetch(addresses[name]);
  if (!answer.ok) throw new Error(`${name} of this page could not be loaded: ${answer.status}.`);
  return { name, text: await answer.text() };
}
