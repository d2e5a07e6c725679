import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import type { Block, Line, ReportDocument, Role } from "./data/document.ts";
import { documentPage } from "./document-page.ts";

const hostile = `</text></svg></style><script>alert("1")</script><b onclick='x'>&amp;`;

const roles: Role[] = ["truth", "model", "naive", "input", "1", "2", "3", "4", "5", "6", "7"];

/** One block of every kind, all of whose texts are this one. */
function blocksOf(text: string): Block[] {
  const named = { title: text, description: text };
  const axes = { x: { label: text }, y: { label: text } };
  const lines = roles.map(
    (role, k): Line => ({ label: `${role} ${text}`, role, x: [1, 2, 3], y: [k, k + 1, k], mark: "both" }),
  );
  return [
    { kind: "text", text },
    { kind: "note", text: `**${text}**` },
    { kind: "table", caption: text, columns: [{ title: text, unit: text }], rows: [{ cells: [text] }] },
    { kind: "facts", items: [[text, text]] },
    { kind: "equations", lines: [{ tex: "h_t", says: text }] },
    { kind: "code", text: text },
    {
      kind: "lines",
      ...named,
      ...axes,
      lines,
      shades: [{ label: text, from: 2 }],
      rules: [
        { label: text, x: 2 },
        { label: text, y: 1 },
      ],
    },
    { kind: "panels", ...named, ...axes, panels: [{ title: text, lines }] },
    {
      kind: "bars",
      ...named,
      value: { label: text },
      interval: text,
      bars: [{ label: text, role: "1", value: 1, low: 0, high: 2 }],
      rule: { label: text, value: 1 },
    },
    {
      kind: "heat",
      ...named,
      x: { label: text },
      columns: [1, 2],
      columnNames: [text, text],
      above: { label: text, lines },
      grids: [{ title: text, rowsLabel: text, rowNames: [text], rows: [[0, 1]], showValues: true }],
      colors: "diverging",
      domain: [-1, 1],
      legend: text,
    },
    {
      kind: "drawing",
      ...named,
      nodes: [{ id: text, label: text, detail: text, column: 0, row: 0, role: "cell" }],
      arrows: [],
    },
    { kind: "sound", ...named, sampleRate: 8000, sounds: [{ label: text, role: "model", samples: [0, 1, -1] }] },
  ];
}

function documentOf(text: string): ReportDocument {
  return {
    title: text,
    lead: text,
    verdict: { tone: "bad", outcome: text, sentences: [text, text] },
    sections: [{ heading: text, blocks: blocksOf(text) }],
  };
}

const example = documentOf(hostile);
const page = documentPage(example, { version: "0.1.0", footer: hostile });
const document = parseHTML(page).document as unknown as Document;

test("every kind of block is drawn, in its order", () => {
  const children = Array.from(document.querySelector("section.blocks")?.children ?? [], (child) => child.localName);
  expect(children).toEqual([
    "h2",
    "p",
    "p",
    "div",
    "dl",
    "div",
    "pre",
    "figure",
    "figure",
    "figure",
    "figure",
    "figure",
    "figure",
  ]);
  expect(page.includes("NaN")).toBe(false);
});

test("the verdict stands before everything else, in its tone", () => {
  const tone = (tone: "good" | "even" | "bad"): string | undefined => {
    const verdict = { tone, outcome: "Learned", sentences: ["Better than yesterday.", "Twice."] };
    const { document } = parseHTML(documentPage({ title: "t", lead: "l", verdict, sections: [] }));
    expect(document.querySelector("main")?.textContent?.replace(/\s+/g, " ").trim()).toBe(
      "t l Learned Better than yesterday. Twice.",
    );
    return document.querySelector("section")?.className;
  };
  expect(["good", "even", "bad"].map((each) => tone(each as "good"))).toEqual([
    "verdict better",
    "verdict no-better",
    "verdict worse",
  ]);
  expect(documentPage({ title: "t", lead: "l", sections: [] })).not.toContain('class="verdict');
});

