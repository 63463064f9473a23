#!/bin/sh
# What the next build may use again: the NuGet packages of one that was made with DOTNET_INCREMENTAL=true.
set -eu
if [ -d @ROOT@/packages ]; then
  tar -C @ROOT@ -cf - packages
fi
