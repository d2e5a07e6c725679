declare const __VERSION__: string;

/** The version of the library that this page was built with. */
export const version: string = __VERSION__;