test("the page asks the network for nothing and runs no script", () => {
  const silent = blocksOf("Close").filter(({ kind }) => kind !== "sound");
  const policy = `default-src 'none'; style-src 'unsafe-inline'`;
  expect(documentPage({ ...documentOf("Close"), sections: [{ heading: "One", blocks: silent }] })).toContain(
    `content="${policy}"`,
  );
  expect(page).toContain(`content="${policy}; media-src data:"`);
  const outside =
    /<script|<link|<img|<iframe|\bsrc="(?!data:audio\/wav;base64,)|\bhref=|url\(|@import|\son[a-z]+=|https?:/;
  expect(outside.exec(documentPage(documentOf("Close")))?.[0]).toBeUndefined();
});

test("hostile text stays text in every kind of block", () => {
  expect(/<(script|b)[ >]/.exec(page)?.[0]).toBeUndefined();
  expect(document.querySelectorAll("script, b")).toHaveLength(0);
  expect(document.querySelector("h1")?.textContent).toBe(hostile);
  expect(document.querySelector("title")?.textContent).toBe(hostile);
  expect(document.querySelector("footer")?.textContent).toBe(`Made by Recurra 0.1.0. ${hostile}`);
});

test("every colour is a custom property with a value for light and one for dark", () => {
  const used = new Set(Array.from(page.matchAll(/var\((--[a-z0-9-]+)\)/g), (match) => match[1]));
  const [light, dark] = page.split("prefers-color-scheme: dark");
  for (const name of used) {
    if (name === "--tone" || name === "--plot-background") continue;
    expect(light).toContain(`${name}: `);
    expect(dark).toContain(`${name}: `);
  }
  expect(/(stroke|fill)="(#|rgb|white|black)/.exec(page)?.[0]).toBeUndefined();
  expect(used.has("--div-32")).toBe(true);
});

test("each role has a colour, and those of one kind a dash and a symbol of their own", () => {
  const entries = Array.from(document.querySelectorAll(".legend")).map((legend) =>
    Array.from(legend.querySelectorAll("line")),
  )[0];
  expect(new Set(entries.map((line) => line.getAttribute("stroke"))).size).toBe(roles.length);
  const kinds = entries.slice(4);
  expect(new Set(kinds.map((line) => line.getAttribute("stroke-dasharray"))).size).toBe(7);
  const symbols = Array.from(document.querySelectorAll(".legend")).map((legend) =>
    Array.from(legend.querySelectorAll("path")),
  )[0];
  expect(new Set(symbols.slice(4).map((path) => path.getAttribute("d"))).size).toBe(7);
});

test("colours of lines stand out from the ground by 3 to 1 in both themes", () => {
  const luminance = (hex: string): number => {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  for (const theme of page.split("prefers-color-scheme: dark")) {
    const color = (name: string): number => luminance(new RegExp(`${name}: (#[0-9a-f]{6})`).exec(theme)?.[1] ?? "");
    for (const name of [
      "--ink",
      "--model",
      "--naive",
      "--input",
      ...[1, 2, 3, 4, 5, 6, 7].map((kind) => `--kind-${kind}`),
    ]) {
      const [high, low] = [color(name), color("--ground")].sort((a, b) => b - a);
      expect((high + 0.05) / (low + 0.05)).toBeGreaterThan(3);
    }
  }
});

test("it prints on white, whatever the screen shows", () => {
  expect(page.match(/@media [^{]*dark/g)).toEqual(["@media screen and (prefers-color-scheme: dark"]);
});

test("the same document gives the same page", () => {
  expect(documentPage(example, { version: "0.1.0", footer: hostile })).toBe(page);
});

test("a kind of block that there is not is refused, not left out", () => {
  const block = { kind: "line", title: "Loss" } as unknown as Block;
  const wrong = { ...example, sections: [{ heading: "h", blocks: [block] }] };
  expect(() => documentPage(wrong)).toThrow('documentPage: the line block "Loss": there is no such kind of block.');
});
