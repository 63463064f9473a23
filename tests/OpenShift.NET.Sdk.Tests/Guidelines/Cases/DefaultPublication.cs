using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Cases;

/// <summary>A publication with which every rule is content: what a web project with a package gets on Microsoft's ASP.NET image. Cases are changes to it.</summary>
internal static class DefaultPublication
{
    /// <summary>Name of the base image.</summary>
    public const string BaseName = "mcr.microsoft.com/dotnet/aspnet:10.0";

    /// <summary>The day cases are judged.</summary>
    public static readonly DateOnly Today = new(2026, 1, 15);

    /// <summary>The layers, as a case would say them.</summary>
    public const string Layers = """
        layers:
          - origin: base
            files:
              - { path: /, kind: directory }
              - { path: /bin, link: usr/bin }
              - { path: /usr/bin/dash, mode: "0755", size: 125000, marks: [Elf] }
              - { path: /usr/bin/sh, link: dash }
              - { path: /usr/bin/dotnet, link: /usr/share/dotnet/dotnet }
              - { path: /usr/share/dotnet/dotnet, mode: "0755", size: 72000, marks: [Elf] }
              - { path: /usr/share/dotnet/host/fxr/10.0.0/libhostfxr.so, mode: "0755", size: 350000, marks: [Elf, SharedLibrary] }
              - { path: /usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.0/System.Private.CoreLib.dll, size: 11000000 }
              - { path: /usr/share/dotnet/shared/Microsoft.AspNetCore.App/10.0.0/Microsoft.AspNetCore.dll, size: 30000 }
              - { path: /usr/lib/x86_64-linux-gnu/libicuuc.so.74, link: libicuuc.so.74.2 }
              - { path: /usr/lib/x86_64-linux-gnu/libicuuc.so.74.2, size: 2000000, marks: [Elf, SharedLibrary] }
              - { path: /usr/lib/x86_64-linux-gnu/libicui18n.so.74, link: libicui18n.so.74.2 }
              - { path: /usr/lib/x86_64-linux-gnu/libicui18n.so.74.2, size: 3300000, marks: [Elf, SharedLibrary] }
              - { path: /usr/share/zoneinfo/Europe/Berlin, size: 2298 }
              - { path: /etc/passwd, text: "root:x:0:0:root:/root:/bin/bash\napp:x:1654:1654::/home/app:/bin/sh\n" }
              - { path: /etc/group, text: "root:x:0:\napp:x:1654:\n" }
              - { path: /etc/shadow, mode: "0640", gid: 42, text: "root:*:20000:0:99999:7:::\napp:!:20000::::::\n" }
              - { path: /etc/os-release, link: ../usr/lib/os-release }
              - { path: /usr/lib/os-release, text: "ID=ubuntu\nVERSION_ID=\"24.04\"\nPRETTY_NAME=\"Ubuntu 24.04.3 LTS\"\n" }
              - { path: /etc/ssl/certs/ca-certificates.crt, size: 220000 }
              - { path: /home/app, kind: directory, mode: "0750", uid: 1654, gid: 1654 }
              - { path: /root, kind: directory, mode: "0700" }
              - { path: /tmp, kind: directory, mode: "1777" }
              - { path: /var/tmp, kind: directory, mode: "1777" }
          - origin: app
            files:
              - { path: /app, kind: directory }
              - { path: /app/Newtonsoft.Json.dll, size: 712000 }
          - origin: app
            files:
              - { path: /app/WebApi, mode: "0755", size: 72000, marks: [Elf] }
              - { path: /app/WebApi.deps.json, text: "{}" }
              - { path: /app/WebApi.dll, size: 9000 }
              - { path: /app/WebApi.runtimeconfig.json, text: "{\"runtimeOptions\":{\"tfm\":\"net10.0\",\"framework\":{\"name\":\"Microsoft.AspNetCore.App\",\"version\":\"10.0.0\"}}}" }
              - { path: /app/appsettings.json, text: "{\"Logging\":{\"LogLevel\":{\"Default\":\"Information\"}}}" }
        """;

