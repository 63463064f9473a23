#!/bin/sh
# Starts @NAME@ in the place of this shell, so that it hears SIGTERM.
@START@
