// The public surface as the built declarations have it: what each entry exports, which parameters it has, and of which kinds these are.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "oxc-parser";

// biome-ignore lint/suspicious/noExplicitAny: a node of the tree, which the parser's own types spell out in hundreds of forms
type Node = any;

/** What a value may be. */
export type Kind =
  | "string"
  | "number"
  | "boolean"
  | "null"
  | "undefined"
  | "list"
  | "object"
  | "function"
  | "symbol"
  | "any";

/** What a parameter, an option or an element may be. */
export interface Type {
  readonly kinds: ReadonlySet<Kind>;
  /** The only words, where it is text but not any text. */
  readonly words?: readonly string[];
  /** The options of an object that is written out, by name; absent for records and instances. */
  readonly options?: ReadonlyMap<string, { readonly type: Type; readonly optional: boolean }>;
  /** The class that an object has to be of. */
  readonly instance?: string;
  readonly element?: Type;
}

/** A parameter of a function. */
export interface Parameter {
  readonly name: string;
  readonly optional: boolean;
  readonly rest: boolean;
  readonly type: Type;
}

/** Something that a program can call. */
export interface Callable {
  /** "Series.fromCsv", "mae", "new GRU", "Series#split". */
  readonly name: string;
  readonly parameters: readonly Parameter[];
}

interface Scope {
  readonly file: string;
  readonly names: ReadonlyMap<string, Node>;
  readonly imports: ReadonlyMap<string, { readonly name: string; readonly from: string }>;
  /** Names of the file's exports by the names inside it. */
  readonly exports: ReadonlyMap<string, { readonly name: string; readonly from?: string; readonly typeOnly?: boolean }>;
  readonly passedOn: readonly string[];
}

const kindsOf = (...kinds: Kind[]): Type => ({ kinds: new Set(kinds) });
const ANY = kindsOf("any");

const KEYWORDS: Readonly<Record<string, Type>> = {
  TSStringKeyword: kindsOf("string"),
  TSNumberKeyword: kindsOf("number"),
  TSBooleanKeyword: kindsOf("boolean"),
  TSNullKeyword: kindsOf("null"),
  TSUndefinedKeyword: kindsOf("undefined"),
  TSVoidKeyword: kindsOf("undefined"),
  TSSymbolKeyword: kindsOf("symbol"),
  TSUnknownKeyword: ANY,
  TSAnyKeyword: ANY,
  TSNeverKeyword: kindsOf(),
  TSObjectKeyword: kindsOf("object", "list", "function"),
  TSFunctionType: kindsOf("function"),
  TSConstructorType: kindsOf("function"),
  TSTypeOperator: ANY,
};

/** Classes and types of the language that a declaration names; an instance of one is nothing else. */
const LISTS = /^(ReadonlyArray|Array|ArrayLike)$/;
const RECORDS = /^(Record|ReadonlyMap|Map|ReadonlySet|Set)$/;
const SEEN = new Map<string, Scope>();

function scopeOf(file: string): Scope {
  const known = SEEN.get(file);
  if (known) return known;
  const { program, errors } = parseSync(file, readFileSync(file, "utf8"));
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  const names = new Map<string, Node>();
  const imports = new Map<string, { name: string; from: string }>();
  const exports = new Map<string, { name: string; from?: string }>();
  const passedOn: string[] = [];
  const scope = { file, names, imports, exports, passedOn };
  SEEN.set(file, scope);
  const declare = (node: Node, exported: boolean): void => {
    const found = node.type === "VariableDeclaration" ? node.declarations : [node];
    for (const one of found) {
      const name = one.id.name as string;
      // A function's overloads, and an interface beside its class, stand under one name.
      names.set(name, { type: "several", nodes: [...(names.get(name)?.nodes ?? []), one] });
      if (exported) exports.set(name, { name });
    }
  };
  for (const node of program.body as Node[]) {
    if (node.type === "ImportDeclaration") {
      for (const one of node.specifiers) {
        imports.set(one.local.name, { name: one.imported?.name ?? "*", from: node.source.value });
      }
    } else if (node.type === "ExportAllDeclaration") {
      if (node.exported) exports.set(node.exported.name, { name: "*", from: node.source.value });
      else passedOn.push(node.source.value);
    } else if (node.type === "ExportNamedDeclaration") {
      if (node.declaration) declare(node.declaration, true);
      for (const one of node.specifiers) {
        const typeOnly = node.exportKind === "type" || one.exportKind === "type";
        exports.set(one.exported.name, {
          name: one.local.name,
          typeOnly,
          ...(node.source && { from: node.source.value }),
        });
      }
    } else if (node.id) declare(node, false);
  }
  return scope;
}