    public const string ProjectFolder = "/src/WebApi";

    /// <summary>Digest of the base image.</summary>
    public static Digest BaseDigest { get; } = Digest.Of(Encoding.UTF8.GetBytes(BaseName));

    /// <summary>The configuration of the base image.</summary>
    public static JsonObject BaseConfig() => (JsonObject)JsonNode.Parse("""
        {
          "created": "2026-01-13T00:00:00Z",
          "architecture": "amd64",
          "os": "linux",
          "config": {
            "Env": [
              "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
              "APP_UID=1654",
              "ASPNETCORE_HTTP_PORTS=8080",
              "DOTNET_RUNNING_IN_CONTAINER=true",
              "DOTNET_VERSION=10.0.0",
              "ASPNET_VERSION=10.0.0"
            ],
            "Cmd": ["/bin/bash"],
            "Labels": { "org.opencontainers.image.version": "24.04", "org.opencontainers.image.ref.name": "ubuntu" }
          },
          "rootfs": { "type": "layers", "diff_ids": [] },
          "history": [ { "created": "2026-01-13T00:00:00Z", "created_by": "COPY /dotnet /usr/share/dotnet # buildkit", "comment": "buildkit.dockerfile.v0" } ]
        }
        """)!;

    /// <summary>The configuration of the image.</summary>
    public static JsonObject Config() => (JsonObject)JsonNode.Parse($$"""
        {
          "created": "1970-01-01T00:00:01Z",
          "architecture": "amd64",
          "os": "linux",
          "config": {
            "User": "1654:0",
            "ExposedPorts": { "8080/tcp": {} },
            "Env": [
              "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
              "APP_UID=1654",
              "ASPNETCORE_HTTP_PORTS=8080",
              "DOTNET_RUNNING_IN_CONTAINER=true",
              "DOTNET_VERSION=10.0.0",
              "ASPNET_VERSION=10.0.0",
              "DOTNET_EnableDiagnostics_IPC=0",
              "DOTNET_EnableDiagnostics_Debugger=0",
              "DOTNET_GCHeapHardLimitPercent=0x4B",
              "HOME=/tmp",
              "WEBAPI_VERSION=1.4.2"
            ],
            "Entrypoint": ["dotnet", "/app/WebApi.dll"],
            "WorkingDir": "/app/",
            "Labels": {
              "description": "Answers questions about the weather in any town.",
              "io.k8s.description": "Answers questions about the weather in any town.",
              "io.k8s.display-name": "Weather API 1.4.2",
              "io.openshift.expose-services": "8080/tcp:http",
              "io.openshift.min-cpu": "100m",
              "io.openshift.min-memory": "128Mi",
              "io.openshift.non-scalable": "false",
              "io.openshift.tags": "dotnet,dotnet10,weather",
              "io.openshift.wants": "postgresql",
              "maintainer": "Contoso Weather <weather@contoso.example>",
              "name": "shop/web-api",
              "org.opencontainers.image.authors": "Contoso Weather",
              "org.opencontainers.image.base.digest": "{{BaseDigest}}",
              "org.opencontainers.image.base.name": "{{BaseName}}",
              "org.opencontainers.image.created": "1970-01-01T00:00:01Z",
              "org.opencontainers.image.description": "Answers questions about the weather in any town.",
              "org.opencontainers.image.licenses": "MIT",
              "org.opencontainers.image.revision": "5f2c9d1e8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d",
              "org.opencontainers.image.source": "https://git.contoso.example/shop/web-api",
              "org.opencontainers.image.title": "Weather API",
              "org.opencontainers.image.url": "https://contoso.example/web-api",
              "org.opencontainers.image.vendor": "Contoso",
              "org.opencontainers.image.version": "1.4.2",
              "release": "1",
              "summary": "Weather of any town",
              "url": "https://contoso.example/web-api",
              "vendor": "Contoso",
              "version": "1.4.2"
            }
          },
          "rootfs": { "type": "layers", "diff_ids": [] },
          "history": [
            { "created": "2026-01-13T00:00:00Z", "created_by": "COPY /dotnet /usr/share/dotnet # buildkit", "comment": "buildkit.dockerfile.v0" },
            { "created": "1970-01-01T00:00:01Z", "created_by": "OpenShift.NET.Sdk packages" },
            { "created": "1970-01-01T00:00:01Z", "created_by": "OpenShift.NET.Sdk app" }
          ]
        }
        """)!;

