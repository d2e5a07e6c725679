// What is said of the lab that cleans sounds. A run takes up to 48 s: one seed.
import { listed, short } from "./numbers.mjs";

const gainOf = (blocks) => Number(/now: (-?[\d.]+) dB/.exec(blocks[0].title.replace("−", "-"))[1]);
const rowsOf = (blocks) => blocks.find(({ kind }) => kind === "heat").grids[0].rows.flat();
const shut = (rows) => rows.filter((value) => value < 0.2).length / rows.length;

const look = ({ begins, isEpoch, epoch, ended, draw }, keep) => {
  if (!begins && !ended && !(isEpoch && epoch === 15)) return;
  const blocks = draw(5);
  keep({
    epoch,
    gain: gainOf(blocks),
    louder: gainOf(draw(-5)),
    shut: shut(rowsOf(blocks)),
    kinds: blocks.map(({ kind }) => kind),
  });
};
const at15 = ({ seen }) => seen.find(({ epoch }) => epoch === 15);
const validationOf = ({ epochs }) => epochs[14].validationLoss;

export const sound = {
  runs: { usual: { look }, random: { of: 1, look }, both: { of: 2, look } },
  claims: [
    {
      says: "Watch the ground between the lines empty while it learns; at the end the sounds are there to be heard.",
      holds: ({ usual: [{ seen }] }) => {
        const [before, after] = [seen[0], seen.at(-1)];
        return [
          before.shut < 0.3 && after.shut > 0.8 && !before.kinds.includes("sound") && after.kinds.includes("sound"),
          `kept out: ${short(before.shut)} at first, ${short(after.shut)} at the end`,
        ];
      },
    },
    {
      says: "The network has never heard that much, and hardly any of the error is gone now: silence would be nearer to the sound.",
      holds: ({ usual: [{ seen }] }) => {
        const { gain, louder } = seen.at(-1);
        return [louder < 2 && gain > 9, `${short(louder)} dB off the error at -5 dB, ${short(gain)} at 5 dB`];
      },
    },
    {
      says: "much less of the error is gone: the filters, too, have to be learned",
      holds: ({ usual: [usual], random: [random] }) => [
        at15(random).gain < at15(usual).gain - 2,
        `${short(at15(random).gain)} dB after 15 epochs, ${short(at15(usual).gain)} of Fourier's filters`,
      ],
    },
    {
      says: "takes more off the error than one that only reads forwards takes in as many epochs",
      holds: ({ usual: [usual], both: [both] }) => [
        at15(both).gain > at15(usual).gain && validationOf(both) < validationOf(usual),
        `${short(at15(both).gain)} dB and ${short(at15(usual).gain)}; validation loss ${listed([validationOf(both), validationOf(usual)])}`,
      ],
    },
    {
      says: "Its state has heard which notes sound, and lets their frequencies through for as long as they do.",
      holds: ({ usual: [{ result }] }) => {
        const { test, unseen } = result.results;
        return [
          test.gain > test.filters.wiener.gain && unseen.gain < unseen.filters.wiener.gain,
          `${short(test.gain)} dB and ${short(test.filters.wiener.gain)} of the Wiener filter on instruments that it knows; ${short(unseen.gain)} and ${short(unseen.filters.wiener.gain)} on another`,
        ];
      },
    },
  ],
};
