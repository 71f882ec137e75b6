"""FAISS's exact inner-product search beside Lfr's, in a process of its own.

    faiss_flat_ip.py MATRIX PROBES DIMENSION THREADS

MATRIX and PROBES are files of float32 rows. Says one line when it is ready, then answers one line for each line it reads:

    best ROWS PROBES           the row that fits each of the first probes best, among the first ROWS rows
    tune ROWS PROBES           tries its settings, keeps the fastest and names it
    time ROWS PROBES REPEATS   seconds of one search, with the setting it kept

FAISS searches a flat index with loops of its own when few probes come and with the BLAS when many do; the BLAS is often faster for one probe too.
It shares probes among threads, not rows, so for one probe an index in one part per thread can be faster. All of this is tried.
"""
import ctypes
import os
import sys
import time

try:
    import faiss
    import numpy
except ImportError as missing:
    print(f"missing {missing}", flush=True)
    sys.exit(0)


def blas():
    """The library that multiplies matrices for FAISS, and how to tell it how many threads it may use."""
    with open("/proc/self/maps", encoding="ascii", errors="replace") as maps:
        libraries = sorted({line.split()[-1] for line in maps if "blas" in line or "libblis" in line or "libmkl_rt" in line})
    for path in libraries:
        library = ctypes.CDLL(path)
        if hasattr(library, "openblas_get_corename"):
            library.openblas_get_config.restype = ctypes.c_char_p
            library.openblas_get_corename.restype = ctypes.c_char_p
            config = library.openblas_get_config().decode().split()
            return f"{config[0]} {config[1]}, kernels for {library.openblas_get_corename().decode()}", library.openblas_set_num_threads
    names = ", ".join(sorted({os.path.basename(path) for path in libraries})) or "unknown"
    return f"reference ({names})", lambda threads: None


def main():
    matrix, probes, dimension, threads = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    rows = numpy.fromfile(matrix, dtype=numpy.float32).reshape(-1, dimension)
    queries = numpy.fromfile(probes, dtype=numpy.float32).reshape(-1, dimension)
    name, blas_threads = blas()
    indexes = {}

    def flat(part):
        index = faiss.IndexFlatIP(dimension)
        index.add(part)
        return index

    def index_of(count, parts):
        if (count, parts) not in indexes:
            if parts == 1:
                indexes[count, parts] = flat(rows[:count]), None
            else:
                shards = faiss.IndexShards(dimension, True)
                kept = [flat(part) for part in numpy.array_split(rows[:count], parts)]
                for part in kept:
                    shards.add_shard(part)
                indexes[count, parts] = shards, kept
        return indexes[count, parts][0]

    def search(count, some, setting):
        parts, threshold = setting
        faiss.cvar.distance_compute_blas_threshold = threshold
        faiss.omp_set_num_threads(threads if parts == 1 else 1)
        blas_threads(threads if parts == 1 else 1)
        return index_of(count, parts).search(queries[:some], 1)

    def seconds(count, some, setting, repeats):
        search(count, some, setting)
        start = time.perf_counter()
        for _ in range(repeats):
            search(count, some, setting)
        return (time.perf_counter() - start) / repeats

    settings = [(parts, threshold) for parts in sorted({1, threads}) for threshold in (1, 20)]
    kept = {}
    print(f"ready FAISS {faiss.__version__}, {name}", flush=True)
    for line in sys.stdin:
        command, count, some, *rest = line.split()
        count, some = int(count), int(some)
        if command == "best":
            print(*search(count, some, settings[0])[1][:, 0], flush=True)
        elif command == "tune":
            taken = {setting: min(seconds(count, some, setting, 1) for _ in range(5)) for setting in settings}
            parts, threshold = kept[count, some] = min(taken, key=taken.get)
            print(f"{'one index' if parts == 1 else f'{parts} parts'}, {'BLAS' if some >= threshold else 'its own loops'}", flush=True)
        elif command == "time":
            print(repr(seconds(count, some, kept[count, some], int(rest[0]))), flush=True)


main()
