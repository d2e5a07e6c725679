// Modules of a program's own in model files: what names them, what is refused, and that nothing of a file runs by itself.
import { expect, test } from "vitest";
import { FormatError } from "../core/errors.ts";
import { manualSeed } from "../core/random.ts";
import { readSafetensors } from "../format/read-safetensors.ts";
import { writeSafetensors } from "../format/safetensors.ts";
import { stats } from "../kernels/wasm/heap.ts";
import {
  architectureOf,
  Bidirectional,
  GRU,
  LastStep,
  Linear,
  Module,
  type ModuleClass,
  moduleOf,
  Sequential,
} from "../nn/index.ts";
import { randn } from "../operations/drawn.ts";
import { concat, noGrad, Parameter, type Tensor, tensor, zeros } from "../tensor/index.ts";
import { Model } from "./model.ts";

/** A recurrent network with a head, as a program writes one. */
class CharModel extends Module {
  static readonly kind = "my-company/char-model";
  readonly options: { readonly size: number; readonly letters: string };
  readonly rnn: GRU;
  readonly head: Linear;
  constructor(options: { readonly size: number; readonly letters: string }) {
    super();
    this.options = options;
    this.rnn = new GRU({ inputSize: 1, hiddenSize: options.size });
    this.head = new Linear({ inFeatures: options.size, outFeatures: options.letters.length });
  }
  forward(x: Tensor): Tensor {
    return this.head.forward(this.rnn.forward(x).output.step(-1));
  }
}

/** A module around others, which it is given. */
class Residual extends Module {
  static readonly kind = "me/residual";
  readonly options: { readonly inner: Module & { forward(x: Tensor): Tensor }; readonly scale: number };
  readonly inner: Module & { forward(x: Tensor): Tensor };
  constructor(options: Residual["options"]) {
    super();
    this.options = options;
    this.inner = options.inner;
  }
  forward(x: Tensor): Tensor {
    return x.add(this.inner.forward(x).mul(this.options.scale));
  }
}

/** One with a parameter of its own, and no options. */
class Gain extends Module {
  static readonly kind = "me/gain";
  readonly options = {};
  readonly gain = new Parameter(randn([2]).toArray(), [2]);
  forward(x: Tensor): Tensor {
    return x.mul(this.gain);
  }
}

const outputs = (network: unknown, x: Tensor): number[] =>
  noGrad(() => [...(network as { forward(x: Tensor): Tensor }).forward(x).toArray()]);

const char = (): CharModel => new CharModel({ size: 3, letters: "abcd" });
const x = tensor([0.1, 0.2, -0.3, 0.4, 0.5, -0.6], [2, 3, 1]);

/** The network of a file that says something else of itself. */
function changed(bytes: Uint8Array, change: (architecture: Record<string, unknown>) => unknown): Uint8Array {
  const { tensors, metadata } = readSafetensors(bytes);
  const architecture = JSON.parse(metadata.get("architecture")!) as Record<string, unknown>;
  const others = [...metadata].filter(([key]) => key !== "checksum");
  const text = change(architecture);
  const stored = [...tensors].map(
    ([name, { shape, data }]) => [name, { shape, data: Float32Array.from(data) }] as const,
  );
  return writeSafetensors(
    new Map(stored),
    new Map([...others, ["architecture", typeof text === "string" ? text : JSON.stringify(text ?? architecture)]]),
  );
}

test("a module whose class names a kind is saved with its options, and loads as that class with the same outputs and bytes", () => {
  const network = char();
  const saved = Model.of(network, { name: "letters" });
  expect(saved.architecture).toEqual({ type: "my-company/char-model", options: { size: 3, letters: "abcd" } });
  const bytes = saved.toSafetensors();
  expect([...readSafetensors(bytes).tensors.keys()].sort()).toEqual(
    network
      .namedParameters()
      .map(([name]) => name)
      .sort(),
  );
  expect(JSON.parse(readSafetensors(bytes).metadata.get("features")!)).toEqual(["own"]);
  const loaded = Model.load(bytes, "letters.safetensors", { modules: [Gain, CharModel] });
  expect(loaded.network).toBeInstanceOf(CharModel);
  expect(loaded.network.training).toBe(false);
  expect((loaded.network as CharModel).options).toEqual(network.options);
  expect(outputs(loaded.network, x)).toEqual(outputs(network, x));
  expect(loaded.toSafetensors()).toEqual(bytes);
  expect(loaded.describe()).toEqual(saved.describe());
  expect(loaded.describe()).toMatchObject({
    parameterCount: 3 * 3 * (1 + 3 + 2) + 4 * 4,
    layers: [{ name: "", type: "my-company/char-model", options: { size: 3 } }],
  });
  loaded.dispose();
  saved.dispose();
});

