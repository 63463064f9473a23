#!/usr/bin/env bash
# Prints what CHANGELOG.md says of a version (v1.2.3, v1.2 or 1.2): the part of that name, else of its major and minor number. There is none: an error.
set -euo pipefail
cd "$(dirname "$0")/.."
version=${1#v}
for name in "$version" "$(cut -d. -f1,2 <<< "$version")"; do
  notes=$(awk -v name="$name" '/^## / { inside = ($2 == name || $2 == "[" name "]"); next } inside' CHANGELOG.md)
  if [ -n "$notes" ]; then
    sed '/./,$!d' <<< "$notes"
    exit 0
  fi
done
echo "CHANGELOG.md has no part '## $version'; name the part [unreleased] so before the tag is made." >&2
exit 1
