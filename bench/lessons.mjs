// npm run bench:lessons [-- LAB ...]: whether what the lessons of the studio say is so. Each link that a lesson names is run as the page runs it, with
// seed 0, and with seeds 1 and 2 where the claim is one of training; each claim is a row with the numbers that were seen. Fails where one does not hold.
import { checks } from "./lessons/checks.mjs";
import { readLessons } from "./lessons/read-lessons.mjs";
import { runsOf, weigh } from "./lessons/see.mjs";

const lessons = await readLessons();
const named = process.argv.slice(2);
const unknown = named.find((name) => !(name in checks));
if (unknown !== undefined) throw new Error(`there is no lesson ${unknown}`);

let failed = 0;
let claims = 0;
for (const [lab, check] of Object.entries(checks)) {
  if (named.length > 0 && !named.includes(lab)) continue;
  const began = process.cpuUsage();
  const runs = await runsOf(lab, check, lessons[lab]);
  const { user, system } = process.cpuUsage(began);
  process.stdout.write(`\n${lab} (${((user + system) / 1e6).toFixed(0)} s of a processor)\n`);
  for (const { says, isSo, seen } of weigh(check, runs)) {
    claims++;
    if (!isSo) failed++;
    process.stdout.write(`  ${isSo ? "holds " : "FALSE "} ${says}\n         ${seen}\n`);
  }
}
process.stdout.write(`\n${claims - failed} of ${claims} claims hold\n`);
if (failed > 0) process.exitCode = 1;