test("modules of one's own stand within a Sequential, around library layers and around each other", () => {
  const network = new Sequential({
    read: new GRU({ inputSize: 1, hiddenSize: 2 }),
    last: new LastStep(),
    deep: new Residual({
      scale: 0.5,
      inner: new Sequential(
        new Residual({ scale: 2, inner: new Linear({ inFeatures: 2, outFeatures: 2 }) }),
        new Gain(),
      ),
    }),
  });
  const saved = Model.of(network);
  const bytes = saved.toSafetensors();
  const modules = [Residual, Gain];
  const loaded = Model.load(bytes, "deep", { modules });
  expect(outputs(loaded.network, x)).toEqual(outputs(network, x));
  expect(loaded.toSafetensors()).toEqual(bytes);
  expect(saved.describe().layers.map(({ name, type, count }) => [name, type, count])).toEqual([
    ["read", "GRU", 2 * 3 * (1 + 2 + 2)],
    ["last", "LastStep", 0],
    ["deep", "me/residual", 6 + 2],
  ]);
  const again = moduleOf(architectureOf(network), modules);
  expect(again.namedParameters().map(([name]) => name)).toEqual(network.namedParameters().map(([name]) => name));
});

test("a cell of one's own is kept in the networks of the library that run it", () => {
  class Leaky extends Module {
    static readonly kind = "me/leaky";
    readonly options: { readonly size: number };
    readonly line: Linear;
    constructor(options: Leaky["options"]) {
      super();
      this.options = options;
      this.line = new Linear({ inFeatures: 1 + options.size, outFeatures: options.size });
    }
    forward(step: Tensor, state?: { readonly h: Tensor }): { h: Tensor } {
      const h = state?.h ?? zeros([step.shape[0], this.options.size]);
      return { h: h.mul(0.5).add(this.line.forward(concat([step, h], 1)).tanh()) };
    }
  }
  const cell = (): Leaky => new Leaky({ size: 2 });
  const network = new Sequential(
    new Bidirectional({ cell: cell(), reverseCell: cell() }),
    new LastStep({ bidirectional: true }),
  );
  const bytes = Model.of(network).toSafetensors();
  expect(() => Model.load(bytes)).toThrow('modules of the kind "me/leaky"');
  const loaded = Model.load(bytes, "leaky", { modules: [Leaky] });
  expect(outputs(loaded.network.eval(), x)).toEqual(outputs(network.eval(), x));
  expect(loaded.toSafetensors()).toEqual(bytes);
  expect(loaded.describe().parameterCount).toBe(2 * (3 * 2 + 2));
});

test("a list of modules among the options is kept as one", () => {
  class Chain extends Module {
    static readonly kind = "me/chain";
    readonly options: { readonly layers: readonly Linear[] };
    readonly layers: readonly Linear[];
    constructor(options: Chain["options"]) {
      super();
      this.options = options;
      this.layers = options.layers;
    }
    forward(y: Tensor): Tensor {
      return this.layers.reduce((z, layer) => layer.forward(z), y);
    }
  }
  const line = (): Linear => new Linear({ inFeatures: 1, outFeatures: 1 });
  const network = new Chain({ layers: [line(), line()] });
  const loaded = Model.load(Model.of(network).toSafetensors(), "chain", { modules: [Chain] });
  expect(outputs(loaded.network, x)).toEqual(outputs(network, x));
});

