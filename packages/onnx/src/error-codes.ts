// What every code of this package means. No program loads this: it is for docs/errors.md and for the test that compares it with the
// sources.

/** Why an error of a code is thrown, and what to do. */
interface ErrorCode {
  readonly kind: "Option" | "Shape" | "Format";
  readonly cause: string;
  readonly remedy: string;
}

export const errorCodes: Readonly<Record<string, ErrorCode>> = {
  ONNX_AHEAD: {
    kind: "Option",
    cause: "The model knows columns of the rows that it forecasts, and a graph has no input for them.",
    remedy: "Fit one without `future`, `calendar` and `holidays`, or forecast with the library.",
  },
  ONNX_ATTENTION: {
    kind: "Option",
    cause: "States or lengths are asked for of a decoder that looks at all rows of a sequence.",
    remedy: "Leave `states` or `lengths` out.",
  },
  ONNX_BYTES: { kind: "Format", cause: "The bytes are no ONNX model.", remedy: "Give what toOnnx() returned." },
  ONNX_HORIZON: {
    kind: "Option",
    cause: "An encoder-decoder is not told how many steps to write.",
    remedy: "Give `horizon`.",
  },
  ONNX_INPUTS: {
    kind: "Option",
    cause: "What goes into a function or a module of a program's own is not said, or said wrongly.",
    remedy: 'Give `inputs`, such as `{ x: ["batch", 20, 3] }`.',
  },
  ONNX_LENGTHS: {
    kind: "Option",
    cause: "Lengths of sequences are asked for where the network has none.",
    remedy: "Leave `lengths` out.",
  },
  ONNX_MODULE: {
    kind: "Option",
    cause: "A module is not known as a graph by itself.",
    remedy: "Say what goes in with `inputs`, and what runs is exported, or export a network of the library's layers.",
  },
  ONNX_OPERATION: {
    kind: "Option",
    cause: "What ran has an operation that has no form in ONNX: a loss, what draws by chance, one that is unknown.",
    remedy: "Leave it out of what is exported: the message names it.",
  },
  ONNX_OPTION: {
    kind: "Option",
    cause: "An option has a value that it cannot have, or none of that name is known.",
    remedy: "Give one that the message names.",
  },
  ONNX_PRETRAINED: {
    kind: "Option",
    cause:
      "The forecast is a pretrained network's, in whole or in part, which sees a history in ways that no graph has.",
    remedy: "Export its network alone (`forecaster.pretrained.network`), or forecast with the library.",
  },
  ONNX_SHAPE: { kind: "Shape", cause: "A shape does not fit the network.", remedy: "Give the one in the message." },
  ONNX_SIZE: {
    kind: "Option",
    cause: "The model is larger than a file of ONNX can be.",
    remedy: "Use a smaller network.",
  },
  ONNX_TAPE: {
    kind: "Option",
    cause:
      "What ran once cannot stand for all other inputs: it read numbers in JavaScript, or did something else with other sizes.",
    remedy: "Compute with tensors throughout, or give the size that it hangs on as a number.",
  },
  ONNX_STATES: {
    kind: "Option",
    cause: "States are asked for where the network has none that can be given.",
    remedy: "Leave `states` out.",
  },
};
