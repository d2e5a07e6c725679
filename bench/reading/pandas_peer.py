"""python pandas_peer.py FILE: reads a CSV once with pandas, dates parsed; prints seconds and the most memory."""
import json
import resource
import sys
import time

import pandas

start = time.perf_counter()
frame = pandas.read_csv(sys.argv[1], parse_dates=["time"])
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"rows": len(frame), "seconds": seconds, "megabytes": peak, "version": pandas.__version__}))
