#!/usr/bin/env bash
# Runs all tests ("./test.sh fast": only the fast ones) and ends with one line of totals.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_UI_LANGUAGE=en

projects=(tests/OpenShift.NET.Sdk.Tests)
if [ "${1:-all}" != fast ]; then
  projects+=(tests/OpenShift.NET.Sdk.Publish.Tests)
fi

log=$(mktemp)
failures=$(mktemp)
trap 'rm -f "$log" "$failures"' EXIT
passed=0 failed=0 skipped=0 status=0
for project in "${projects[@]}"; do
  dotnet build "$project" -c Release -nologo -v quiet -clp:"ErrorsOnly;NoSummary"
  : > "$log"
  # A runner that believes in a terminal (some CI variables make it) colours its lines; totals are read from plain ones.
  dotnet run --project "$project" -c Release --no-build -- --progress off --output Detailed 2>&1 | sed -u 's/\x1b\[[0-9;]*m//g' | tee "$log" | grep --line-buffered -v '^passed ' || true
  count() { sed -n "s/^  $1: \([0-9][0-9]*\)$/\1/p" "$log" | tail -n 1; }
  total=$(count total)
  if [ -z "$total" ] || [ "$total" = 0 ]; then
    echo "$project: the tests did not run to their end" >&2
    status=1
    continue
  fi
  sed -n 's/^failed /failed: /p' "$log" >> "$failures"
  passed=$((passed + $(count succeeded))) failed=$((failed + $(count failed))) skipped=$((skipped + $(count skipped)))
done

if [ "$failed" -gt 0 ] || [ "$passed" = 0 ]; then status=1; fi
if [ "${CI:-}" = true ] && [ "$skipped" -gt 0 ]; then
  echo "In CI no test may be skipped." >&2
  status=1
fi

# Once more at the end: what came between is longer than most logs show.
cat "$failures"
if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
exit "$status"
