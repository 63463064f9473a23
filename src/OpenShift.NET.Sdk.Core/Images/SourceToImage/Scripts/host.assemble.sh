#!/bin/sh
# Puts the supplied sources where @NAME@ looks for them, readable and writable for any user of group 0.
set -eu
umask 0002

sources=@SOURCES@
folder=@FOLDER_WORD@

fail() {
  printf 'error: %s\n' "$1" >&2
  exit 1
}

[ -d "$sources" ] && [ -n "$(ls -A "$sources")" ] || fail "There are no sources in $sources: the repository, or its contextDir, is empty."
# An archive or a copy of a volume may bring files that not even their owner writes.
chmod -R u+rwX,g=u "$sources" || fail "The sources in $sources do not belong to the user $(id -u), whom the build runs as."

# The history of the repository and the scripts of the build are nothing the application runs.
rm -rf "$sources/.git" "$sources/.s2i"
[ -n "$(ls -A "$sources")" ] || fail "There are no sources in $sources: the repository, or its contextDir, is empty."

printf -- '---> Putting the sources into %s\n' "$folder"
cp -R "$sources/." "$folder" || fail "The sources cannot be put into $folder; what was in the way is above."
rm -rf "$sources" @ARTIFACTS@
