#!/usr/bin/env bash
# Installs what the tests need, builds everything with warnings as errors and runs all tests. Arguments go to the test program
# (-class '*Hosting*', -method '*Lockout*'). The last line is "N passed, N failed, N skipped"; screenshots and results lie in artifacts/.
#
#   ./test.sh              every test but the long proofs; it is to take less than 20 minutes on 2 cores
#   ./test.sh long         the long proofs only: kill rounds, seeds, soak (an hour and more)
#
# eng/run-tests.sh says what becomes of a test that fails once.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. eng/prepare.sh

which=()
if [ "${1:-}" = long ]; then
  shift
  # One after the other: they measure memory, or keep both cores busy.
  which=(-explicit only -trait Duration=Long -parallelMode none)
fi

need_dotnet
need_program ffmpeg ffmpeg
bring_browser
bring_rtsp_server
bring_models

# Nothing of the surroundings may change what is tested.
unset LFR_URLS LFR_DATA LFR_DEMO ASPNETCORE_ENVIRONMENT DOTNET_ENVIRONMENT ASPNETCORE_URLS || true
export TZ=UTC LANG=C.UTF-8
# Most test code runs only a few times, so profiling it in order to compile it better costs more than it saves. The test program's own setting is in Lfr.Tests.csproj; this is for the programs it starts.
export DOTNET_TieredPGO=0

mkdir -p artifacts
rm -f artifacts/tests.xml artifacts/unsteady.txt
dotnet build Lfr.sln -c Release --nologo -v quiet -clp:ErrorsOnly || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

exec eng/run-tests.sh artifacts dotnet Lfr.Tests/bin/Release/net10.0/Lfr.Tests.dll -noColor "${which[@]}" -- "$@"
