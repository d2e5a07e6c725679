"""The side of a peer in Python: what it is told, and how it is timed; bench/answer.mjs does the same for programs in JavaScript.

Every figure is the median of R timed runs after a warm-up, in seconds per `per`, a JSON line each; short runs are repeated until
they fill 50 ms, and the mean counts. With --asked, one run is timed for every line on standard input, after the warm-up and a
first line that tells that it is over; the line "memory" asks for the largest resident set of the process so far.
"""
import argparse, json, math, os, statistics, sys, time


def arguments(works, **more):
    """What the command line says; `works` are the names of all. `more` are flags of this peer, each with its help."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--works", default=",".join(works))
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--asked", action="store_true")
    for flag, told in more.items():
        parser.add_argument(f"--{flag}", action="store_true", help=told)
    return parser.parse_args()


def keep_to_cores(count):
    """For libraries that take as many threads as they see cores: they see `count`. Before they are imported; Linux only."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:count])


def most_resident():
    """MiB. On Linux the system's own count: getrusage() begins with the size of the process that started this one."""
    if sys.platform == "linux":
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 2 ** 10
    import resource  # not on Windows; in kilobytes, but on macOS in bytes
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2 ** 20 if sys.platform == "darwin" else 2 ** 10)


def timed(args, peer, work, per, run):
    """Answers for one work; `run` does it once and waits until it is done."""
    def once(repeats=1):
        start = time.perf_counter()
        for _ in range(repeats):
            run()
        return (time.perf_counter() - start) / repeats

    def warm_up():
        """At least two runs and half a second; the seconds of the last."""
        start = time.perf_counter()
        run()
        while True:
            seconds = once()
            if time.perf_counter() - start > 0.5:
                return seconds

    def tell(**line):
        print(json.dumps(line), flush=True)

    about = {"peer": peer, "threads": args.threads, "work": work, "per": per}
    repeats = max(1, math.ceil(0.05 / warm_up()))
    if args.asked:
        tell(**about)
        for line in sys.stdin:
            if line.strip() == "memory":
                tell(megabytes=most_resident())
            else:
                tell(seconds=once(repeats))
    else:
        tell(**about, seconds=statistics.median([once(repeats) for _ in range(args.repeats)]))