/** The declaration file that an import leads to; undefined outside the packages. */
function fileOf(from: string, file: string): string | undefined {
  const packages = /^(@recurra\/\w+|recurra)(?:\/(.*))?$/.exec(from);
  if (packages) {
    const root = join(ROOT, "node_modules", packages[1]);
    const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    return join(root, exports[packages[2] ? `./${packages[2]}` : "."].types);
  }
  if (!from.startsWith(".")) return undefined;
  const path = resolve(dirname(file), from.replace(/\.(ts|js)$/, ".d.ts"));
  return existsSync(path) ? path : undefined;
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Where a name is declared, seen from a file. */
function lookUp(name: string, scope: Scope): { node: Node; scope: Scope } | undefined {
  const own = scope.names.get(name);
  if (own) return { node: own, scope };
  const from = scope.imports.get(name);
  const target = from && fileOf(from.from, scope.file);
  return target ? exported(from.name, scopeOf(target)) : undefined;
}

function exported(name: string, scope: Scope): { node: Node; scope: Scope } | undefined {
  const found = scope.exports.get(name);
  if (found?.from) {
    const target = fileOf(found.from, scope.file);
    if (found.name === "*") return target ? { node: { type: "namespace", file: target }, scope } : undefined;
    return target ? exported(found.name, scopeOf(target)) : undefined;
  }
  if (found) return lookUp(found.name, scope);
  for (const from of scope.passedOn) {
    const target = fileOf(from, scope.file);
    const there = target && exported(name, scopeOf(target));
    if (there) return there;
  }
  return undefined;
}

function exportedNames(scope: Scope): string[] {
  const passed = scope.passedOn.flatMap((from) => {
    const target = fileOf(from, scope.file);
    return target ? exportedNames(scopeOf(target)) : [];
  });
  return [...new Set([...scope.exports.keys(), ...passed])];
}

/** What either type may be. */
function union(types: readonly Type[]): Type {
  const kinds = new Set(types.flatMap(({ kinds }) => [...kinds]));
  const texts = types.filter((one) => one.kinds.has("string"));
  const words =
    texts.length > 0 && texts.every((one) => one.words) ? texts.flatMap((one) => one.words ?? []) : undefined;
  const objects = types.filter((one) => one.kinds.has("object"));
  const lists = types.filter((one) => one.kinds.has("list"));
  return {
    kinds,
    ...(words && { words }),
    ...(objects.length === 1 && objects[0].options && { options: objects[0].options }),
    ...(objects.length === 1 && objects[0].instance && { instance: objects[0].instance }),
    ...(lists.length === 1 && lists[0].element && { element: lists[0].element }),
  };
}

type Options = Map<string, { type: Type; optional: boolean }>;

function membersOf(members: readonly Node[], scope: Scope, known: Known): Type {
  if (members.some((one) => one.type === "TSCallSignatureDeclaration")) return kindsOf("function");
  if (members.some((one) => one.type === "TSIndexSignature")) return kindsOf("object");
  // What has methods is a part of a program, and no bag of options.
  if (members.some((one) => one.type === "TSMethodSignature")) return { ...kindsOf("object"), instance: "a part" };
  const options: Options = new Map();
  for (const one of members) {
    const name = one.key?.name ?? one.key?.value;
    if (name === undefined) continue;
    const type =
      one.type === "TSMethodSignature" ? kindsOf("function") : typeOf(one.typeAnnotation?.typeAnnotation, scope, known);
    options.set(name, { type, optional: one.optional === true });
  }
  return { kinds: new Set<Kind>(["object"]), options };
}

/** The declarations that are being read, so that a type which names itself ends. */
type Known = ReadonlyMap<string, Type>;

function named(name: string, args: readonly Node[], scope: Scope, known: Known): Type {
  const type = (at: number): Type => (args[at] ? typeOf(args[at], scope, known) : ANY);
  if (known.has(name)) return known.get(name) as Type;
  // A class and an interface that add to each other, under one name.
  if (name === "Tensor" || name === "BareTensor") return { ...kindsOf("object"), instance: "Tensor" };
  if (LISTS.test(name)) return { kinds: new Set<Kind>(["list"]), element: type(0) };
  if (RECORDS.test(name)) return kindsOf("object");
  if (/^(Iterable|AsyncIterable)$/.test(name)) return { ...kindsOf("object", "list", "string") };
  if (/Array$|^ArrayBuffer/.test(name) && !lookUp(name, scope)) return { ...kindsOf("list"), instance: name };
  if (/^(Readonly|NonNullable|Required)$/.test(name)) return type(0);
  if (name === "Partial") {
    const whole = type(0);
    const options = whole.options && new Map([...whole.options].map(([key, one]) => [key, { ...one, optional: true }]));
    return { ...whole, ...(options && { options }) };
  }
  if (name === "Exclude") return type(0);
  if (name === "Omit" || name === "Pick") {
    const whole = type(0);
    const keys = new Set(args[1] ? wordsOf(args[1], scope, known) : []);
    const options = whole.options && new Map([...whole.options].filter(([key]) => keys.has(key) === (name === "Pick")));
    return { ...whole, ...(options && { options }) };
  }
  const found = lookUp(name, scope);
  if (!found)
    return /^(AbortSignal|Promise|Date|URL|Worker|TextDecoder)$/.test(name)
      ? { ...kindsOf("object"), instance: name }
      : ANY;
  return declared(name, found.node, found.scope, args, scope, known);
}

function wordsOf(node: Node, scope: Scope, known: Known): readonly string[] {
  if (node.type === "TSTypeOperator") return [...(typeOf(node.typeAnnotation, scope, known).options?.keys() ?? [])];
  return typeOf(node, scope, known).words ?? [];
}

function declared(name: string, node: Node, inside: Scope, args: readonly Node[], outside: Scope, known: Known): Type {
  const nodes = node.nodes as Node[];
  const isClass = nodes.some((one) => one.type === "ClassDeclaration");
  if (isClass) return { ...kindsOf("object"), instance: name };
  const own = new Map(known).set(name, ANY);
  const types = nodes.map((one) => {
    const parameters = one.typeParameters?.params ?? [];
    const inner = new Map(own);
    parameters.forEach((parameter: Node, i: number) => {
      const given = args[i] ? typeOf(args[i], outside, known) : undefined;
      const bound = parameter.constraint ?? parameter.default;
      inner.set(parameter.name.name, given ?? (bound ? typeOf(bound, inside, own) : ANY));
    });
    if (one.type === "TSTypeAliasDeclaration") return typeOf(one.typeAnnotation, inside, inner);
    if (one.type === "TSInterfaceDeclaration") {
      const options: Options = new Map();
      for (const parent of one.extends ?? []) {
        const wider = named(parent.expression.name, parent.typeArguments?.params ?? [], inside, inner);
        for (const [key, value] of wider.options ?? []) options.set(key, value);
      }
      const body = membersOf(one.body.body, inside, inner);
      if (!body.options) return body;
      for (const [key, value] of body.options) options.set(key, value);
      return { ...body, options };
    }
    return ANY;
  });
  return union(types);
}

function typeOf(node: Node | undefined, scope: Scope, known: Known): Type {
  if (!node) return ANY;
  if (node.type === "TSTypeOperator" && node.operator === "readonly") return typeOf(node.typeAnnotation, scope, known);
  if (node.type in KEYWORDS) return KEYWORDS[node.type];
  switch (node.type) {
    case "TSParenthesizedType":
      return typeOf(node.typeAnnotation, scope, known);
    case "TSArrayType":
      return { kinds: new Set<Kind>(["list"]), element: typeOf(node.elementType, scope, known) };
    case "TSTupleType":
      return {
        kinds: new Set<Kind>(["list"]),
        element: union(node.elementTypes.map((one: Node) => typeOf(one.elementType ?? one, scope, known))),
      };
    case "TSUnionType":
      return union(node.types.map((one: Node) => typeOf(one, scope, known)));
    case "TSIntersectionType": {
      const parts: Type[] = node.types.map((one: Node) => typeOf(one, scope, known));
      const options: Options = new Map();
      for (const part of parts) for (const [key, value] of part.options ?? []) options.set(key, value);
      return { ...parts[0], ...(options.size > 0 && { options }) };
    }
    case "TSLiteralType": {
      const { value } = node.literal;
      if (typeof value === "string") return { kinds: new Set<Kind>(["string"]), words: [value] };
      if (typeof value === "boolean") return kindsOf("boolean");
      return kindsOf(typeof value === "number" || node.literal.type === "UnaryExpression" ? "number" : "any");
    }
    case "TSTypeLiteral":
      return membersOf(node.members, scope, known);
    case "TSTypeReference":
      return node.typeName.type === "Identifier"
        ? named(node.typeName.name, node.typeArguments?.params ?? [], scope, known)
        : ANY;
    default:
      return ANY;
  }
}

function parametersOf(node: Node, scope: Scope): Parameter[] {
  const known = new Map<string, Type>();
  for (const one of node.typeParameters?.params ?? []) {
    known.set(one.name.name, one.constraint ? typeOf(one.constraint, scope, known) : ANY);
  }
  return (node.params as Node[]).map((one) => {
    const rest = one.type === "RestElement";
    const id = rest ? one.argument : one;
    const type = typeOf((one.typeAnnotation ?? id.typeAnnotation)?.typeAnnotation, scope, known);
    return {
      name: id.name ?? "options",
      optional: id.optional === true || rest,
      rest,
      type: rest ? (type.element ?? ANY) : type,
    };
  });
}

/** Of overloads, what some of them takes. */
function joined(name: string, several: readonly Parameter[][]): Callable {
  const longest = several.reduce((a, b) => (b.length > a.length ? b : a), []);
  const parameters = longest.map((one, at) => ({
    ...one,
    optional: several.some((list) => list[at] === undefined || list[at].optional),
    type: union(several.flatMap((list) => (list[at] ? [list[at].type] : []))),
  }));
  return { name, parameters };
}

function callablesOf(name: string, node: Node, scope: Scope): Callable[] {
  if (node.type === "namespace") {
    const inner = scopeOf(node.file);
    return exportedNames(inner).flatMap((own) => {
      const found = exported(own, inner);
      return found ? callablesOf(`${name}.${own}`, found.node, found.scope) : [];
    });
  }
  const nodes = node.nodes as Node[];
  const functions = nodes.filter((one) => one.type === "TSDeclareFunction" || one.type === "FunctionDeclaration");
  if (functions.length > 0)
    return [
      joined(
        name,
        functions.map((one) => parametersOf(one, scope)),
      ),
    ];
  const declaration = nodes.find((one) => one.type === "ClassDeclaration");
  if (declaration) return classCallables(name, declaration, nodes, scope);
  const [constant] = nodes;
  const annotation = constant.type === "VariableDeclarator" ? constant.id.typeAnnotation?.typeAnnotation : undefined;
  if (annotation?.type === "TSFunctionType") return [{ name, parameters: parametersOf(annotation, scope) }];
  // A class under another name, to which the file adds what interfaces have.
  const known = annotation?.type === "TSTypeQuery" ? lookUp(annotation.exprName.name, scope) : undefined;
  const original = known?.node.nodes.find((one: Node) => one.type === "ClassDeclaration");
  if (!known || !original) return [];
  const added = [...scope.names.values()].flatMap(({ nodes: some }) =>
    some.filter((one: Node) => one.type === "TSInterfaceDeclaration"),
  );
  return [
    ...classCallables(name, original, [], known.scope),
    ...classCallables(name, { body: { body: [] }, abstract: true }, added, scope),
  ];
}

function classCallables(name: string, node: Node, nodes: readonly Node[], scope: Scope): Callable[] {
  const found: Callable[] = [];
  const lists = new Map<string, Parameter[][]>();
  const add = (key: string, parameters: Parameter[]): void => {
    lists.set(key, [...(lists.get(key) ?? []), parameters]);
  };
  let hasConstructor = false;
  for (const one of node.body.body as Node[]) {
    if (one.type !== "MethodDefinition" && one.type !== "TSAbstractMethodDefinition") continue;
    if (one.kind === "constructor") hasConstructor = true;
    if (one.accessibility === "private" || one.accessibility === "protected" || one.kind === "get") continue;
    const parameters = parametersOf(one.value, scope);
    if (one.kind === "constructor") {
      if (!node.abstract) add(`new ${name}`, parameters);
    } else if (one.kind === "set") add(`${name}#${one.key.name}=`, parameters);
    else if (one.key.name) add(`${name}${one.static ? "." : "#"}${one.key.name}`, parameters);
  }
  // An interface of the same name adds methods.
  const interfaces = nodes
    .filter((one) => one.type === "TSInterfaceDeclaration")
    .flatMap((one) => one.body.body as Node[]);
  for (const one of interfaces) {
    if (one.type === "TSMethodSignature") add(`${name}#${one.key.name}`, parametersOf(one, scope));
  }
  for (const [key, several] of lists) found.push(joined(key, several));
  const parent = node.superClass?.name;
  const above = parent && lookUp(parent, scope);
  if (above?.node.nodes) {
    const declaration = above.node.nodes.find((one: Node) => one.type === "ClassDeclaration");
    const inherited = declaration ? classCallables(name, declaration, above.node.nodes, above.scope) : [];
    for (const one of inherited) {
      if (one.name === `new ${name}` ? hasConstructor || node.abstract : lists.has(one.name)) continue;
      found.push(one);
    }
  }
  return found;
}

/** The methods of the interfaces that an entry exports, of which its functions give the objects: "Service#listen". */
export function readInterfaces(file: string): Callable[] {
  const scope = scopeOf(file);
  return exportedNames(scope).flatMap((name) => {
    const found = exported(name, scope);
    const nodes: readonly Node[] = found?.node.nodes ?? [];
    const isInterface = nodes.length > 0 && nodes.every((one) => one.type === "TSInterfaceDeclaration");
    return found && isInterface ? classCallables(name, { body: { body: [] }, abstract: true }, nodes, found.scope) : [];
  });
}

/** An interface or a type that an entry exports. */
export function readType(file: string, name: string): Type {
  const scope = scopeOf(file);
  const found = exported(name, scope);
  if (!found) throw new Error(`${file} exports no ${name}`);
  return declared(name, found.node, found.scope, [], scope, new Map());
}

/** Everything that an entry's declarations let a program call, with the interfaces that its values have. */
export function readSurface(file: string): Callable[] {
  const scope = scopeOf(file);
  return exportedNames(scope).flatMap((name) => {
    const found = exported(name, scope);
    const callables = found ? callablesOf(name, found.node, found.scope) : [];
    // Of a class whose type alone is exported, programs have instances, and cannot make any.
    return scope.exports.get(name)?.typeOnly ? callables.filter((one) => one.name.includes("#")) : callables;
  });
}
