#!/bin/sh
# Publishes the supplied .NET project into @ROOT@/app and leaves nothing else behind. What it reads of the environment is told by usage.
set -eu
umask 0002

scripts=@SCRIPTS@
sources=@SOURCES@
artifacts=@ARTIFACTS@
root=@ROOT@
app=$root/app
libraries=@LIBRARIES@

say() {
  printf -- '---> %s\n' "$1"
}

fail() {
  printf 'error: %s\n' "$1" >&2
  exit 1
}

# Of busybox only lines that are many come at once.
live=
if sed -u '' </dev/null >/dev/null 2>&1; then
  live=-u
fi

is_true() {
  case "$1" in
    [Tt]rue | TRUE | 1) return 0 ;;
  esac
  return 1
}

# Lines as one: "a, b".
joined() {
  paste -s -d , "$1" | sed 's/,/, /g'
}

# Addresses of feeds can hold a password, and NuGet writes them out.
masked() {
  # shellcheck disable=SC2086
  sed $live 's|://[^/[:space:]]*@|://***@|g'
}

# Runs a command and tells what it says, which because looks at.
told() {
  echo 0 >"$work/status"
  { "$@" 2>&1 || echo "$?" >"$work/status"; } | masked | tee "$work/told"
  return "$(cat "$work/status")"
}

# Of the last command the first error, so that the line the build ends with tells it.
because() {
  first=$(sed -n "/error \([A-Z]\{2,\}[0-9]\{3,\}\)\{0,1\}: /{ s|^[[:space:]]*||; s|^$sources/||; s|^.* : error \([A-Z]\)|\1|; s| \[[^]]*]\$||; s|[.[:space:]]*\$||; p; q; }" "$work/told")
  if [ -n "$first" ]; then
    printf ': %s' "$first"
  else
    printf '; the reason is above'
  fi
}

[ -d "$sources" ] && [ -n "$(ls -A "$sources")" ] || fail "There are no sources in $sources: the repository, or its contextDir, is empty."
# An archive or a copy of a volume may bring files that not even their owner writes; a build writes beside them, and deletes them in the end.
chmod -R u+rwX "$sources" || fail "The sources in $sources do not belong to the user $(id -u), whom the build runs as."

# Everything that build and tests leave lies in one folder, which goes whichever way this ends.
work=$(mktemp -d /tmp/s2i.XXXXXX)
trap 'rm -rf "$work"' EXIT
mkdir "$work/home" "$work/tmp"
export HOME="$work/home" DOTNET_CLI_HOME="$work/home" TMPDIR="$work/tmp"
export DOTNET_NOLOGO=true DOTNET_CLI_TELEMETRY_OPTOUT=true DOTNET_GENERATE_ASPNET_CERTIFICATE=false DOTNET_SKIP_WORKLOAD_INTEGRITY_CHECK=true NUGET_XMLDOC_MODE=skip
# What the builder's own application needs is no affair of what is built and tested here.
unset OPENSHIFT_GUARD
# Servers that outlive their command would keep the build from ending.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false

# Secrets and config maps of a BuildConfig lie there while it builds, and it deletes them itself in the end. What they tell NuGet of feeds and passwords counts as
# the user's, so that it lies in no folder that is published.
injected=$root/src
for file in "$injected"/[Nn]u[Gg]et.[Cc]onfig; do
  if [ -f "$file" ]; then
    say "Using the NuGet configuration that the build brings"
    mkdir -p "$HOME/.nuget/NuGet"
    cp "$file" "$HOME/.nuget/NuGet/NuGet.Config"
  fi
done

if [ -n "${DOTNET_INFO:-}" ]; then
  dotnet --info
fi

export NUGET_PACKAGES="$work/packages"
if [ -d "$artifacts/packages" ]; then
  say "Using the packages of the last build"
  NUGET_PACKAGES=$artifacts/packages
fi

cd "$sources"
configuration=${DOTNET_CONFIGURATION:-Release}
startup=${DOTNET_STARTUP_PROJECT:-}
assembly=
[ -z "$startup" ] || [ -z "${DOTNET_STARTUP_ASSEMBLY:-}" ] || fail "DOTNET_STARTUP_PROJECT and DOTNET_STARTUP_ASSEMBLY are both set. The first is for sources, the second for what is published already; leave one of them out."

