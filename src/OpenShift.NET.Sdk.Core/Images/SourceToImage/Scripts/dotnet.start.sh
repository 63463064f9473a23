#!/bin/sh
# Nothing was assembled yet, so the image's own application is started. assemble writes this file anew.
@START@
