using System.Collections.Immutable;
using System.Formats.Tar;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Publish.Tests.Proving;

namespace OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

/// <summary>
/// Stand-ins for Red Hat's .NET images: this machine's runtime with the configuration and the folders that the Dockerfiles of redhat-developer/s2i-dotnetcore give them
/// (8.0 and 9.0: runtime/Dockerfile.rhel8, 10.0: runtime and aspnet/Dockerfile.rhel9), and the same without a working directory, a command or an entry point as registry.access.redhat.com/dotnet has them.
/// </summary>
internal static class RedHatBase
{
    private const string Search = "PATH=/opt/app-root/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>Makes a layout whose image has the reference 10.0.</summary>
    /// <param name="version">8.0, 9.0 or 10.0, or "10.0 plain" for an image without working directory and command.</param>
    public static async Task<string> CreateAsync(string version)
    {
        string folder = Path.Combine(Sandbox.NewFolder("red-hat"), "layout");
        Image image = await OciLayout.ReadAsync(EmbeddedLayout.Folder, CancellationToken.None);
        await OciLayout.WriteAsync(TestImage.Configured(TestImage.Over(image, TestImage.Layer(Files(version))), Configuration(version)), folder, ["10.0"], CancellationToken.None);
        return folder;
    }

    private static ExecutionConfig Configuration(string version)
    {
        bool plain = version.EndsWith("plain", StringComparison.Ordinal);
        string number = version.Split(' ')[0];
        string major = number.Split('.')[0];
        ImmutableSortedDictionary<string, string> labels = ImmutableSortedDictionary<string, string>.Empty
            .Add("io.k8s.description", $"Platform for running .NET {major} applications")
            .Add("io.k8s.display-name", $".NET {major}")
            .Add("io.openshift.tags", $"runtime,.net,dotnet,dotnetcore,dotnet{major}0-runtime")
            .Add("io.openshift.expose-services", "8080:http")
            .Add("name", $"ubi{(major == "10" ? 9 : 8)}/dotnet-{major}0-runtime")
            .Add("summary", $".NET {major} runtime")
            .Add("com.redhat.component", $"dotnet-{major}0-runtime-container")
            .Add("dotnet_version", number);
        return new ExecutionConfig
        {
            User = "1001",
            Env =
            [
                Search, "container=oci", "HOME=/opt/app-root", "DOTNET_RUNNING_IN_CONTAINER=true", "NUGET_XMLDOC_MODE=skip", "APP_UID=1001",
                number == "8.0" ? "ASPNETCORE_HTTP_PORTS=8080" : "ASPNETCORE_URLS=http://*:8080",
                .. number == "8.0" ? ["DOTNET_CORE_VERSION=8.0", "DOTNET_FRAMEWORK=net8.0", "DOTNET_SSL_CERT_DIR=/opt/app-root/ssl_dir"] : (string[])[$"DOTNET_VERSION={number}", $"ASPNET_VERSION={number}"],
                .. plain ? [] : (string[])["DOTNET_APP_PATH=/opt/app-root/app", "DOTNET_DATA_PATH=/opt/app-root/data", "DOTNET_DEFAULT_CMD=default-cmd.sh"],
            ],
            ExposedPorts = ImmutableSortedDictionary<string, EmptyObject>.Empty.Add("8080/tcp", new EmptyObject()),
            Labels = number == "8.0" ? labels.Add("io.openshift.s2i.scripts-url", "image:///usr/libexec/s2i").Add("io.s2i.scripts-url", "image:///usr/libexec/s2i") : labels,
            WorkingDir = plain ? null : "/opt/app-root/app",
            Cmd = plain ? null : ["/bin/sh", "-c", "\"./${DOTNET_DEFAULT_CMD}\""],
            Entrypoint = number == "8.0" ? ["container-entrypoint"] : null,
        };
    }

    private static PaxTarEntry[] Files(string version)
    {
        const int Shared = 0b111_111_101;
        const int Program = 0b111_101_101;
        string number = version.Split(' ')[0];
        string release = number == "10.0" ? "9.6" : "8.10";
        return
        [
            TestImage.File("etc/os-release", $"NAME=\"Red Hat Enterprise Linux\"\nID=\"rhel\"\nID_LIKE=\"fedora\"\nVERSION_ID=\"{release}\"\n"),
            TestImage.File("etc/passwd", "root:x:0:0:root:/root:/bin/bash\ndefault:x:1001:0:Default Application User:/opt/app-root:/sbin/nologin\n"),
            TestImage.Folder("opt/app-root/", Shared, 1001),
            .. version.EndsWith("plain", StringComparison.Ordinal) ? [] : (PaxTarEntry[])
            [
                TestImage.Folder("opt/app-root/app/", Shared, 1001),
                TestImage.Folder("opt/app-root/data/", Shared, 1001),
                TestImage.File("opt/app-root/app/default-cmd.sh", "#!/bin/bash\necho 'No application.'\nexit 1\n", Shared, 1001),
            ],
            .. number != "8.0" ? [] : (PaxTarEntry[])
            [
                TestImage.File("usr/bin/container-entrypoint", "#!/bin/bash\nset -e\ncmd=\"$1\"; shift\nexec $cmd \"$@\"\n", Program),
                TestImage.File("usr/libexec/s2i/run", "#!/bin/bash\nexec ./${DOTNET_DEFAULT_CMD}\n", Program),
            ],
        ];
    }
}
