#!/bin/sh
# Starts what assemble has built, in the place of this shell, so that it hears SIGTERM.
exec @ROOT@/start "$@"
