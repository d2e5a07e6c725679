// Codes of errors about what a program asks for.
import { type ErrorCode, ofKind } from "./error-code.ts";

export const optionCodes: Readonly<Record<string, ErrorCode>> = ofKind("Option", {
  ARCHITECTURE_MALFORMED: ["Plain data describe no network.", "Correct the layer and option that the message names."],
  ARCHITECTURE_OWN: [
    "Names and shapes of parameters were asked of an architecture with modules of a program's own.",
    "Build it with `moduleOf(architecture, [Class])`: only its class knows them.",
  ],
  ARCHITECTURE_UNKNOWN: [
    "A module is of a class that no architecture names.",
    "Let the class name a kind, `static kind`, and keep its options; or give an architecture with the same parameters.",
  ],
  BACKTEST_FROM_EARLY: [
    "The backtest starts before the model has the rows that it looks back on.",
    "Start at the row in the message or later.",
  ],
  BACKTEST_FROM_LATE: [
    "The backtest starts so late that not one forecast can be checked.",
    "Start at the row in the message or earlier.",
  ],
  BACKTEST_SEASON_LONG: [
    "A season is longer than the rows before the first forecast.",
    "Start later, or leave `season` out.",
  ],
  BACKTEST_TOO_SHORT: ["The series is shorter than lookback and horizon together.", "Give more rows, or shorten them."],
  BATCH_NONE: ["`dropLast` leaves out the only batch there is.", "Make the batches smaller."],
  BINOMIAL_COUNT: [
    "Successes are no count, or more than the trials.",
    "Give whole numbers, the successes from 0 to the trials.",
  ],
  CHANGE_CORRELATIONS: [
    "Forecasts and values do not cover the rows that are compared.",
    "Give at least three forecasts, and the values of their rows and of those before.",
  ],
  ENCODER_DECODER_HORIZON: ["An encoder-decoder is not told how many steps to write.", "Give `horizon`, or `targets`."],
  ENCODER_DECODER_TARGETS: [
    "Teacher forcing has no targets, or targets of another shape.",
    "Give `targets` [batch, horizon, outputs].",
  ],
  EXPERIMENT_RESUME: [
    "The fitted model that an experiment is to go on with is of other settings or rows.",
    "Resume with the series and settings that it was made with, or begin anew.",
  ],
  EXPERIMENT_STOPPED: [
    "A fit ended without an epoch and without being stopped.",
    "Begin anew; report it if it comes again.",
  ],
  FAST_NOT_LOADED: [
    'Mode "fast" was asked for before its kernels were loaded.',
    "Call `loadFast()` of recurra/fast first.",
  ],
  FAST_UNSUPPORTED: [
    'Mode "fast" needs relaxed SIMD, which the engine does not have.',
    'Use mode "strict", or a newer engine.',
  ],
  FIT_RESUME: [
    "A state to resume a fit from has another number of batches.",
    "Resume with the series and settings that it was made with.",
  ],
  FORECASTABLE: [
    "An object lacks a part that a model to forecast with has.",
    "Give it target, horizon and predict: see docs/evaluation.md.",
  ],
  FORECASTER_BEYOND: [
    "A forecast is to go past the horizon of a model that reads columns which it does not forecast.",
    "Ask for as many rows as the horizon has, or fit a model with a longer one.",
  ],
  FORECASTER_NETWORK: [
    'The model "own" has no network, or `network` gives one that it gave before, not that of the file, or the optimizer of another.',
    "Give `network`, a function that builds a new network with each call.",
  ],
  FORECASTER_PRETRAINED: [
    "A Forecaster is to be the pretrained network, which it was not given.",
    "Give it: `new Forecaster(options, { pretrained: loadPretrained() })`.",
  ],
  FORECASTER_INTERVALS: [
    "Intervals are for another number of steps than the horizon.",
    "Take those of the forecaster's own backtest.",
  ],
  LABEL_CLASS: ["A label is no class.", "Give whole numbers from 0; 0 or 1 where there are two classes."],
  LABEL_SCORE: ["A score or probability of a sample is no number from 0 to 1.", "Give one for each sample."],
  LOSS_TARGET_GRADIENT: [
    "The target of a loss requires a gradient, which the loss does not give.",
    "Pass `target.detach()`.",
  ],
  MODEL_FACTS: [
    "Facts to keep with a model are not plain data.",
    "Keep only what JSON can hold, under other names than the file's own.",
  ],
  MODEL_OUTPUTS: [
    "A module computes other numbers than the architecture that is to stand for it.",
    "Give an architecture that computes the same.",
  ],
  MODEL_PARAMETERS: [
    "A module has other parameters than the architecture that is to stand for it.",
    "Name and shape them as the architecture does.",
  ],
  MODEL_TOO_LARGE: [
    "The network, or what one window leaves behind while it is trained, takes more than memory holds.",
    "Use fewer units or layers, or a shorter lookback.",
  ],
  MODULE_BUILD: [
    "A class cannot be built again of the options that its module keeps.",
    "Let its constructor take one object of options, and keep what it was given in `options`.",
  ],
  MODULE_KIND: [
    "A class names no kind, one that is none, or that of another class.",
    'Give it one of its own: `static kind = "my-company/char-model"`.',
  ],
  MODULE_OPTIONS: [
    "The options of a module are missing, or are not plain JSON values.",
    "Let its constructor keep what it was given: `this.options = options`.",
  ],
  MODULE_TOO_LARGE: [
    "A class makes more than twice the weights of the file.",
    "Take the class that the file was written with.",
  ],
  MODULE_UNKNOWN: ["An architecture names a kind for which no class was given.", "Give its class in `modules`."],
  NATIVE_BLAS_MISSING: [
    "No BLAS of this machine could be opened.",
    "Install one, as the message says, or name it with `library`.",
  ],
  NATIVE_KOFFI_MISSING: ['Mode "native" needs the package koffi.', "`npm install koffi`."],
  NATIVE_NOT_LOADED: [
    'Mode "native" was asked for before a BLAS was loaded.',
    "Call `await loadNative()` of recurra/native first.",
  ],
  OPERAND_NOT_TENSOR: [
    "An operation, layer, loss or batch was given something else in place of a tensor.",
    "Make it one with tensor(...); of what a recurrent network gives, pass `.output`.",
  ],
  OPTIMIZER_EMPTY: [
    "An optimizer has no parameters: it was given none, or the model found none in its fields.",
    "Pass `model.parameters()` of a model that has some.",
  ],
  OPTIMIZER_STATE: ["The state is of another optimizer or model.", "Load it into the one it was made with."],
  OPTION_CONFLICT: [
    "Two options do not go together, or one needs another.",
    "Set or leave out the one that the message names.",
  ],
  OPTION_UNKNOWN: ["There is no option of that name.", "Take the nearest, which the message names."],
  OPTION_VALUE: ["An option has a value that it cannot have.", "Give one of the kind and range in the message."],
  OTHER_COPY: [
    "A tensor, series, model or another object was made by another copy of the library in the same process.",
    "Let one copy be installed and loaded: `npm ls recurra` lists them.",
  ],
  PICTURE_AXIS: [
    "An axis of a picture is to reach further than numbers do, or a logarithmic one to 0 or below.",
    "Leave out what lies so far away, or set the axis's `domain`.",
  ],
  PICTURE_EMPTY: ["A picture is to be made of no numbers.", "Give at least one; draw when there is one."],
  PICTURE_FILE: [
    "A picture's file has neither the ending of SVG nor that of a page.",
    'End its name in ".svg" or ".html".',
  ],
  PICTURE_VALUES: [
    "What a picture is to be made of is no number, has more places than values, or rows of different length.",
    "Give numbers, null for a gap, and one place or name for each.",
  ],
  PREDICTOR_INPUT: ["The input has no samples.", "Give it as [N, ...]."],
  PREDICTOR_OUTPUT: [
    "The model gives no row for each sample.",
    "Let forward() give a tensor whose first dimension is that of x.",
  ],
  PREDICTOR_SAMPLES: [
    "Samples influence each other, so they cannot be computed in chunks.",
    "Call forward() yourself, or let it treat each sample by itself.",
  ],
  RANDOM_ARGUMENT: ["A seed, counter or length is no whole number in its range.", "Give one."],
  ROW_RANGE: ["There is no such row.", "Give a whole number in the range of the message."],
  SCALER_NEEDS_TRAINING: [
    "A scaler is to be fitted on more than the training part.",
    "Split first: `fit(split(series, ...).train)`.",
  ],
  SCALER_UNFITTED: ["The scaler was not fitted on that column.", "Call `fit` first, or take a column that it knows."],
  SEQUENTIAL_NAMES: ["A layer has a name that no layer can have.", "Choose another name."],
  SERIES_RANGE: ["A set has no series at such a place.", "Give a whole number in the range of the message."],
  SPLIT_EMPTY: ["The training part has no row.", "Make the other parts smaller."],
  SPLIT_MIXED: ["Sizes are given in different units.", "Give all as fractions, all as counts, or dates."],
  SPLIT_ORDER: ["Validation begins after the test.", "Swap the dates."],
  SPLIT_SUM: ["The parts do not make up the series.", "Leave one out for the rest."],
  STATE_DICT_MISMATCH: [
    "A state has other parameters than the module.",
    "Build the module with the options that the state was saved with.",
  ],
  STATE_NAMES: [
    "Renaming a state's tensors gives a name twice, or nothing was renamed.",
    "Give prefixes that fit the names.",
  ],
  STEPPER_ACROSS_TIME: [
    "A layer looks across time steps, so it cannot run step by step.",
    "Use only layers that treat each step by itself.",
  ],
  STEPPER_BIDIRECTIONAL: [
    "A bidirectional network needs steps that have not come yet.",
    "Build and train it with `bidirectional: false`.",
  ],
  STEPPER_LAYERS: ["A layer cannot be run step by step.", "Leave it out, or run whole sequences."],
  STEPPER_STATE: [
    "A state does not fit the stepper's networks.",
    "Set one that the same model gave for the same batch.",
  ],
  TIME_FORMAT: [
    "A pattern for times has a letter that means nothing, one twice, or no year.",
    "Write it in the letters of strftime: `%d.%m.%Y %H:%M`.",
  ],
  TIME_ZONE: ["There is no time zone of that name.", "Name one as the IANA time zone database does: `Europe/Berlin`."],
  TIMESERIES_RANGE: ["Start, length and end leave no row to be a target.", "Shorten the length, or give more rows."],
  TRAIN_RESUME: [
    "A state to resume from is not of this training.",
    "Resume with the model, optimizer, data and options that it was made with.",
  ],
  WINDOW_RANGE: ["There is no window of that number.", "Take one from 0 to length - 1."],
  WINDOW_ROOM: ["An array is too short for the windows.", "Make it as long as the message says."],
  WITH_MODE_ASYNC: ["The function of `withMode` returned a promise.", "Await outside, and wrap each synchronous step."],
  WITH_SEED_ASYNC: ["The function of `withSeed` returned a promise.", "Make the model inside, and await outside."],
});

