#!/bin/sh
cat <<'TEXT'
@NAME@ is an image for source-to-image: it runs what you supply.

  s2i build SOURCES BUILDER APPLICATION         with s2i
  oc new-app BUILDER~https://REPOSITORY         on OpenShift

assemble puts your files into @FOLDER@, where @NAME@ looks for them (variable S2I_SOURCES).
Without sources the image runs @NAME@ alone.
TEXT
