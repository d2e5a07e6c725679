// The words that the threads of a pool share, in one SharedArrayBuffer of 32-bit integers. All are read and written with Atomics.
//
// Lanes of a job are handed out by the ticket: the job's number times 32 plus the next lane. A thread takes a lane by putting the
// ticket up by one, which fails when it has changed meanwhile. Between jobs the ticket is closed (lane 31): nobody can take a
// lane with what it read of an earlier job.

/** Changes whenever there is something new to look at; workers sleep on it. */
export const WAKE = 0;
/** job * 32 + next lane; a lane of 31 is closed. */
export const TICKET = 1;
/** Lanes of this job that are done. */
export const DONE = 2;
/** Lanes of this job. */
export const LANES = 3;
/** Messages that were posted to each worker so far: a worker that has had fewer goes and reads them. */
export const POSTED = 4;
/** 1: workers are to end. */
export const EXIT = 5;
/** 1: a worker failed; what it said is in the text. */
export const FAILED = 6;
/** Workers that have started. */
export const READY = 7;
/** Plans that this job needs: workers that know fewer stay out of it. */
export const PLANS = 8;
/** 1: the plans of this job leave gradients, of which each lane has the sum. */
export const GRADIENTS = 9;
/** Lanes of this job that are offered to workers, from the first on; the others are the calling thread's, unless it offers them. */
export const OFFERED = 10;
/** From here on, for each worker: the lanes that it has computed since it started. */
export const COUNTS = 16;

/** The most workers that a pool can have. */
export const MOST_WORKERS = 48;
export const WORDS: number = COUNTS + MOST_WORKERS;

/** The lane that closes a ticket; there are never as many. */
export const CLOSED = 31;

/** The job's table begins with the chunk from which each lane starts, lanes + 1 words. */
export const MOST_RANGES = 33;

/** Then come, for each chunk: its plan, and where its inputs, key words and output are, in numbers. */
export const CHUNK_WORDS = 4;

/** Bytes for a failed worker's message. */
export const TEXT_BYTES = 4096;