export const shapeCodes: Readonly<Record<string, ErrorCode>> = ofKind("Shape", {
  BACKWARD_NOT_SCALAR: [
    "backward() begins at a tensor that is not one number, or with a gradient of another shape.",
    "Reduce it with mean() or sum(), or pass a gradient of its shape.",
  ],
  BATCH_NORM_INPUT: [
    "The input of a BatchNorm1d does not end in numFeatures, or has one row while training.",
    "Reshape it, give batches of two rows or more, or call eval().",
  ],
  CONCAT_SHAPES: [
    "Tensors to be joined differ in another dimension than the one they are joined in.",
    "Make them agree there.",
  ],
  CONV_INPUT: [
    "The input of a Conv1d is not [batch, time, inChannels], or has fewer steps than a window.",
    "Reshape it, or give longer sequences or padding.",
  ],
  CROSS_ENTROPY_CLASSES: ["Classes are not one whole number in range for each row.", "Give one for each row."],
  CROSS_ENTROPY_LOGITS: ["The logits are a single number.", "Give a tensor that ends in the classes."],
  CTC_TARGETS: [
    "The targets or lengths of ctcLoss do not fit: a number that is no class, or the blank, or lengths of other sequences.",
    "Give whole numbers of classes without the blank, and a length for each sequence.",
  ],
  DIMENSION_OUT_OF_RANGE: ["There is no such dimension.", "Use one in the range of the message."],
  DIMENSION_TWICE: [
    "A list of dimensions names one twice, or leaves one out where all are needed.",
    "Name each dimension once.",
  ],
  DROPOUT_INPUT: ["The input of a Dropout1d is not [batch, time, features].", "Reshape it, or take Dropout."],
  EMBEDDING_INDEX: ["An index has no row in the table.", "Use whole numbers from 0 to numEmbeddings - 1."],
  FORECASTER_ROWS: [
    "A network of your own gives another shape than a forecast has.",
    "Let it give [B, horizon], or [B, horizon, O] with as many numbers for each row as the head has.",
  ],
  GATHER_INDEX: ["An index is outside its dimension.", "Use indices from 0 to its size - 1."],
  GATHER_SHAPES: [
    "The index does not fit the tensor.",
    "Give it as many dimensions, none larger but the one that is gathered.",
  ],
  HEAD_INPUT: [
    "The input does not end in as many numbers as the layer takes.",
    "Reshape it, or give the layer before it so many outputs.",
  ],
  INDEX_OUT_OF_RANGE: ["There is no such index in the dimension.", "Use one in the range of the message."],
  ITEM_NOT_SINGLE: ["item() of a tensor with several elements.", "Use toArray()."],
  LAST_STEP_INPUT: ["LastStep was given something other than [B, T, F].", "Give it the output of a recurrent network."],
  LAYER_NORM_INPUT: [
    "The input of a LayerNorm does not end in its `normalizedShape`.",
    "Reshape it, or build the layer with the shape that it has.",
  ],
  LINEAR_INPUT: ["The input does not end in inFeatures.", "Reshape it, or build the layer with its size."],
  LIST_EMPTY: ["There is no tensor to join.", "Give at least one."],
  LOSS_SHAPES: ["Prediction and target have different shapes.", "Reshape one of them."],
  MATMUL_SHAPES: ["The matrices do not fit together.", "Line them up with transpose or reshape."],
  METRIC_LENGTH: [
    "Lists that are compared have different lengths, or none.",
    "Give as many in each, and at least one.",
  ],
  RANK_TOO_HIGH: ["A copy walks more dimensions than the kernels know.", "Join dimensions with reshape first."],
  RECURRENT_INPUT: ["The input of a recurrent network is not [B, T, inputSize].", "Give it in that shape."],
  RECURRENT_LENGTHS: ["Lengths are not one for each sequence, from 1 to T.", "Give one for each."],
  RECURRENT_STATE: ["A state has another shape than the network's.", "Give one as forward() returned it."],
  RESHAPE_SIZE: [
    "The new shape holds another number of elements.",
    "Make the products equal; one dimension may be -1.",
  ],
  SHAPES_DIFFER: ["Shapes do not broadcast together.", "Line them up with reshape or transpose."],
  SHAPE_INVALID: ["A dimension is no whole number above 0.", "Give one."],
  SHAPE_TOO_LARGE: ["A shape has more numbers than memory holds.", "Work on parts of it."],
  SLICE_OUT_OF_RANGE: ["A slice takes nothing, or more than there is.", "Use 0 <= start < end <= size."],
  STACK_SHAPES: ["Tensors to be stacked have different shapes.", "Make them equal."],
  STEPPER_INPUT: ["A step was given another number of values.", "Give batch x features of one time step."],
  TENSOR_RAGGED: ["Nested lists have different lengths or depths.", "Give lists of equal lengths."],
  TENSOR_VALUE: [
    "Something that is neither a number nor a list stands in a tensor's data.",
    "Give numbers, NaN for a missing one.",
  ],
  TENSOR_SIZE: ["The numbers do not fill the shape.", "Give as many as it holds, or another shape."],
  TRAIN_MICRO_BATCH: ["x and y of a batch have different numbers of samples.", "Give one target for each sample."],
  WEIGHT_SHAPE: ["A layer was given a weight in place of its own that does not fit.", "Tie weights of one shape."],
});

