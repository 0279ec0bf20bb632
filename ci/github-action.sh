#!/usr/bin/env bash
# What action.yml runs: inputs in, outputs, step summary and the exit code of the run out.
set -euo pipefail

dcr=(node "${DCR_MAIN:-$GITHUB_ACTION_PATH/dist/cli/main.js}")
out="${INPUT_OUT:-reports}"
options=(--out "$out" --reporter console --reporter github --reporter markdown --reporter junit --reporter html)

# An empty target is passed on: it is an error that says what to write, never the bundled server.
[ "${INPUT_TARGET:-}" = bundled ] || options+=("--target=${INPUT_TARGET:-}")
[ -z "${INPUT_PROFILE:-}" ] || options+=(--profile "$INPUT_PROFILE")
[ -z "${INPUT_CONFIG:-}" ] || options+=(--config "$INPUT_CONFIG")
[ -z "${INPUT_BASELINE:-}" ] || options+=(--baseline "$INPUT_BASELINE")
while IFS= read -r line; do
  line="${line#"${line%%[![:space:]]*}"}"
  line="${line%"${line##*[![:space:]]}"}"
  [ -z "$line" ] || options+=("$line")
done <<< "${INPUT_ARGS:-}"
[ -z "${INPUT_KEYS:-}" ] || export DCR_KEYS="$INPUT_KEYS"

# What an earlier step left must not pass for the outcome of this one.
rm -f "$out/report.json" "$out/summary.md"
code=0
"${dcr[@]}" run "${options[@]}" || code=$?

outcome='NOT RUN'
if [ -f "$out/summary.md" ]; then
  cat "$out/summary.md" >> "$GITHUB_STEP_SUMMARY"
  outcome="$(sed -n '1s/^# //p' "$out/summary.md")"
fi
{
  echo "exit-code=$code"
  echo "outcome=$outcome"
  echo "report=$out/report.json"
} >> "$GITHUB_OUTPUT"
exit "$code"
