// Tabs tell each other that what is stored has changed.

const NAME = "recurra-stored";
const hears = new Set<() => void>();
let channel: BroadcastChannel | undefined;

function open(): BroadcastChannel | undefined {
  if (channel === undefined && typeof BroadcastChannel !== "undefined") {
    channel = new BroadcastChannel(NAME);
    channel.onmessage = hear;
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