# Folders of the sources with certificates of authorities that feeds are trusted by, besides those of the image.
set -f
authorities=
for folder in ${DOTNET_SSL_DIRS:-}; do
  [ -d "$folder" ] || fail "DOTNET_SSL_DIRS names '$folder', which the sources do not have."
  authorities=$authorities$(cd "$folder" && pwd):
done
set +f
[ -z "$authorities" ] || export SSL_CERT_DIR="$authorities${SSL_CERT_DIR:-/etc/ssl/certs:/etc/pki/tls/certs}"

# The names of the files of some kinds in a folder, one a line.
files_in() {
  folder=$1
  shift
  for extension in "$@"; do
    for file in "$folder"/*"$extension"; do
      if [ -f "$file" ]; then
        printf '%s\n' "${file#./}"
      fi
    done
  done
}

# The projects of a solution, one a line.
projects_of() {
  dotnet sln "$1" list >"$work/solution" 2>&1 || {
    masked <"$work/solution" >&2
    fail "The solution $1 cannot be read; what is wrong with it is above."
  }
  beside=$(dirname "$1")/
  [ "$beside" != ./ ] || beside=
  tr '\\' '/' <"$work/solution" | grep -E '\.(cs|fs|vb)proj$' | while IFS= read -r listed; do
    printf '%s%s\n' "$beside" "$listed"
  done
}

# Writes the projects that may be meant into $work/projects; leaves it empty for "any in the sources".
list_projects() {
  : >"$work/projects"
  place=${startup:-.}
  case "$place" in
    *.sln | *.slnx)
      projects_of "$place" >"$work/projects"
      [ -s "$work/projects" ] || fail "The solution $place has no project."
      return
      ;;
  esac
  if [ -f "$place" ]; then
    printf '%s\n' "${place#./}" >"$work/projects"
    return
  fi

  files_in "$place" .csproj .fsproj .vbproj >"$work/projects"
  if [ -s "$work/projects" ]; then
    return
  fi

  files_in "$place" .slnx .sln >"$work/solutions"
  while IFS= read -r solution; do
    projects_of "$solution" >>"$work/projects"
  done <"$work/solutions"
  if [ -n "$startup" ] && [ ! -s "$work/projects" ]; then
    fail "DOTNET_STARTUP_PROJECT is '$startup', where neither a project nor a solution is."
  fi
}

# Sets project, assembly, framework and checks to those of the one project that can be started.
find_project() {
  sdk=$(dotnet --version 2>"$work/log") || {
    masked <"$work/log" >&2
    fail "The .NET SDK that global.json asks for is not in the builder, which has: $(ls "$(dirname "$(readlink -f "$(command -v dotnet)")")/sdk" | paste -s -d ' ' -). Let global.json roll forward (\"rollForward\": \"latestFeature\"), or use another builder."
  }
  list_projects
  sort -u "$work/projects" -o "$work/projects"
  dotnet msbuild "$scripts/dotnet/find-startup.proj" -nologo -v:quiet "-p:Configuration=$configuration" "-p:Sources=$sources" "-p:List=$work/projects" "-p:Startable=$work/startable" "-p:Others=$work/others" >"$work/log" 2>&1 || :
  [ -f "$work/startable" ] || {
    masked <"$work/log" >&2
    fail "The projects of the sources cannot be read; what is wrong with them is above."
  }

  case "$(wc -l <"$work/startable" | tr -d ' ')" in
    1) ;;
    0)
      masked <"$work/log" >&2
      [ -s "$work/others" ] || fail "The sources have no project (*.csproj, *.fsproj, *.vbproj) and nothing published (*.runtimeconfig.json)."
      fail "None of the projects can be started: $(joined "$work/others"). A program for Linux has <OutputType>Exe</OutputType>."
      ;;
    *)
      cut -d '|' -f 1 "$work/startable" | sort >"$work/names"
      fail "Several projects can be started: $(joined "$work/names"). Say which in .s2i/environment: DOTNET_STARTUP_PROJECT=$(head -n 1 "$work/names")"
      ;;
  esac
  IFS='|' read -r project assembly framework checks unfit elsewhere <"$work/startable"
  [ -z "$unfit" ] || fail "$project $unfit."
  say "Using the .NET SDK $sdk for $project"
  if [ -n "$elsewhere" ]; then
    say "Note: $project targets $elsewhere, and this image has another runtime, the one of its SDK: what is published starts on an image with the runtime of $elsewhere, and here with DOTNET_ROLL_FORWARD=Major in .s2i/environment"
  fi
}

# Whether a restore from the builder's libraries gave what the feeds of the project would have given. NuGet takes the nearest version for one that is not
# there (NU1603): that is right for what a package of the builder asks for, and no answer to what a project asks for.
is_exact() {
  grep 'NU1603: ' "$1" | sort -u >"$work/nearest" || return 0
  while IFS= read -r line; do
    package=$(printf '%s\n' "$line" | sed -n 's|.*NU1603: \([^ ]*\) \([^ ]*\) depends on .*|\1/\2|p' | tr '[:upper:]' '[:lower:]')
    [ -n "$package" ] && [ -d "$libraries/$package" ] || return 1
  done <"$work/nearest"
}

# Restores $1, the other arguments being NuGet's. At first from the builder's libraries alone, so that no network is asked where none is needed. Nor are authorities asked
# whether signatures of them were revoked: that was done when the builder was made, and takes a minute and more where they cannot be reached.
restore() {
  project_file=$1
  shift
  : >"$work/missing"
  if [ -n "$libraries" ] && [ -d "$libraries" ] && [ -z "${DOTNET_RESTORE_SOURCES:-}${DOTNET_RESTORE_CONFIGFILE:-}" ]; then
    if DOTNET_CLI_UI_LANGUAGE=en NUGET_CERT_REVOCATION_MODE=offline dotnet restore "$project_file" "$@" --source "$libraries" -p:NuGetAudit=false >"$work/own" 2>&1 && is_exact "$work/own"; then
      say "All packages are in the builder, no feed was asked"
      return
    fi
    sed -n 's|.*NU110[0-9]: Unable to find \(a stable \)\{0,1\}package \([^ ]*\).*|\2|p; s|.*NU1603: .* but \([^ ]*\) [^ ]* was not found.*|\1|p' "$work/own" | sed 's|\.$||' | sort -u >"$work/missing"
  fi
  told dotnet restore "$project_file" "$@" || {
    reason=$(because)
    case "$reason" in
      # A feed that cannot be reached; one that answers has named the package itself.
      ': NU1301: '* | '; '*) [ ! -s "$work/missing" ] || reason="$reason. In that version not in the builder itself: $(joined "$work/missing")" ;;
    esac
    fail "The packages of $project_file cannot be restored$reason."
  }
}

# Tools that the build calls, for this build alone.
install_tools() {
  set -f
  config=${DOTNET_RESTORE_CONFIGFILE:-}
  if [ -n "${DOTNET_RESTORE_SOURCES:-}" ]; then
    # "tool install" of older SDKs only adds sources to those that are configured.
    config=$work/nuget.config
    {
      printf '<configuration><packageSources><clear />'
      for source in $DOTNET_RESTORE_SOURCES; do
        case "$source" in
          /* | *:*) ;;
          *) source=$sources/$source ;;
        esac
        source=$(printf '%s' "$source" | sed 's/&/\&amp;/g; s/"/\&quot;/g; s/</\&lt;/g')
        printf '<add key="%s" value="%s" />' "$source" "$source"
      done
      printf '</packageSources></configuration>'
    } >"$config"
  fi
  for tool in ${DOTNET_TOOLS:-}; do
    set -- "${tool%%@*}" --tool-path "$work/tools"
    case "$tool" in
      *@*) set -- "$@" --version "${tool#*@}" ;;
    esac
    [ -z "$config" ] || set -- "$@" --configfile "$config"
    say "Installing the tool $tool"
    told dotnet tool install "$@" || fail "The tool '$tool' of DOTNET_TOOLS cannot be installed$(because)."
  done
  set +f
  export PATH="$PATH:$work/tools"
}

fail_of_tests() {
  ! grep -q 'You must install or update \.NET' "$work/told" || fail "Tests of $1 need another runtime than this image has, which is the one of its SDK; with DOTNET_ROLL_FORWARD=Major in .s2i/environment they run on it. No image is made."
  fail "Tests of $1 failed; which is above. No image is made."
}

test_projects() {
  # A list of words.
  set -f
  for test in ${DOTNET_TEST_PROJECTS:-}; do
    set +f
    [ -e "$test" ] || fail "DOTNET_TEST_PROJECTS names '$test', which the sources do not have."
    say "Testing $test"
    restore "$test" "$@"
    if grep -qs 'Microsoft\.Testing\.Platform' global.json; then
      told dotnet test --project "$test" -c "${DOTNET_TEST_CONFIGURATION:-Debug}" --no-restore || fail_of_tests "$test"
    else
      told dotnet test "$test" -nologo -c "${DOTNET_TEST_CONFIGURATION:-Debug}" --no-restore -v "${DOTNET_VERBOSITY:-quiet}" || fail_of_tests "$test"
    fi
    set -f
  done
  set +f
}

build() {
  set -- -nologo -v "${DOTNET_VERBOSITY:-quiet}"
  if [ -n "${DOTNET_RESTORE_CONFIGFILE:-}" ]; then
    [ -f "$DOTNET_RESTORE_CONFIGFILE" ] || [ ! -f "$injected/$DOTNET_RESTORE_CONFIGFILE" ] || DOTNET_RESTORE_CONFIGFILE=$injected/$DOTNET_RESTORE_CONFIGFILE
    [ -f "$DOTNET_RESTORE_CONFIGFILE" ] || fail "DOTNET_RESTORE_CONFIGFILE names '$DOTNET_RESTORE_CONFIGFILE', which the sources do not have."
    [ -z "${DOTNET_RESTORE_SOURCES:-}" ] || fail "DOTNET_RESTORE_CONFIGFILE and DOTNET_RESTORE_SOURCES are both set; put the sources into the file."
    set -- "$@" --configfile "$DOTNET_RESTORE_CONFIGFILE"
  fi
  [ -z "${DOTNET_TOOLS:-}" ] || install_tools
  set -f
  for source in ${DOTNET_RESTORE_SOURCES:-}; do
    set -- "$@" --source "$source"
  done
  set +f
  if is_true "${DOTNET_RESTORE_DISABLE_PARALLEL:-}"; then
    set -- "$@" --disable-parallel
  fi
  test_projects "$@"

  ahead=
  if is_true "${DOTNET_PUBLISH_READYTORUN:-}"; then
    case "$(uname -m)" in
      x86_64) ahead=linux-x64 ;;
      aarch64) ahead=linux-arm64 ;;
      *) say "DOTNET_PUBLISH_READYTORUN is for x64 and arm64, and passed over" ;;
    esac
  fi
  [ -z "$ahead" ] || set -- "$@" -r "$ahead" -p:PublishReadyToRun=true
  say "Restoring packages"
  # The runtime is the image's, which takes assemblies: what a project says of programs that bring their own is for other images.
  managed="-p:SelfContained=false -p:PublishSingleFile=false -p:PublishTrimmed=false -p:PublishAot=false"
  # shellcheck disable=SC2086
  restore "$project" "$@" "-p:Configuration=$configuration" $managed

  set -- -nologo -v "${DOTNET_VERBOSITY:-quiet}" --no-restore --self-contained false -c "$configuration" -o "$app"
  [ -z "$ahead" ] || set -- "$@" -r "$ahead" -p:PublishReadyToRun=true
  [ -z "$framework" ] || set -- "$@" -f "$framework"
  what="compiled and published"
  if [ "$checks" = true ] && [ "${OPENSHIFT_CHECK:-true}" != false ] && [ -n "$elsewhere" ]; then
    say "Publishing, without asking the rules of OpenShift.NET.Sdk: they judge it on the runtime of this image"
  elif [ "$checks" = true ] && [ "${OPENSHIFT_CHECK:-true}" != false ]; then
    say "Publishing, and asking the rules of OpenShift.NET.Sdk"
    what=published
    # On the runtime of this very image, which is what the result will run on.
    set -- "$@" -t:OpenShiftCheck -p:OpenShiftEmbeddedBase=Always "-p:OpenShiftCacheDirectory=$work/cache"
  else
    say "Publishing"
  fi
  rm -rf "$app"
  # shellcheck disable=SC2086
  told dotnet publish "$project" "$@" $managed || fail "$project cannot be $what$(because). No image is made."
}

take_published() {
  say "Taking the published application $assembly"
  rm -rf "$app"
  mkdir -p "$app"
  rm -rf .git .s2i
  cp -R ./. "$app"
}

published=${DOTNET_STARTUP_ASSEMBLY:-}
if [ -n "$published" ]; then
  [ -f "$published" ] || fail "DOTNET_STARTUP_ASSEMBLY names '$published', which the sources do not have."
  assembly=${published%.dll}
  take_published
else
  if [ -z "$startup" ]; then
    files_in . .csproj .fsproj .vbproj .sln .slnx >"$work/buildable"
    files_in . .runtimeconfig.json >"$work/runtimes"
    if [ ! -s "$work/buildable" ] && [ -s "$work/runtimes" ]; then
      [ "$(wc -l <"$work/runtimes" | tr -d ' ')" = 1 ] || fail "Several published applications: $(joined "$work/runtimes"). Say which in .s2i/environment: DOTNET_STARTUP_ASSEMBLY=NAME.dll"
      IFS= read -r assembly <"$work/runtimes"
      assembly=${assembly%.runtimeconfig.json}
    fi
  elif [ ! -e "$startup" ]; then
    fail "DOTNET_STARTUP_PROJECT is '$startup', which the sources do not have."
  fi

  if [ -n "$assembly" ]; then
    take_published
  else
    find_project
    assembly=${DOTNET_ASSEMBLY_NAME:-$assembly}
    build
  fi
fi

assembly=${assembly#./}
[ -f "$app/$assembly.dll" ] || fail "What was published has no $assembly.dll. Say the assembly's name in .s2i/environment: DOTNET_ASSEMBLY_NAME=NAME"
case "$assembly" in
  *\'*) fail "The assembly name \"$assembly\" has an apostrophe; give the project an <AssemblyName> without." ;;
esac

rm -f "$root/start"
cat >"$root/start" <<SCRIPT
#!/bin/sh
unset OPENSHIFT_GUARD
# Hosts older than .NET 8's, WebHost among them, listen at addresses alone; the newer ones do the same with either.
if [ -n "\${ASPNETCORE_HTTP_PORTS:-}" ] && [ -z "\${ASPNETCORE_URLS:-}\${ASPNETCORE_HTTPS_PORTS:-}\${DOTNET_URLS:-}\${URLS:-}" ]; then
  addresses=
  IFS='; '
  for port in \$ASPNETCORE_HTTP_PORTS; do
    addresses="\${addresses:+\$addresses;}http://*:\$port"
  done
  unset IFS ASPNETCORE_HTTP_PORTS
  export ASPNETCORE_URLS="\$addresses"
fi
cd $app
exec dotnet '$app/$assembly.dll' "\$@"
SCRIPT
chmod 0755 "$root/start"

# What runs is read, not written.
chmod -R a+rX,go-w "$app"

rm -f "$root/app.tar.gz"
if is_true "${DOTNET_PACK:-}"; then
  say "Packing the application into $root/app.tar.gz"
  tar -C "$app" -czf "$root/app.tar.gz" . || fail "The application cannot be packed, which DOTNET_PACK asks for; the reason is above."
fi

rm -rf "$root/packages"
if is_true "${DOTNET_INCREMENTAL:-}" && [ -d "$NUGET_PACKAGES" ]; then
  mv "$NUGET_PACKAGES" "$root/packages"
fi
cd /
if [ "${DOTNET_RM_SRC:-true}" = false ]; then
  chmod -R g=u "$sources"
  mkdir -p "$root/src"
  cp -R "$sources/." "$root/src"
else
  rmdir "$root/src" 2>/dev/null || :
fi
rm -rf "$sources" "$artifacts"
say "The image starts $assembly.dll"
