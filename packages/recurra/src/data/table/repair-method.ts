/** "drop" leaves rows out, "forward-fill" repeats the past, "linear" draws a line to the future value. */
export type Repair = "drop" | "forward-fill" | "linear";