test("saving and loading draw nothing of the program's own random numbers, and leave no memory behind", () => {
  const draws = (work: () => void): number[] => {
    manualSeed(4);
    work();
    return [...randn([3]).toArray()];
  };
  const plain = draws(() => {});
  const network = new Sequential(char(), new Linear({ inFeatures: 4, outFeatures: 2 }), new Gain());
  const used = stats().used;
  const bytes = Model.of(network).toSafetensors();
  expect(draws(() => void Model.of(network))).toEqual(plain);
  expect(draws(() => Model.load(bytes, "m", { modules: [CharModel, Gain] }).dispose())).toEqual(plain);
  expect(() =>
    Model.load(
      changed(bytes, () => undefined),
      "m",
      { modules: [CharModel] },
    ),
  ).toThrow("me/gain");
  expect(stats().used).toBe(used);
});

test("a file whose kind is not given is refused in one sentence, and no class is looked for anywhere", () => {
  const bytes = Model.of(
    new Sequential(char(), new Linear({ inFeatures: 4, outFeatures: 2 }), new Gain()),
  ).toSafetensors();
  const load = (modules?: readonly ModuleClass[]) => () => Model.load(bytes, "own.safetensors", modules && { modules });
  expect(load()).toThrow(
    'own.safetensors: its network has modules of the kinds "my-company/char-model" and "me/gain", classes of the program that wrote it, ' +
      "which no file brings along. Give what this program has of that kind: Model.load(bytes, file, { modules: [Class] }).",
  );
  expect(load([CharModel])).toThrow('its network has modules of the kind "me/gain", a class of the program');
});

