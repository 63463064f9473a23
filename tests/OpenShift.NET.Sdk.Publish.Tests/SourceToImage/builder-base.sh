#!/bin/bash
# Makes a base image for builders of what an image of the .NET runtime has and of this machine's own programs.
# $1: root of the image, mounted; $2: folder of the machine's .NET; $3: what sh is (dash, bash, or busybox, which is every other program, too); $4: "sdk" for the .NET SDK, without
# messages in other languages, F# and the tools, which are of no use to those who call this.
set -e
mkdir -p "$1/usr/bin"
programs="ls mkdir rmdir rm cp mv chmod chgrp cat mktemp cut sort head wc tr paste tee sed grep tar gzip dirname basename readlink uname touch id sleep env"
if [ $3 = busybox ]; then
  for name in $programs; do
    busybox --list | grep -qx $name
    ln -sf busybox "$1/usr/bin/$name"
  done
  programs=
fi
for name in $3 $programs; do
  program=$(readlink -f "$(PATH=/usr/bin:/bin command -v $name)")
  cp -L "$program" "$1/usr/bin/$name"
  for library in $(ldd "$program" | awk '/=> \//{print $3}'); do
    real=$(readlink -f "$library")
    mkdir -p "$1$(dirname "$real")"
    [ -e "$1$real" ] || cp "$real" "$1$real"
    [ -e "$1$(dirname "$real")/$(basename "$library")" ] || ln -s "$(basename "$real")" "$1$(dirname "$real")/$(basename "$library")"
  done
done
ln -sf $3 "$1/usr/bin/sh"
[ -e "$1/bin/sh" ] || { mkdir -p "$1/bin"; ln -s ../usr/bin/sh "$1/bin/sh"; }
# As Microsoft's images have it: the user of the base has a group of its own.
sed -i '/:1654:/d' "$1/etc/passwd"
printf 'app:x:1654:1654::/home/app:/bin/sh\n' >>"$1/etc/passwd"
if [ "$4" = sdk ]; then
  cp -r "$2/sdk" "$2/packs" "$2/sdk-manifests" "$1/usr/share/dotnet/"
  rm -rf "$1"/usr/share/dotnet/sdk/*/FSharp "$1"/usr/share/dotnet/sdk/*/DotnetTools "$1"/usr/share/dotnet/sdk/*/TestHostNetFramework
  find "$1/usr/share/dotnet/sdk" -name '*.resources.dll' -delete
  find "$1/usr/share/dotnet/packs" -path '*/ref/*' -name '*.xml' -delete
fi
