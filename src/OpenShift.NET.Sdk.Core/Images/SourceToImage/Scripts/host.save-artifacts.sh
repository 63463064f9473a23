#!/bin/sh
# Nothing of one build is of use to the next: sources are only put in their place. An empty answer keeps nothing.
exit 0