/** Classes that leave something out. */
const wrong: readonly (readonly [string, () => Module, string])[] = [
  [
    "no kind",
    () => new (class Own extends Module {})(),
    "architectureOf: the network is a Own, which no architecture names. Let the class name a kind and keep its options: " +
      'static kind = "my-company/char-model" and this.options = options, or describe it by',
  ],
  [
    "the kind of the class that it extends",
    () => new (class Sub extends CharModel {})({ size: 2, letters: "ab" }),
    'architectureOf: the class Sub has the kind "my-company/char-model" of the class that it extends, and none of its own. ' +
      'Give it one: static kind = "my-company/char-model".',
  ],
  ...(
    [
      "Linear",
      "gru",
      "",
      "a/",
      "/b",
      "a//b",
      "__proto__",
      "x/__proto__",
      "a b/c",
      "ä/b",
      "../x",
      `a/${"b".repeat(100)}`,
    ] as const
  ).map(
    (kind) =>
      [
        `the kind ${JSON.stringify(kind.slice(0, 20))}`,
        () => {
          class Odd extends Module {
            static readonly kind = kind;
            readonly options = {};
          }
          return new Odd();
        },
        'a kind is a name of yours, "/" and another, such as "my-company/char-model"',
      ] as const,
  ),
  [
    "a kind that is no text",
    () =>
      new (class Odd extends Module {
        static readonly kind = 7;
        readonly options = {};
      })(),
    "the class Odd has the kind of type number;",
  ],
  [
    "a kind of the library",
    () =>
      new (class Odd extends Module {
        static readonly kind = "recurra/gru";
        readonly options = {};
      })(),
    'the class Odd has the kind "recurra/gru", and those of "recurra/" are the library\'s.',
  ],
  [
    "no options",
    () =>
      new (class Odd extends Module {
        static readonly kind = "me/odd";
      })(),
    "architectureOf: the network (me/odd): it has no options, which would build it again. " +
      "Let its constructor keep what it is given, this.options = options, {} where that is nothing.",
  ],
  ...(
    [
      ["a list", [], "its options are not an object of plain JSON values"],
      ["a module", new Gain(), "its options are not an object of plain JSON values"],
      [
        "a number that is none",
        { a: { b: [1, Number.NaN] } },
        "options.a.b[1] is NaN, and only plain JSON values can be kept",
      ],
      ["a function", { f: () => 1 }, "options.f is of type function"],
      ["a date", { at: new Date(0) }, "options.at is of type Date"],
      ["a module deep inside", { a: { inner: new Gain() } }, "options.a.inner is of type Gain"],
      ["a tensor", { w: tensor([1]) }, "options.w is of type Tensor"],
      ["a big integer", { n: 1n }, "options.n is of type bigint"],
    ] as const
  ).map(
    ([name, options, problem]) =>
      [
        `options that are, or have, ${name}`,
        () => {
          class Odd extends Module {
            static readonly kind = "me/odd";
            readonly options = options;
          }
          return new Odd();
        },
        `the network (me/odd): ${problem}`,
      ] as const,
  ),
  [
    "a module among its options that no field holds",
    () => {
      class Odd extends Module {
        static readonly kind = "me/odd";
        readonly options = { inner: new Gain() };
      }
      return new Odd();
    },
    "the network (me/odd): options.inner holds a module that no field of it holds, so its parameters are not found. " +
      "Let its constructor keep it in one, this.inner = options.inner.",
  ],
  [
    "options that hold themselves",
    () => {
      class Odd extends Module {
        static readonly kind = "me/odd";
        readonly options: Record<string, unknown> = {};
        constructor() {
          super();
          this.options.me = this.options;
        }
      }
      return new Odd();
    },
    "lies more than 24 deep",
  ],
  [
    "an option named __proto__",
    () => {
      class Odd extends Module {
        static readonly kind = "me/odd";
        readonly options = JSON.parse('{ "a": [{ "__proto__": { "size": 1 } }] }') as object;
      }
      return new Odd();
    },
    'architecture: the network (me/odd) has an option named "__proto__", which is taken',
  ],
  [
    "a constructor that takes more than its options",
    () => {
      class Odd extends Module {
        static readonly kind = "me/odd";
        readonly options: object;
        readonly head: Linear;
        constructor(options: object, size: number) {
          super();
          this.options = options;
          this.head = new Linear({ inFeatures: size, outFeatures: 1 });
        }
      }
      return new Odd({}, 3);
    },
    'moduleOf: the class Odd of kind "me/odd" cannot be built of the options that are kept: ',
  ],
  [
    "options that build other shapes",
    () => {
      const network = char();
      Object.assign(network, { head: new Linear({ inFeatures: 3, outFeatures: 5 }) });
      return network;
    },
    'Model.of: the architecture has the parameter "head.weight" [4, 3], and the network "head.weight" [5, 3]',
  ],
  [
    "a constructor that builds no module",
    () => {
      function Odd(this: unknown): unknown {
        return Odd.first++ === 0 ? Reflect.construct(Module, [], Odd) : {};
      }
      Odd.first = 0;
      Odd.kind = "me/odd";
      Object.setPrototypeOf(Odd.prototype, Module.prototype);
      const made = new (Odd as unknown as new () => Module & { options: object })();
      made.options = {};
      return made;
    },
    'moduleOf: the class Odd of kind "me/odd" builds no Module',
  ],
  [
    "two classes of one kind",
    () => {
      class Other extends Module {
        static readonly kind = "me/gain";
        readonly options = {};
        forward(y: Tensor): Tensor {
          return y;
        }
      }
      return new Sequential(new Gain(), new Other());
    },
    'architectureOf: two classes, Gain and Other, have the kind "me/gain". Give each its own.',
  ],
];

test.each(wrong)("Model.of refuses a module with %s, and says what to do", (_, make, message) => {
  expect(() => Model.of(make())).toThrow(message);
});

test("modules that are no classes of modules are refused before a file is read", () => {
  const load = (modules: unknown) => () => Model.load(new Uint8Array(), "file", { modules: modules as ModuleClass[] });
  expect(load(CharModel)).toThrow("Model.load: modules must be a list of classes of modules, but it is a function.");
  expect(load(["me/gain"])).toThrow('Model.load: modules[0] must be a class that extends Module, but it is "me/gain".');
  expect(load([Gain, () => new Gain()])).toThrow("modules[1] must be a class that extends Module");
  expect(load([class Own extends Module {}])).toThrow(
    "Model.load: the class Own names no kind, by which a file could name it.",
  );
  class Twin extends Module {
    static readonly kind = "me/gain";
  }
  expect(load([Gain, Gain, Twin])).toThrow('two classes, Gain and Twin, have the kind "me/gain"');
  const foreign = Object.assign(class {}, { kind: "me/other" });
  Object.defineProperty(foreign.prototype, "recurraCopy", { value: { version: "9.9.9" } });
  expect(load([foreign])).toThrow("modules[0] is of another copy of recurra: that is version 9.9.9");
  expect(() => Model.load(new Uint8Array(), "file", { module: [] } as object)).toThrow('there is no option "module"');
});

