// Which addresses are this machine's own, and which names a request may call it by. A page on the internet can give its own name
// the address 127.0.0.1 (DNS rebinding); the browser then takes the service for the page's own server. The Host header shows it.

import { BlockList, isIP } from "node:net";
import { Problem } from "./problem.ts";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** Whether an address to bind to is reached from this machine alone. */
export function isLoopback(host: string): boolean {
  const version = isIP(host);
  if (version === 0) return host.toLowerCase() === "localhost";
  return loopback.check(host, version === 4 ? "ipv4" : "ipv6");
}

/** A check of the Host header against the machine's own names and those given. */
export function makeHostCheck(names: readonly string[]): (host: string) => void {
  const known = new Set(names);
  return (host) => {
    const name = host.toLowerCase().replace(/:\d*$/, "").replace(/\.$/, "");
    const address = name.replace(/^\[(.*)\]$/, "$1");
    if (known.has(name) || known.has(address) || isLoopback(address) || name.endsWith(".localhost")) return;
    throw new Problem(
      "misdirected-request",
      "This service listens on loopback and is called localhost. Name other names with the option hosts (--allow-host).",
    );
  };
}
