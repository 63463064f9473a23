#!/usr/bin/env bash
# The main job on a sample: packs the SDK, publishes samples/WebApi to an archive, says what was decided and how to run it.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
version=0.0.0-demo
archive=$PWD/artifacts/document-store.tar

echo "== Packing OpenShift.NET.Sdk"
# Without the native stages, which save a publish some tenths of a second and cost this script a minute.
# NuGet keeps unpacked packages by version; the demo's own must not be an older one.
rm -rf "${NUGET_PACKAGES:-$HOME/.nuget/packages}/openshift.net.sdk/$version"
mkdir -p artifacts/packages
dotnet pack src/OpenShift.NET.Sdk.Tasks -c Release -o artifacts/packages -p:OpenShiftPackageVersion=$version -p:OpenShiftNativeStages=false -p:RunAnalyzers=false -nologo -v quiet -clp:NoSummary

echo "== Publishing samples/WebApi"
rm -f "$archive"
log=artifacts/demo.log
status=0
dotnet publish samples/WebApi -t:PublishContainer -nologo -v quiet -clp:NoSummary -flp:"logfile=$log;verbosity=normal" \
  -p:OpenShiftSdkVersion=$version \
  -p:OpenShiftEmbeddedBase=WhenUnreachable \
  -p:OpenShiftProve=WhenPossible \
  -p:ContainerArchiveOutputPath="$archive" >/dev/null || status=$?

# What this SDK said: decisions, layers, findings, report, destination.
grep -oE 'OpenShift: .*|(error|warning|message) [A-Z]+[0-9]{4}: .*|Wrote .* to .*' "$log" | sed -E 's| \[/.*\]$||' | awk '!seen[$0]++'
if [ "$status" != 0 ]; then
  echo "The publish failed; the whole log is in $log" >&2
  exit "$status"
fi

cat <<EOF

== Result
image     $archive
facts     samples/WebApi/obj/Release/net10.0/openshift/facts.json
layout    samples/WebApi/obj/Release/net10.0/openshift/image
manifests samples/WebApi/bin/Release/net10.0/publish/manifests
report    samples/WebApi/obj/Release/net10.0/openshift/report.sarif

Run it the way OpenShift does (podman):
  podman load -i $archive
  podman run --rm -p 8080:8080 --user 1000660000:0 --read-only --tmpfs /tmp --cap-drop=ALL --security-opt=no-new-privileges localhost/shop/document-store:1.4.2
  curl http://localhost:8080/healthz

Deploy it (the image has to be in a registry that the cluster reaches):
  oc process -f samples/WebApi/bin/Release/net10.0/publish/manifests/template.yaml -p IMAGE=registry.example.com/shop/document-store:1.4.2 | oc apply -f -
EOF
