#!/usr/bin/env bash
# Runs a test program of xUnit.net; the last line is "N passed, N failed, N skipped".
#
#   eng/run-tests.sh FOLDER PROGRAM [ARGUMENT...] -- [FILTER...]
#
# A test that fails is run once more, in a process of its own. If it passes then, the run passes, "unsteady: NAME, WHY" stands before the last line and
# in FOLDER/unsteady.txt, and the test is the next thing to mend. More than ten failures are no bad luck and are not run again. Neither does a second
# run hide a program that crashed, a fixture that could not be taken down, or a test that the second time did not run at all.
set -uo pipefail

folder=$1
shift
program=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do
  program+=("$1")
  shift
done
[ $# -eq 0 ] || shift
most=10

mkdir -p "$folder"
rm -f "$folder/tests.xml" "$folder/unsteady.txt"

# A sum over the report's assemblies: total REPORT ATTRIBUTE
total() { grep -o '<assembly [^>]*' "$1" | grep -o " $2=\"[0-9]*\"" | tr -dc '0-9\n' | paste -sd+ - | { read -r sum; echo $((sum)); }; }

# A report that was written to its end; a program that crashes leaves none, or half of one.
is_whole() { [ -s "$1" ] && tail -c 100 "$1" | grep -q '</assemblies>'; }

# Each test of a report as a line: result, class.method, name and reason, with tabs between them.
tests() {
  awk '
    # The report writes <, >, " and & as entities, and in names and reasons a quote as \" and a line break as \n.
    function plain(text) {
      gsub(/&#x[0-9A-Fa-f]+;/, " ", text); gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&amp;/, "\\&", text)
      gsub(/\\\\/, "\001", text); gsub(/\\"/, "\"", text); gsub(/[ \t\r\n]+|\\r|\\n/, " ", text); gsub(/\001/, "\\", text)
      return text
    }
    function attribute(key) {
      return match(head, " " key "=\"[^\"]*\"") ? plain(substr(head, RSTART + length(key) + 3, RLENGTH - length(key) - 4)) : ""
    }
    BEGIN { RS = "<test "; OFS = "\t" }
    NR > 1 {
      head = " " substr($0, 1, index($0, ">"))
      why = match($0, /<message>[^<]*/) ? plain(substr($0, RSTART + 9, RLENGTH - 9)) : ""
      print attribute("result"), attribute("type") "." attribute("method"), attribute("name"), substr(why, 1, 1500)
    }' "$1"
}

status=0
"${program[@]}" -result-xml "$folder/tests.xml" "$@" || status=$?
if ! is_whole "$folder/tests.xml"; then
  echo "The test program ended with code $status and left no whole report."
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
fi

passed=$(total "$folder/tests.xml" passed)
failures=$(total "$folder/tests.xml" failed)
errors=$(total "$folder/tests.xml" errors)
skipped=$(total "$folder/tests.xml" skipped)
listed=$(mktemp)
again=$(mktemp -d)
trap 'rm -rf "$listed" "$again"' EXIT
tests "$folder/tests.xml" >"$listed"

# Where a test has several rows of arguments, all of them are run again: names with arguments in them are no filter to rely on.
steady() { # steady METHOD: whether every row of it that ran before runs, and passes, now.
  local code=0 count
  "${program[@]}" -result-xml "$again/tests.xml" -method "$1" || code=$?
  is_whole "$again/tests.xml" && [ "$code" = 0 ] && [ "$(total "$again/tests.xml" errors)" = 0 ] || return 1
  tests "$again/tests.xml" >"$again/listed"
  for result in Pass Fail Skip; do
    count=$(awk -F '\t' -v method="$1" -v result="$result" '$1 == result && $2 == method' "$again/listed" | wc -l)
    case $result in
      Pass) [ "$count" = "$(awk -F '\t' -v method="$1" '$2 == method && $1 != "Skip" && $1 != "NotRun"' "$listed" | wc -l)" ] || return 1 ;;
      Fail) [ "$count" = 0 ] || return 1 ;;
    esac
  done
}

# The code of a program whose tests failed, and nothing else, is 1.
if [ "$failures" -gt 0 ] && [ "$failures" -le "$most" ] && [ "$status" = 1 ]; then
  while IFS= read -r method; do
    echo "Once more, alone: $method"
    rm -f "$again/tests.xml"
    if steady "$method" </dev/null; then
      awk -F '\t' -v method="$method" '$1 == "Fail" && $2 == method { print "unsteady: " $3 ", " substr($4, 1, 300) }' "$listed" >>"$folder/unsteady.txt"
    else
      echo "$method" >>"$again/failed"
    fi
  done < <(awk -F '\t' '$1 == "Fail" { print $2 }' "$listed" | sort -u)
  unsteady=$([ -f "$folder/unsteady.txt" ] && grep -c '' "$folder/unsteady.txt" || echo 0)
  passed=$((passed + unsteady))
  failures=$((failures - unsteady))
  [ "$failures" -gt 0 ] || status=0
elif [ "$failures" -gt "$most" ]; then
  echo "$failures tests failed: too many to be bad luck, so none was run again."
fi

failed=$((failures + errors))
[ "$failed" -gt 0 ] && status=1
# A program that ended badly after its report is a failure although every test in the report passed.
[ "$status" != 0 ] && [ "$failed" = 0 ] && { echo "The test program ended with code $status after its report."; failed=1; }
[ "$passed" -gt 0 ] || [ "$failed" -gt 0 ] || { echo "No test ran."; failed=1; status=1; }

# A run prints a great deal; what failed, and why, is said again at its end.
awk -F '\t' -v again="$again/failed" '
  BEGIN { while ((getline method < again) > 0) { twice[method] = 1; known = 1 } }
  $1 == "Fail" && (!known || $2 in twice) { print "Failed" (known ? " twice" : "") ": " $3 "\n  " $4 }' "$listed" >"$again/said"
[ "$failures" = 0 ] || cat "$again/said"
[ ! -f "$folder/unsteady.txt" ] || cat "$folder/unsteady.txt"
echo "$passed passed, $failed failed, $skipped skipped"
exit $((status == 0 ? 0 : 1))
