import type { OpenedNetwork } from "recurra/inside";
import { expect, test } from "vitest";
import { NetworkLook } from "./network-look.ts";
import { Pacer } from "./pacer.ts";
import { Watching } from "./watching.ts";

const opened = { title: "GRU of 3 units", layers: [], lines: [] } satisfies OpenedNetwork;

function make() {
  const clock = { now: 0 };
  const watching = new Watching();
  const pacer = new Pacer({ now: () => 0, turn: async () => {} });
  const look = new NetworkLook({ pacer, watching, now: () => clock.now });
  const asked: number[] = [];
  const open = ({ sequence }: { readonly sequence: number }) => {
    asked.push(sequence);
    clock.now += 30;
    return opened;
  };
  return { clock, watching, pacer, look, asked, open };
}

test("the network is opened only while the page looks, and between two steps alone", () => {
  const { look, watching, asked, open } = make();
  look.enter(open);
  expect(look.take()).toEqual({});
  watching.lookInto({ sequence: 2 });
  look.leave();
  expect(look.take()).toEqual({});
  look.enter(open);
  expect(look.take()).toEqual({ inside: opened });
  watching.lookInto(undefined);
  expect(look.take()).toEqual({});
  expect(asked).toEqual([2]);
});

test("a run that goes on has four times as long to itself as the look took; one that rests is looked at always", () => {
  const { clock, look, watching, pacer, asked, open } = make();
  watching.lookInto({ sequence: 0 });
  look.enter(open);
  look.take();
  clock.now = 149;
  expect(look.take()).toEqual({});
  clock.now = 150;
  expect(look.take()).toEqual({ inside: opened });
  pacer.pause();
  expect(look.take()).toEqual({ inside: opened });
  expect(asked).toHaveLength(3);
});

test("a network that begins to learn is looked at without the pause of the one before", () => {
  const { look, watching, asked, open } = make();
  watching.lookInto({ sequence: 0 });
  look.enter(open);
  look.take();
  expect(look.take()).toEqual({});
  look.renew();
  expect(look.take()).toEqual({ inside: opened });
  expect(asked).toHaveLength(2);
});

test("what there is at the end is shown at once, and as often as it is asked for", () => {
  const { look, watching, asked, open } = make();
  watching.lookInto({ sequence: 0 });
  look.enter(open);
  look.take();
  look.end(open);
  expect(look.take()).toEqual({ inside: opened });
  watching.lookInto({ sequence: 1 });
  expect(look.take()).toEqual({ inside: opened });
  expect(asked).toEqual([0, 0, 1]);
});

test("of a page that is hidden no network is opened, and when it is shown again it is at once", () => {
  const { look, watching, pacer, asked, open } = make();
  watching.lookInto({ sequence: 0 });
  watching.see(false);
  look.enter(open);
  pacer.pause();
  expect(look.take()).toEqual({});
  watching.see(true);
  expect(look.take()).toEqual({ inside: opened });
  expect(asked).toHaveLength(1);
});
