// Tabs tell each other that what is stored has changed.

const NAME = "recurra-stored";
const hears = new Set<() => void>();
let channel: BroadcastChannel | undefined;

function open(): BroadcastChannel | undefined {
  try {
    if (channel === undefined) {
      channel = new BroadcastChannel(NAME);
      channel.onmessage = hear;
    }
  } catch {
    // Where pages may keep nothing, some browsers refuse it: then nothing is stored that could be told of.
  }
  return channel;
}

function hear(): void {
  for (const one of hears) one();
}

/** Something was written here: the other tabs, and this one, read it anew. */
export function tellStored(): void {
  open()?.postMessage("changed");
  hear();
}

/** Calls when something was written, in this tab or another one. Gives what ends that. */
export function onStored(one: () => void): () => void {
  open();
  hears.add(one);
  return () => hears.delete(one);
}
