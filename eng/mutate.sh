#!/usr/bin/env bash
# Changes the program in small ways, one at a time, and looks whether a test notices (Stryker.NET). Not part of ./test.sh or of CI: it takes hours.
#
#   eng/mutate.sh             every area below
#   eng/mutate.sh rules       the areas whose name contains "rules"
#   eng/mutate.sh continue    the areas that have no report in artifacts/ yet, after an interruption
#
# What survived is written to docs/mutation/, a page for each area; the pages of areas that were not run stay.
# Fails when more than 15 % of the mutants survive, or are not even reached by a test. Mutants that only change wording are not made.
# Each area runs with the tests of its own folder: a mutant that only a far test would notice counts as a survivor. What searches all small tables (AttackerTests, EveryRateTests) is left out of
# records: where a mutant breaks it, it searches for minutes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. eng/prepare.sh
need_dotnet

# name | project | files, in the project | tests, in Lfr.Tests
areas=(
  'rules-standing   | Lfr.Shared    | Policy/Rules/Standing/*.cs                             | Policy'
  'rules-alert      | Lfr.Shared    | Policy/Rules/Alert/*.cs                                | Policy'
  'rules-entry      | Lfr.Shared    | Policy/Rules/Entry/*.cs                                | Policy'
  'rules-deployment | Lfr.Shared    | Policy/Rules/Deployment/*.cs                           | Policy'
  'policy           | Lfr.Shared    | Policy/*.cs                                            | Policy Records'
  'alerts           | Lfr.Shared    | Alerts/*.cs                                            | Alerts Policy/Alert*Tests.cs Policy/FalseAlerts*.cs Policy/OutcomeTests.cs'
  'deployments      | Lfr.Shared    | Deployments/*.cs                                       | Deployments Biometrics'
  'watchlists       | Lfr.Shared    | Watchlists/*.cs                                        | Watchlists Policy/E*Tests.cs Policy/W*Tests.cs Policy/S*Tests.cs Policy/OutcomeTests.cs'
  'notices          | Lfr.Shared    | Notices/*.cs                                           | Notices Policy'
  'records          | Lfr.Shared    | Records/*.cs                                           | Records/Cell*.cs Records/Deployment*.cs Records/Figure*.cs Records/Proportion*.cs Records/AsPublished Policy/StandingRulesTests.cs Policy/WordsTests.cs'
  'audit            | Lfr.Shared    | Audit/*.cs HashedText.cs                               | Audit Deployments'
  'retention        | Lfr.Shared    | Biometrics/*.cs                                        | Biometrics/*.cs'
  'licence-seal     | Lfr.Shared    | Live/LicenceSeal.cs Live/GalleryDigest.cs              | Live Deployments'
  'licence-check    | Lfr.Inference | Hosting/LicenceCheck.cs                                | Worker/LicenceCheckTests.cs'
  'vault            | Lfr.Web       | Biometrics/BiometricVault.cs Biometrics/ClearedPicture.cs Biometrics/SplitKeys.cs | Biometrics/Vault Data/BiometricsMigrationTests.cs'
  'purge            | Lfr.Web       | Biometrics/DeploymentPurge.cs Biometrics/PurgeProof.cs Biometrics/DueItem.cs | Features/Records/RetentionTests.cs Features/Records/CloseDownTests.cs Features/Records/RetentionFaultTests.cs'
  'notice-commands  | Lfr.Web       | Features/Notices/Commands/*.cs                         | Features/Notices'
  'record-commands  | Lfr.Web       | Features/Records/Commands/*.cs                         | Features/Records'
  'plan-commands    | Lfr.Web       | Features/Deployments/Commands/*.cs                     | Features/Deployments'
  'list-commands    | Lfr.Web       | Features/Watchlists/Commands/*.cs                      | Features/Watchlists'
  'hold-commands    | Lfr.Web       | Features/Live/Commands/PauseRun.cs Features/Live/Commands/ResumeRun.cs Features/Live/Commands/ReleaseRun.cs | Features/Live/HoldCommandTests.cs Features/Live/WorkerIsToldTests.cs'
  'live-commands    | Lfr.Web       | Features/Live/Commands/*.cs                            | Features/Live'
)

results=artifacts/mutation
target=docs/mutation
wanted=${1:-}
if [ "$wanted" = continue ]; then
  wanted=
else
  rm -rf "$results"
fi
mkdir -p "$results"
dotnet tool restore >/dev/null

trim() { xargs <<<"$1"; }
for area in "${areas[@]}"; do
  IFS='|' read -r name project files tests <<<"$area"
  name=$(trim "$name") project=$(trim "$project")
  [[ $name == *"$wanted"* ]] || continue
  output=$PWD/$results/$project/$name
  [ -e "$output/reports/mutation-report.json" ] && continue
  globs=()
  set -f
  for file in $files; do globs+=(--mutate "$file"); done
  # The test project reads this name from the environment (Lfr.Tests/Mutation).
  MutationTests=
  for test in $tests; do
    case $test in *.cs) ;; *) test=$test/**/*.cs ;; esac
    MutationTests+="$PWD/Lfr.Tests/$test;"
  done
  set +f
  export MutationTests
  folder=Lfr.Tests/Mutation
  [ "$project" = Lfr.Shared ] || folder+=/Host
  (cd "$folder" && dotnet stryker --config-file "$OLDPWD/Lfr.Tests/Mutation/stryker.json" --project "$project.csproj" "${globs[@]}" --output "$output")
done

status=0
dotnet run --file eng/survivors.cs -- "$results" "$target" || status=$?
cat "$target/README.md"
exit "$status"
