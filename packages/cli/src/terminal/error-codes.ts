// Every code of an error that the command line throws, with what leads to it and what to do: docs/errors.md is made from it.

/** Why an error comes, and what cures it. */
export interface ErrorCodeEntry {
  readonly cause: string;
  readonly remedy: string;
}

export const errorCodes = {
  USAGE_OPTION: {
    cause: "The command has no option of this name, or it stands where it means nothing.",
    remedy: "Read `--help` of the command; the message names an option that is spelt alike.",
  },
  USAGE_COMMAND: {
    cause: "There is no command or lab of this name.",
    remedy: "`recurra --help` lists the commands, `recurra lab` the labs.",
  },
  USAGE_ARGUMENT: {
    cause: "A file or a run that the command needs is not named, or more are named than it takes.",
    remedy: "Read the usage line in `--help` of the command.",
  },
  USAGE_VALUE: {
    cause: "An option that needs a value has none, or a required option is missing.",
    remedy: "Give the value behind the option.",
  },
  USAGE_CONFLICT: {
    cause: "Options that exclude each other, or the file that was named.",
    remedy: "Leave one out.",
  },
  FILE_MISSING: {
    cause: "No file lies at the path.",
    remedy: "Check the path, which is relative to the current folder; the message names a file that is spelt alike.",
  },
  FILE_IS_FOLDER: {
    cause: "The path is a folder where a file is wanted.",
    remedy: "Name a file inside it.",
  },
  FILE_UNREADABLE: {
    cause: "The system does not let this user read the file, or reading it failed.",
    remedy: "Change its permissions, or copy it to another place.",
  },
  FILE_EMPTY: {
    cause: "The file has no bytes.",
    remedy: "Name a model file or a CSV.",
  },
  FILE_KIND: {
    cause: "The file is neither a model nor a CSV, or not the one of them that the command takes in this place.",
    remedy: "Name the file that the message asks for; `recurra inspect FILE` says what a file is.",
  },
  FILE_ZIP: {
    cause: "The file is a zip archive, as `torch.save` and spreadsheets write it.",
    remedy: "Save a network of PyTorch with `safetensors.torch.save_file`, a sheet as CSV.",
  },
  MODEL_FOREIGN: {
    cause: "The tensors come from another program, so the file does not say what network they belong to.",
    remedy: "`recurra inspect FILE` shows them; commands that compute need a model that recurra wrote.",
  },
  HOLIDAYS_PLACE: {
    cause: "`--holidays` names what is neither a day nor a country or a part of one.",
    remedy: "Take a day such as `2024-12-25`, or a code such as `US` or `DE-BY`.",
  },
  MODE_CONFLICT: {
    cause: "--fast and --native are given together.",
    remedy: "Leave one out.",
  },
  MODE_FAST: {
    cause: "This version of Node.js has no relaxed SIMD.",
    remedy: "Leave --fast out, or update Node.js.",
  },
  MODE_NATIVE: {
    cause: "The package koffi or a BLAS library cannot be loaded.",
    remedy: "Install what the message names, or leave --native out.",
  },
  MODE_OF_MODEL: {
    cause: "The model was fitted in a mode of arithmetic that this machine does not have.",
    remedy: "Use a machine that has it, or fit the model anew without --fast and --native.",
  },
  OUT_EMPTY: {
    cause: "An option that names a file or folder to write is empty.",
    remedy: "Give it a name.",
  },
  OUT_IS_INPUT: {
    cause: "The file to write is the one that is read.",
    remedy: "Name another one.",
  },
  OUT_NO_FOLDER: {
    cause: "The folder of the file to write does not exist.",
    remedy: "Make it, or name a file elsewhere.",
  },
  OUT_IS_FOLDER: {
    cause: "The file to write is a folder.",
    remedy: "Name a file.",
  },
  OUT_EXISTS: {
    cause: "The file to write is there already.",
    remedy: "Name another one, or replace it with --force.",
  },
  OUT_NOT_HTML: {
    cause: "A page is to be written to a file whose name does not end in .html.",
    remedy: "Name one that does, so that no other file is overwritten by a slip.",
  },
  STEP_BEHIND: {
    cause: "A step is asked for behind the last one of the first fit.",
    remedy: "Name an earlier one.",
  },
  OUT_IS_FILE: {
    cause: "The folder of a run, or one above it, is a file.",
    remedy: "Name a folder that is new, empty or an earlier run.",
  },
  OUT_FORBIDDEN: {
    cause: "This user may not write into the folder.",
    remedy: "Name another one, or change its permissions.",
  },
  OUT_NOT_A_RUN: {
    cause: "The folder holds files that are no run, and a run would mix with them.",
    remedy: "Name a new or empty folder.",
  },
  OUT_NOT_EMPTY: {
    cause: "The folder that a project is to be written into holds files.",
    remedy: "Name a new or empty folder.",
  },
  OUT_NOT_MADE: {
    cause: "The system does not let the folder be made.",
    remedy: "Name one that can be written.",
  },
  OUT_NAME: {
    cause: "The name is one that Windows takes for a device, or cannot give to a file.",
    remedy: "Name another file or folder.",
  },
  NODE_FLAG: {
    cause: "Node was started with a flag under which this command cannot do its work.",
    remedy: "Start it without the flag that the message names, or as the message says.",
  },
  RUN_IN_USE: {
    cause: "Another process works in the run folder, or may.",
    remedy: "Wait for it, stop it, or name another folder; where none runs, delete the lock that the message names.",
  },
  RUN_TAKEN: {
    cause: "The process stood still, or its lock was deleted, and it may be that another one goes on with the run.",
    remedy: "Look how far the run is with `recurra runs show`; what this process had kept is in the folder.",
  },
  RUN_REPLACED: {
    cause: "Another run began in the folder while this one was about to go on.",
    remedy: "Look into the folder with `recurra runs show`; nothing was changed.",
  },
  RUN_NOT_FOUND: {
    cause: "No run has this name, or the folder holds none.",
    remedy: "Write its path, or a name that `recurra runs` lists.",
  },
  RUN_AMBIGUOUS: {
    cause: "The beginning of a name or of a hash fits several runs.",
    remedy: "Write more of it.",
  },
  RUN_TWICE: {
    cause: "A run is named twice.",
    remedy: "Name each run once.",
  },
  RUN_COUNT: {
    cause: "A comparison takes two to seven runs.",
    remedy: "Name more, or leave some out.",
  },
  RUN_FORMAT: {
    cause: "The run.json of the folder is of a format that this version does not read.",
    remedy: "Update recurra, or name another folder.",
  },
  RUN_DAMAGED: {
    cause: "The run.json of the folder is cut off or was changed.",
    remedy: "Take the original file, or name another folder.",
  },
  RUN_CHANGED: {
    cause: "The run.json of the folder is not as it was written: by its checksum, something in it was changed.",
    remedy: "Put the original file back, or start a new run with the settings that you want.",
  },
  RESUME_COMMAND: {
    cause: "The run is not one of a forecast, and nothing else goes on from where it stopped.",
    remedy: "Start it anew.",
  },
  RESUME_VERSION: {
    cause:
      "Another version of recurra began the run: its bits may be others, or it kept less or more than this one reads.",
    remedy: "Go on with the version that began it, or start anew.",
  },
  RESUME_SETTINGS: {
    cause: "A file of the folder's checkpoints was kept under other settings than those of its run.json.",
    remedy: "Put the run.json back that the run had, or start a new run.",
  },
  RESUME_DATA: {
    cause: "The data of the run are gone, or are not those that it began with.",
    remedy: "Put the file back, name its new place before --resume, or start a new run.",
  },
  RUNS_FOLDER: {
    cause: "The folder of the runs does not exist, is a file, or cannot be read.",
    remedy: "Name one that holds runs.",
  },
  PRUNE_NO_RULE: {
    cause: "Without a rule, every run would be let go.",
    remedy: "Give --keep, --older-than, --status, or several.",
  },
  SERVE_MODEL: {
    cause: "There is no model to serve, or there are two: a file and --pretrained.",
    remedy: "Name a model file, or give --pretrained.",
  },
  SERVE_TOKEN: {
    cause: "The token is not 16 to 512 visible ASCII signs without spaces.",
    remedy: "Make one with `openssl rand -hex 32`.",
  },
  SERVE_ADDRESS: {
    cause: "The service cannot listen on the port or address.",
    remedy: "Choose another with --port or --host.",
  },
  SERVE_DEADLINE: {
    cause: "The deadline of the shutdown was over before everything was answered.",
    remedy: "Give it more time with --drain-time.",
  },
  WRITE_REFUSED: {
    cause: "The disk refused a file: it is full, read-only, or a permission is missing.",
    remedy: "Take the cause away; the message says how to go on.",
  },
  WRITE_STDOUT: {
    cause: "The result could not be written to stdout.",
    remedy: "Send it to a place that takes it; a run folder that was made is whole.",
  },
  INTERRUPTED: {
    cause: "Ctrl-C or SIGTERM ended the work.",
    remedy: "The message says what was kept and, for a forecast, how to go on.",
  },
} as const satisfies Record<string, ErrorCodeEntry>;
