import { expect, test } from "vitest";
import { PhaseTracks } from "./phase-tracks.ts";

const part = (from: number, losses: number[], phases: { name: string; from: number; parameters?: number }[] = []) => ({
  from,
  losses: Float32Array.from(losses),
  seconds: Float32Array.from(losses, (_, i) => (i + 1) / 4),
  phases,
});

test("each phase has its losses from its own first step, wherever snapshots were cut", () => {
  const tracks = new PhaseTracks();
  tracks.add(part(0, [4, 3], [{ name: "a", from: 0, parameters: 12 }]));
  tracks.add(part(2, [2, 9, 8], [{ name: "b", from: 3 }]));
  tracks.add(part(5, [7]));
  expect(tracks.all.map(({ name, parameters, steps }) => [name, parameters, steps])).toEqual([
    ["a", 12, 3],
    ["b", undefined, 3],
  ]);
  expect(tracks.all[0].points("steps")).toEqual([
    { at: 1, loss: 4 },
    { at: 2, loss: 3 },
    { at: 3, loss: 2 },
  ]);
  expect(tracks.all[1].points("seconds")).toEqual([
    { at: 0.5, loss: 9 },
    { at: 0.75, loss: 8 },
    { at: 0.25, loss: 7 },
  ]);
});

test("the loss of the last steps is the mean of fifty, or of one in twenty", () => {
  const tracks = new PhaseTracks();
  tracks.add(part(0, [9, 1, 2], [{ name: "a", from: 0 }]));
  expect(tracks.all[0].recent).toBe(4);
  const later = Array.from({ length: 4000 }, (_, i) => (i < 3700 ? 100 : 1));
  tracks.add(part(3, later, [{ name: "b", from: 3 }]));
  expect(tracks.all[1].recent).toBe(1);
});

test("many steps take bounded room, as the means of stretches", () => {
  const tracks = new PhaseTracks();
  tracks.add(
    part(
      0,
      Array.from({ length: 5000 }, (_, i) => i % 2),
      [{ name: "a", from: 0 }],
    ),
  );
  const points = tracks.all[0].points("steps");
  expect(points.length).toBeLessThanOrEqual(1024);
  expect(points.at(-1)!.at).toBe(5000);
  expect(new Set(points.map(({ loss }) => loss))).toEqual(new Set([0.5]));
});

test("a run of more phases than can be told apart keeps the first ones as they are", () => {
  const tracks = new PhaseTracks();
  for (let i = 0; i < 40; i++) tracks.add(part(i, [i], [{ name: `phase ${i}`, from: i }]));
  expect(tracks.all).toHaveLength(12);
  expect(tracks.all.every(({ steps }) => steps === 1)).toBe(true);
});

test("tracks that were kept show what they showed", () => {
  const tracks = new PhaseTracks();
  const losses = Float32Array.from({ length: 3000 }, (_, i) => 1 / (i + 1));
  const seconds = Float32Array.from({ length: 3000 }, (_, i) => i / 100);
  tracks.add({
    losses,
    seconds,
    from: 0,
    phases: [
      { name: "a", from: 0, parameters: 5 },
      { name: "b", from: 2500 },
    ],
  });
  const again = new PhaseTracks();
  again.restore(tracks.stored());
  for (const [i, track] of tracks.all.entries()) {
    const { name, parameters, steps, seconds: time, recent } = again.all[i];
    expect({ name, parameters, steps, time, recent }).toEqual({
      name: track.name,
      parameters: track.parameters,
      steps: track.steps,
      time: track.seconds,
      recent: track.recent,
    });
    for (const by of ["steps", "seconds"] as const) expect(again.all[i].points(by)).toEqual(track.points(by));
  }
});
