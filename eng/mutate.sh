#!/usr/bin/env bash
# Changes the program in small ways, one at a time, and looks whether a test notices (Stryker.NET). Not part of ./test.sh or of CI: it takes hours.
#
#   eng/mutate.sh                                    everything below; writes what survived to docs/mutation.md
#   eng/mutate.sh 'Lfr.Shared/Policy/Rules/**/*.cs'  these files only; prints what survived
#
# Fails when more than 15 % of the mutants survive, or are not even reached by a test. Mutants that only change wording are not made.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. eng/prepare.sh
need_dotnet

# Rules and aggregates, audit, vault, licence check and commands.
all=(
  'Lfr.Shared/Policy/**/*.cs' 'Lfr.Shared/Alerts/*.cs' 'Lfr.Shared/Audit/*.cs' 'Lfr.Shared/Biometrics/*.cs' 'Lfr.Shared/Deployments/*.cs'
  'Lfr.Shared/Live/*.cs' 'Lfr.Shared/Notices/*.cs' 'Lfr.Shared/Records/*.cs' 'Lfr.Shared/Watchlists/*.cs' 'Lfr.Shared/HashedText.cs'
  'Lfr.Inference/Hosting/LicenceCheck.cs'
  'Lfr.Web/Biometrics/*.cs' 'Lfr.Web/Features/**/Commands/*.cs'
)
[ $# -gt 0 ] && files=("$@") || files=("${all[@]}")

results=artifacts/mutation
rm -rf "$results"
mkdir -p "$results"
dotnet tool restore >/dev/null

# mutate PROJECT TESTS: the files that lie in PROJECT, with the small test project in TESTS.
mutate() {
  local globs=() file
  for file in "${files[@]}"; do
    case $file in "$1"/*) globs+=(--mutate "${file#"$1"/}") ;; esac
  done
  [ ${#globs[@]} -gt 0 ] || return 0
  (cd "$2" && dotnet stryker --config-file "$OLDPWD/Lfr.Tests/Mutation/stryker.json" --project "$1.csproj" "${globs[@]}" --output "$OLDPWD/$results/$1")
}
mutate Lfr.Shared Lfr.Tests/Mutation
mutate Lfr.Inference Lfr.Tests/Mutation/Host
mutate Lfr.Web Lfr.Tests/Mutation/Host

target=$results/survivors.md
[ $# -gt 0 ] || target=docs/mutation.md
status=0
dotnet run --file eng/survivors.cs -- "$results" "$target" || status=$?
cat "$target"
exit "$status"