const bytes = Model.of(char()).toSafetensors();
const hostile: readonly (readonly [string, (architecture: Record<string, unknown>) => unknown, string])[] = [
  ["a kind that is a path", () => ({ type: "../evil/x", options: {} }), "has a type that is no kind of a module"],
  [
    "a kind named as a prototype",
    () => ({ type: "__proto__/x", options: {} }),
    "has a type that is no kind of a module",
  ],
  ["no options", ({ type }) => ({ type }), "(my-company/char-model) has no options"],
  ["options that are a list", ({ type }) => ({ type, options: [] }), "(my-company/char-model) has no options"],
  [
    "an entry more",
    (form) => ({ ...form, code: "process.exit()" }),
    '(my-company/char-model) has an unknown entry "code"',
  ],
  [
    "a prototype among the options",
    ({ type }) => `{"type":"${type as string}","options":{"size":3,"letters":"abcd","__proto__":{"size":4}}}`,
    'has an option named "__proto__", which is taken',
  ],
  [
    "a prototype among the modules",
    ({ type, options }) =>
      `{"type":"${type as string}","options":${JSON.stringify(options)},"modules":{"__proto__":{"type":"Tanh"}}}`,
    'has an option named "__proto__", which is taken',
  ],
  [
    "an option that stands twice",
    (form) => ({ ...form, modules: { size: { type: "Tanh" } } }),
    'has "size" among its options and its modules',
  ],
  [
    "modules that are none",
    (form) => ({ ...form, modules: { a: { type: "Nope" } } }),
    "the network.options.a has the unknown type",
  ],
  [
    "an option of another type",
    ({ type }) => ({ type, options: { size: "x", letters: "abcd" } }),
    "cannot be built of the options that are kept: ",
  ],
  ["options that are missing", ({ type }) => ({ type, options: {} }), "cannot be built of the options that are kept: "],
  [
    "options for a larger network",
    ({ type }) => ({ type, options: { size: 1_000, letters: "abcd" } }),
    "the modules make more than 2 times the 70 weights in the file",
  ],
  [
    "options for a smaller network",
    ({ type }) => ({ type, options: { size: 2, letters: "abcd" } }),
    'm.safetensors: tensor "rnn.weight_ih_l0" has the shape [9, 1], but its architecture needs [6, 1]',
  ],
];

test.each(hostile)("a file with %s is refused in one line, and leaves no memory behind", (_, change, message) => {
  const used = stats().used;
  const file = changed(bytes, change);
  const load = () => Model.load(file, "m.safetensors", { modules: [CharModel] });
  expect(load).toThrow(FormatError);
  expect(load).toThrow(message);
  try {
    load();
  } catch (error) {
    expect((error as Error).message).toMatch(/^m\.safetensors: [^\n]+$/);
  }
  expect(stats().used).toBe(used);
});

test("a constructor that changes its options leaves those of the file as they are", () => {
  class Greedy extends Module {
    static readonly kind = "me/greedy";
    readonly options: { readonly sizes: readonly number[] };
    readonly line: Linear;
    constructor(options: { sizes: number[] }) {
      super();
      this.options = { sizes: [...options.sizes] };
      this.line = new Linear({ inFeatures: 1, outFeatures: options.sizes.pop()! });
    }
    forward(y: Tensor): Tensor {
      return this.line.forward(y);
    }
  }
  const saved = Model.of(new Greedy({ sizes: [1, 2] })).toSafetensors();
  const loaded = Model.load(saved, "greedy", { modules: [Greedy] });
  expect(loaded.architecture).toEqual({ type: "me/greedy", options: { sizes: [1, 2] } });
  expect(loaded.toSafetensors()).toEqual(saved);
});

test("options that a file cannot keep are refused where it is written", () => {
  const letters = Array.from({ length: 20_000 }, (_, i) => i);
  class Wide extends Module {
    static readonly kind = "me/wide";
    readonly options = { letters };
  }
  expect(() => Model.of(new Wide()).toSafetensors()).toThrow(
    'toSafetensors: "architecture" has more than 16384 values',
  );
});