    /// <summary>The manifest of the image.</summary>
    public static JsonObject Manifest(Digest config, long configSize, ImmutableArray<LayerScan> layers)
    {
        var manifest = new ImageManifest
        {
            Config = new Descriptor(MediaTypes.OciConfig, config, configSize),
            Layers = [.. layers.Select(l => l.Blob)],
        };
        return (JsonObject)JsonNode.Parse(ImageJson.Write(manifest))!;
    }

    /// <summary>The facts of the project.</summary>
    public static ProjectFacts Project() => new()
    {
        Identity = new ProjectIdentity
        {
            Name = "WebApi",
            ProjectFile = ProjectFolder + "/WebApi.csproj",
            AssemblyName = "WebApi",
            Version = "1.4.2",
            VersionIsExplicit = true,
            Title = "Weather API",
            Description = "Answers questions about the weather in any town.",
            Authors = "Contoso Weather",
            Company = "Contoso",
            RepositoryUrl = "https://git.contoso.example/shop/web-api",
            ProjectUrl = "https://contoso.example/web-api",
            License = "MIT",
            Revision = "5f2c9d1e8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d",
            Tags = ["weather"],
        },
        Application = new ApplicationFacts
        {
            Kind = ApplicationKind.Web,
            TargetFramework = "net10.0",
            TargetFrameworkVersion = "10.0",
            RuntimeIdentifier = "linux-x64",
            IsRidSpecific = true,
            Frameworks = ["Microsoft.AspNetCore.App", "Microsoft.NETCore.App"],
            Configuration = "Release",
        },
        Metadata = new MetadataFacts
        {
            DisplayName = "Weather API 1.4.2",
            Summary = "Weather of any town",
            Tags = ["weather"],
            Wants = ["postgresql"],
            NonScalable = "false",
            MinMemory = "128Mi",
            MinCpu = "100m",
            Vendor = "Contoso",
            Release = "1",
            Maintainer = "Contoso Weather <weather@contoso.example>",
        },
        Image = new ImageFacts
        {
            BaseImage = BaseName,
            BaseImageIsExplicit = true,
            User = "1654:0",
            AppCommand = ["dotnet", "/app/WebApi.dll"],
            Ports = [new PortFact(8080, "tcp", "ContainerPort")],
            ListeningPorts = [new PortFact(8080, "tcp", "ASPNETCORE_HTTP_PORTS")],
            CacheDirectory = "/home/dev/.cache/openshift.net.sdk",
        },
        Destination = new DestinationFacts { Registry = "registry.contoso.example", Repository = "shop/web-api", Tags = ["1.4.2", "1.4", "1"] },
        Files =
        [
            File("Newtonsoft.Json.dll", FileOrigin.Package) with { PackageId = "Newtonsoft.Json", PackageVersion = "13.0.4", AssetType = "runtime" },
            File("WebApi", FileOrigin.App) with { Executable = true },
            File("WebApi.deps.json", FileOrigin.App),
            File("WebApi.dll", FileOrigin.App),
            File("WebApi.runtimeconfig.json", FileOrigin.App),
            File("appsettings.json", FileOrigin.App),
        ],
        Places = ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal,
            [
                KeyValuePair.Create("ContainerBaseImage", new SourceLocation(ProjectFolder + "/WebApi.csproj", 8, 5)),
                KeyValuePair.Create("ContainerPort", new SourceLocation(ProjectFolder + "/WebApi.csproj", 14, 5)),
            ]),
    };

    private static PublishFile File(string path, FileOrigin origin) =>
        new() { Path = path, Source = $"{ProjectFolder}/bin/Release/net10.0/linux-x64/publish/{path}", Origin = origin };
}
