#!/usr/bin/env bash
# Measures the engine beside its peers and prints the table. Installs what the peers need: FAISS for the search, GTK for OpenCV.
#   ./bench.sh                 the table           ./bench.sh search frames         only these
#   ./bench.sh detect | steps | cameras | rewritten | pictures                    what explains the engine's choices, minutes each
#   ./bench.sh commands        commands a second on SQLite, with one writer and with eight
#   ./bench.sh watchlists      an import of people and photographs beside bare decoding and model runs, and a list of 20,000 (--people 400 --listed 20000)
#   ./bench.sh planning        what 200 planners and the public wait for among 5,000 deployments (a short look: --deployments 500 --seconds 20)
#   ./bench.sh log             the check before a go-live, in a year's audit log
#   ./bench.sh --write         also writes Lfr.Benchmarks/results/<processor>.md
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. eng/prepare.sh

need_dotnet
need_program ffmpeg ffmpeg
bring_models
bring_opencv
bring_faiss
# A peer that is pinned to an old kernel would be beaten too easily.
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE OPENBLAS_NUM_THREADS OMP_NUM_THREADS || true
dotnet build Lfr.Benchmarks -c Release --nologo -v quiet -clp:ErrorsOnly
exec dotnet Lfr.Benchmarks/bin/Release/net10.0/Lfr.Benchmarks.dll "$@"
