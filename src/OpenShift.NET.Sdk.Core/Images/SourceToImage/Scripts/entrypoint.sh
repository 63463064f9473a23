#!/bin/sh
# The builders of OpenShift start an image that was built with this one as "/bin/sh -c SCRIPT". A shell that does not
# exec its last command (dash before 0.5.11, busybox) would stay process 1 and swallow SIGTERM, so SCRIPT is started without it.
if [ "$#" -eq 3 ] && [ "$1" = /bin/sh ] && [ "$2" = -c ] && [ -f "$3" ] && [ -x "$3" ]; then
  exec "$3"
fi

case "${1:--}" in
  -*) set -- @SCRIPTS@/run "$@" ;;
esac
exec "$@"
