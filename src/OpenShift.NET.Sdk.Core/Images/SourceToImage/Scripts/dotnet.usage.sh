#!/bin/sh
cat <<'TEXT'
@NAME@ is an image for source-to-image: it builds and runs the .NET project you supply.

  s2i build SOURCES BUILDER APPLICATION         with s2i
  oc new-app BUILDER~https://REPOSITORY         on OpenShift

The one project that can be started is found. Variables, in .s2i/environment or the BuildConfig:

  DOTNET_STARTUP_PROJECT            project, folder or solution, when there are several
  DOTNET_STARTUP_ASSEMBLY           the assembly of sources that are published already
  DOTNET_ASSEMBLY_NAME              name of the assembly, without .dll
  DOTNET_CONFIGURATION              Release (default) or Debug
  DOTNET_RESTORE_SOURCES            NuGet sources in place of those of nuget.config
  DOTNET_RESTORE_CONFIGFILE         a nuget.config
  DOTNET_RESTORE_DISABLE_PARALLEL   true: one project after the other
  DOTNET_TEST_PROJECTS              test projects that have to pass
  DOTNET_TEST_CONFIGURATION         Debug (default) or Release
  DOTNET_PUBLISH_READYTORUN         true: compiled ahead of time
  DOTNET_TOOLS                      .NET tools to install before the build: NAME or NAME@VERSION
  DOTNET_SSL_DIRS                   folders of the sources with certificates that feeds are trusted by
  DOTNET_PACK                       true: the published application besides, as @ROOT@/app.tar.gz
  DOTNET_INFO                       anything: tells of the .NET SDK at first
  DOTNET_INCREMENTAL                true: packages are kept for the next build
  DOTNET_RM_SRC                     false: sources are kept, in @ROOT@/src
  DOTNET_VERBOSITY                  quiet (default), minimal, normal, detailed, diagnostic
  OPENSHIFT_CHECK                   false: the rules of OpenShift.NET.Sdk are not asked
  HTTP_PROXY, HTTPS_PROXY, NO_PROXY as everywhere

Without sources the image runs @NAME@ itself.
@LIBRARY_LIST@TEXT