export const stateCodes: Readonly<Record<string, ErrorCode>> = ofKind("State", {
  BACKTEST_FORECAST_SIZE: [
    "A model gave another number of forecasts than it was asked for.",
    "Let predictAt give `horizon` values for each origin.",
  ],
  BACKTEST_NOT_FINITE: ["A forecast is not finite.", "Fit the model again; its weights or inputs are not finite."],
  BACKTEST_SEEN: [
    "The backtest would score rows that the model was fitted on.",
    "Start later, or fit on the rows before.",
  ],
  ATTENTION_INPUT: [
    "An input of attention is not [batch, time, features].",
    "Give all of them the same batch and embedDim features.",
  ],
  BACKWARD_ACROSS_SCOPES: [
    "backward() would have to run operations of an enclosing step.",
    "Call it where the tensor was made, or detach() that first.",
  ],
  BACKWARD_NO_GRAPH: [
    "No operations lead to the tensor: its step has ended, or nothing required a gradient.",
    "Use `retain: true` the first time, or leave noGrad().",
  ],
  FORECASTER_NOT_FITTED: ["The forecaster was not fitted yet.", "Call fit(series) first and run its epochs."],
  FORECASTER_NETWORK_TRAINING: [
    "A forecaster out of a file is fitted again whose network brought its loss, optimizer or schedule along.",
    "Read it with what built it: `readForecaster(bytes, file, { network })`.",
  ],
  FORECASTER_PATHS: [
    "Sample paths are asked of a forecaster of which no errors are known.",
    "Fit it with rows for validation, or set `intervals` to those of a backtest.",
  ],
  GLOBAL_NOT_FITTED: ["The forecaster of many series was not fitted yet.", "Call fit(set) first and run its epochs."],
  FORECAST_LEAK: [
    "A forecast changes with rows after its origin: the model looks ahead.",
    "Let predictAt read rows before the origin only.",
  ],
  HEAP_UNKNOWN_BLOCK: ["Memory was released twice.", "A fault of the library or of a kernel of your own: report it."],
  MEMORY_EXHAUSTED: [
    "WebAssembly memory is full.",
    "Use a smaller batch or model, or dispose() of models that are no longer needed.",
  ],
  NATIVE_GONE: ["A kernel asked for a BLAS that is no longer loaded.", "Call loadNative() again."],
  NOTHING_OPENED: [
    "A network was to be opened, and no recurrent network has run.",
    "Run one in the function that is given to `openNetwork`; cells that are run one by one are not seen.",
  ],
  PARAMETER_CHANGED: [
    "A parameter changed between forward and backward.",
    "Call backward() before optimizer.step(), loadStateDict() or setting a value.",
  ],
  PARAMETER_DISPOSED: ["The parameter was disposed of with its module.", "Build a new module, or dispose later."],
  PICTURE_NO_FILES: [
    "A picture is to be saved where there are no files, as in a page.",
    "Take its text with `svg()` or `html()`.",
  ],
  PLAN_DIFFERS: [
    "A model's forward() does not do the same each time, so it cannot be repeated as a plan.",
    "Set `repeatable` to false, or train with `plan: false`.",
  ],
  PLAN_READS_VALUES: [
    "forward() reads numbers in JavaScript, which a plan cannot repeat.",
    "Leave that out of forward(), or train with `plan: false`.",
  ],
  PREDICTOR_DISPOSED: ["The predictor was disposed of.", "Make a new one for the model."],
  SCOPE_ASYNC: ["The function of scope() or noGrad() returned a promise.", "Await outside."],
  SCOPE_NEEDS_GRADIENT: [
    "scope() would free tensors that the returned one needs for its gradient.",
    "Return tensor.detach(), or call backward() inside.",
  ],
  STEPPER_DISPOSED: ["The stepper was disposed of.", "Make a new one with new Stepper(model)."],
  STEP_NEVER_ENDED: ["Steps take memory and none ends.", "Call backward(), or wrap the work in noGrad() or scope()."],
  STEP_TOO_LARGE: [
    "One operation needs more than the limit of a step.",
    "Take fewer sequences or steps at once, or raise the limit.",
  ],
  TENSOR_RELEASED: ["The tensor went with its step.", "Call detach() or toArray() on it before."],
  THREAD_FAILED: ["A worker thread failed or could not be started.", "Use `threads: 1`, or less memory."],
});
