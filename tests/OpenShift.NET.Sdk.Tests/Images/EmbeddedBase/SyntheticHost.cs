using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.EmbeddedBase;
using OpenShift.NET.Sdk.Images.EmbeddedBase.Hosts;
using OpenShift.NET.Sdk.Tests.Images.Elf;

namespace OpenShift.NET.Sdk.Tests.Images.EmbeddedBase;

/// <summary>A root folder that looks like a small Linux machine.</summary>
internal sealed class SyntheticHost : IDisposable
{
    public const string Multiarch = "/usr/lib/x86_64-linux-gnu/";
    public const string Loader = "/lib64/ld-linux-x86-64.so.2";

    public string Root { get; } = Path.Combine(Path.GetTempPath(), "openshift-host-" + Guid.NewGuid().ToString("N"));

    public string Cache => Root + "-cache";

    public HostFileSystem Files => new(Root);

    /// <summary>A Debian-like machine with merged /usr and a .NET 10 installation.</summary>
    public static SyntheticHost Debian()
    {
        var host = new SyntheticHost();
        host.Link("/lib", "usr/lib").Link("/lib64", "usr/lib64");
        host.File(Multiarch + "ld-linux-x86-64.so.2", SyntheticElf.Library(), executable: true);
        host.Link("/usr/lib64/ld-linux-x86-64.so.2", "/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2");
        host.File(Multiarch + "libc.so.6", SyntheticElf.Library("ld-linux-x86-64.so.2"));
        host.File(Multiarch + "libstdc++.so.6.0.30", SyntheticElf.Library("libc.so.6")).Link(Multiarch + "libstdc++.so.6", "libstdc++.so.6.0.30");
        host.Dotnet("10.0.9", "10.0.10");
        return host;
    }

    public SyntheticHost Dotnet(params string[] versions)
    {
        const string root = "/usr/share/dotnet";
        File(root + "/dotnet", SyntheticElf.Library("libstdc++.so.6", "libc.so.6") with { Interpreter = Loader }, executable: true);
        foreach (string version in versions)
        {
            File($"{root}/host/fxr/{version}/libhostfxr.so", SyntheticElf.Library("libc.so.6"));
            File($"{root}/shared/Microsoft.NETCore.App/{version}/libcoreclr.so", SyntheticElf.Library("libstdc++.so.6"));
            File($"{root}/shared/Microsoft.NETCore.App/{version}/libcoreclrtraceptprovider.so", SyntheticElf.Library("liblttng-ust.so.0"));
            Text($"{root}/shared/Microsoft.NETCore.App/{version}/System.Runtime.dll", "runtime " + version);
            Text($"{root}/shared/Microsoft.AspNetCore.App/{version}/Microsoft.AspNetCore.dll", "web " + version);
        }

        return this;
    }

    public SyntheticHost OpenSsl() =>
        File(Multiarch + "libssl.so.3", SyntheticElf.Library("libcrypto.so.3", "libc.so.6"))
            .File(Multiarch + "libcrypto.so.3", SyntheticElf.Library("libc.so.6"));

    public SyntheticHost Icu(int number) =>
        File($"{Multiarch}libicuuc.so.{number}", SyntheticElf.Library($"libicudata.so.{number}"))
            .File($"{Multiarch}libicui18n.so.{number}", SyntheticElf.Library($"libicuuc.so.{number}"))
            .File($"{Multiarch}libicudata.so.{number}", SyntheticElf.Library());

    public SyntheticHost File(string path, SyntheticElf content, bool executable = false)
    {
        System.IO.File.WriteAllBytes(Prepare(path), content.ToBytes());
        if (executable && !OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(Root + path, (UnixFileMode)0b111_101_101);
        }

        return this;
    }

    public SyntheticHost Text(string path, string content)
    {
        System.IO.File.WriteAllText(Prepare(path), content);
        return this;
    }

    public SyntheticHost Link(string path, string target)
    {
        System.IO.File.CreateSymbolicLink(Prepare(path), target);
        return this;
    }

    public SyntheticHost Delete(string path)
    {
        System.IO.File.Delete(Root + path);
        return this;
    }

    public EmbeddedBaseRequest Request(params string[] frameworks) => new()
    {
        DotnetRoot = "/usr/share/dotnet",
        TargetFrameworkVersion = "10.0",
        Frameworks = [.. frameworks],
        Platform = new Platform("linux", "amd64"),
        OutputFolder = Cache,
    };

    public void Dispose()
    {
        foreach (string folder in (string[])[Root, Cache])
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private string Prepare(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Root + path)!);
        return Root + path;
    }
}
