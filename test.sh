#!/usr/bin/env bash
# Installs what the tests need, builds everything with warnings as errors and runs all tests. Arguments go to the test program
# (-class '*Hosting*', -method '*Lockout*'). The last line is "N passed, N failed, N skipped"; screenshots and results lie in artifacts/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. eng/prepare.sh

need_dotnet
need_program ffmpeg ffmpeg
command -v "${LFR_CHROMIUM:-chromium}" >/dev/null 2>&1 || need_program chromium chromium fonts-liberation
bring_rtsp_server
bring_models

# Nothing of the surroundings may change what is tested.
unset LFR_URLS LFR_DATA LFR_DEMO ASPNETCORE_ENVIRONMENT DOTNET_ENVIRONMENT ASPNETCORE_URLS || true
export TZ=UTC LANG=C.UTF-8

mkdir -p artifacts
rm -f artifacts/tests.xml
dotnet build Lfr.sln -c Release --nologo -v quiet -clp:ErrorsOnly || { echo "0 passed, 1 failed"; exit 1; }

status=0
dotnet Lfr.Tests/bin/Release/net10.0/Lfr.Tests.dll -noColor -xml artifacts/tests.xml "$@" || status=$?

[ -s artifacts/tests.xml ] || { echo "0 passed, 1 failed"; exit 1; }
count() { grep -o '<assembly [^>]*' artifacts/tests.xml | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | paste -sd+ - | { read -r sum; echo $((sum)); }; }
passed=$(count passed)
failed=$(($(count failed) + $(count errors)))
skipped=$(count skipped)
[ "$failed" -gt 0 ] && [ "$status" = 0 ] && status=1
# A test program that ended badly (a crash after its report) is a failure although every test in the report passed.
[ "$status" != 0 ] && [ "$failed" = 0 ] && failed=1
[ "$passed" -gt 0 ] || [ "$failed" -gt 0 ] || { say "No test ran."; failed=1; status=1; }
# A run prints a great deal; what failed, and why, is said again at its end.
awk 'BEGIN { RS = "<test " } /result="Fail"/ {
  match($0, / name="[^"]*"/); name = substr($0, RSTART + 7, RLENGTH - 8)
  why = $0; sub(/.*<message>(<!\[CDATA\[)?/, "", why); sub(/(\]\]>)?<\/message>.*/, "", why); print "Failed: " name "\n" substr(why, 1, 1500)
}' artifacts/tests.xml
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
