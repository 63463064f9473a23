using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Elf;
using OpenShift.NET.Sdk.Images.EmbeddedBase;
using OpenShift.NET.Sdk.Images.EmbeddedBase.Plans;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Tests.Images.Elf;

namespace OpenShift.NET.Sdk.Tests.Images.EmbeddedBase;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class EmbeddedBasePlannerTests
{
    [TestMethod]
    public void A_web_application_gets_the_system_the_newest_patch_and_the_web_framework()
    {
        using SyntheticHost host = SyntheticHost.Debian().OpenSsl().Icu(72);
        host.Text("/usr/lib/os-release", "ID=debian\nVERSION_ID=\"12\"\n").Link("/etc/os-release", "../usr/lib/os-release")
            .Text("/etc/ssl/certs/ca-certificates.crt", "authorities")
            .Text("/usr/share/zoneinfo/Europe/Berlin", "zone").Link("/usr/share/zoneinfo/Berlin", "Europe/Berlin")
            .Text("/etc/localtime", "zone").Link("/usr/share/zoneinfo/localtime", "/etc/localtime");

        EmbeddedBasePlan plan = EmbeddedBasePlanner.Plan(host.Request("Microsoft.NETCore.App", "Microsoft.AspNetCore.App"), host.Files);

        Assert.AreEqual("openshift-net-sdk/embedded-dotnet:10.0.10", plan.Name);
        Assert.AreEqual(
            """
            operating system libraries
            d 755 /etc
            f 644 /etc/group
            f 644 /etc/nsswitch.conf
            l 777 /etc/os-release -> ../usr/lib/os-release
            f 644 /etc/passwd
            d 755 /etc/ssl
            d 755 /etc/ssl/certs
            f 644 /etc/ssl/certs/ca-certificates.crt
            d 755 /home
            d 775 /home/app
            l 777 /lib -> usr/lib
            l 777 /lib64 -> usr/lib64
            d 1777 /tmp
            d 755 /usr
            d 755 /usr/lib
            f 644 /usr/lib/os-release
            d 755 /usr/lib/x86_64-linux-gnu
            f 755 /usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2
            f 644 /usr/lib/x86_64-linux-gnu/libc.so.6
            f 644 /usr/lib/x86_64-linux-gnu/libcrypto.so.3
            f 644 /usr/lib/x86_64-linux-gnu/libicudata.so.72
            f 644 /usr/lib/x86_64-linux-gnu/libicui18n.so.72
            f 644 /usr/lib/x86_64-linux-gnu/libicuuc.so.72
            f 644 /usr/lib/x86_64-linux-gnu/libssl.so.3
            l 777 /usr/lib/x86_64-linux-gnu/libstdc++.so.6 -> libstdc++.so.6.0.30
            f 644 /usr/lib/x86_64-linux-gnu/libstdc++.so.6.0.30
            d 755 /usr/lib64
            l 777 /usr/lib64/ld-linux-x86-64.so.2 -> /lib/x86_64-linux-gnu/ld-linux-x86-64.so.2
            d 755 /usr/share
            d 755 /usr/share/zoneinfo
            l 777 /usr/share/zoneinfo/Berlin -> Europe/Berlin
            d 755 /usr/share/zoneinfo/Europe
            f 644 /usr/share/zoneinfo/Europe/Berlin
            d 755 /var
            d 1777 /var/tmp
            .NET runtime 10.0.10
            d 755 /usr/bin
            l 777 /usr/bin/dotnet -> /usr/share/dotnet/dotnet
            d 755 /usr/share/dotnet
            f 755 /usr/share/dotnet/dotnet
            d 755 /usr/share/dotnet/host
            d 755 /usr/share/dotnet/host/fxr
            d 755 /usr/share/dotnet/host/fxr/10.0.10
            f 644 /usr/share/dotnet/host/fxr/10.0.10/libhostfxr.so
            d 755 /usr/share/dotnet/shared
            d 755 /usr/share/dotnet/shared/Microsoft.NETCore.App
            d 755 /usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.10
            f 644 /usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.10/System.Runtime.dll
            f 644 /usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.10/libcoreclr.so
            f 644 /usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.10/libcoreclrtraceptprovider.so
            ASP.NET Core 10.0.10
            d 755 /usr/share/dotnet/shared/Microsoft.AspNetCore.App
            d 755 /usr/share/dotnet/shared/Microsoft.AspNetCore.App/10.0.10
            f 644 /usr/share/dotnet/shared/Microsoft.AspNetCore.App/10.0.10/Microsoft.AspNetCore.dll

            """,
            Text(plan));
        Assert.AreEqual(
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin|APP_UID=1654|ASPNETCORE_HTTP_PORTS=8080|DOTNET_RUNNING_IN_CONTAINER=true|DOTNET_VERSION=10.0.10|ASPNET_VERSION=10.0.10",
            string.Join('|', plan.Environment));
    }

    [TestMethod]
    public void A_self_contained_application_gets_the_system_only()
    {
        using SyntheticHost host = SyntheticHost.Debian().Icu(72).Text("/etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n");

        EmbeddedBasePlan plan = EmbeddedBasePlanner.Plan(host.Request("Microsoft.NETCore.App") with { SelfContained = true, TargetFrameworkVersion = "8.0" }, host.Files);

        Assert.AreEqual("openshift-net-sdk/embedded-runtime-deps:debian-12", plan.Name);
        Assert.HasCount(1, plan.Layers);
        Assert.IsFalse(plan.Environment.Any(e => e.Contains("VERSION", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Without_ICU_globalization_is_invariant()
    {
        using SyntheticHost host = SyntheticHost.Debian();
        const string invariant = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1";

        Assert.Contains(invariant, EmbeddedBasePlanner.Plan(host.Request(), host.Files).Environment);
        Assert.DoesNotContain(invariant, EmbeddedBasePlanner.Plan(host.Request(), host.Icu(72).Files).Environment);
    }

    [TestMethod]
    public void The_newest_whole_ICU_is_taken()
    {
        using SyntheticHost host = SyntheticHost.Debian().Icu(9).Icu(72).Icu(74).Delete(SyntheticHost.Multiarch + "libicudata.so.74");

        string plan = Text(EmbeddedBasePlanner.Plan(host.Request(), host.Files));

        Assert.Contains("libicuuc.so.72", plan);
        Assert.DoesNotContain("libicuuc.so.74", plan);
        Assert.DoesNotContain("libicuuc.so.9\n", plan);
    }

    [TestMethod]
    public void A_library_outside_the_loaders_own_folders_gets_a_link_beside_the_C_library()
    {
        using SyntheticHost host = SyntheticHost.Debian();
        host.Text("/etc/ld.so.conf", "/opt/ssl/lib\n").File("/opt/ssl/lib/libssl.so.3", SyntheticElf.Library("libcrypto.so.3")).File("/opt/ssl/lib/libcrypto.so.3", SyntheticElf.Library());

        string plan = Text(EmbeddedBasePlanner.Plan(host.Request(), host.Files));

        Assert.Contains("f 644 /opt/ssl/lib/libssl.so.3\n", plan);
        Assert.Contains("l 777 /usr/lib/x86_64-linux-gnu/libcrypto.so.3 -> /opt/ssl/lib/libcrypto.so.3\n", plan);
    }

    [TestMethod]
    public void A_musl_machine_gives_its_loader_and_no_link_beside_a_C_library_it_does_not_have()
    {
        using var host = new SyntheticHost();
        host.Dotnet("10.0.10").File("/lib/ld-musl-x86_64.so.1", SyntheticElf.Library(), executable: true).Link("/lib/libc.musl-x86_64.so.1", "ld-musl-x86_64.so.1");
        host.File("/usr/lib/libstdc++.so.6", SyntheticElf.Library("libc.musl-x86_64.so.1")).Text("/usr/share/icu/76.1/icudt76l.dat", "data").Text("/usr/share/icu/76.1/LICENSE", "text");
        host.File("/usr/lib/libicuuc.so.76", SyntheticElf.Library()).File("/usr/lib/libicui18n.so.76", SyntheticElf.Library());
        foreach (string file in Directory.GetFiles(host.Root + "/usr/share/dotnet", "*.so", SearchOption.AllDirectories))
        {
            File.WriteAllBytes(file, SyntheticElf.Library("libstdc++.so.6", "libc.musl-x86_64.so.1").ToBytes());
        }

        host.File("/usr/share/dotnet/dotnet", SyntheticElf.Library("libc.musl-x86_64.so.1") with { Interpreter = "/lib/ld-musl-x86_64.so.1" }, executable: true);

        string plan = Text(EmbeddedBasePlanner.Plan(host.Request(), host.Files));

        Assert.Contains("f 755 /lib/ld-musl-x86_64.so.1\n", plan);
        Assert.Contains("l 777 /lib/libc.musl-x86_64.so.1 -> ld-musl-x86_64.so.1\n", plan);
        Assert.Contains("/usr/share/icu/76.1/icudt76l.dat\n", plan);
        Assert.DoesNotContain("LICENSE", plan);
    }

    [TestMethod]
    public void A_version_that_is_not_installed_is_refused_with_what_is()
    {
        using SyntheticHost host = SyntheticHost.Debian();

        Refused(host, host.Request() with { TargetFrameworkVersion = "9.0" }, "Microsoft.NETCore.App 9.0 is not installed", "Microsoft.AspNetCore.App 10.0.10", "Microsoft.NETCore.App 10.0.9");
        Refused(host, host.Request("Microsoft.WindowsDesktop.App"), "Microsoft.WindowsDesktop.App 10.0 is not installed");
    }

    [TestMethod]
    public void Another_platform_than_the_hosts_is_refused()
    {
        using SyntheticHost host = SyntheticHost.Debian();

        Refused(host, host.Request() with { Platform = new Platform("linux", "arm64") }, "linux/amd64", "linux/arm64");
        Refused(host, host.Request() with { Platform = new Platform("windows", "amd64") }, "windows/amd64");
    }

    [TestMethod]
    public void A_library_the_runtime_cannot_do_without_is_named_when_it_is_missing()
    {
        using SyntheticHost host = SyntheticHost.Debian().Delete(SyntheticHost.Multiarch + "libstdc++.so.6");

        Refused(host, host.Request(), "'libstdc++.so.6'", "/usr/share/dotnet/dotnet");
    }

    [TestMethod]
    public void A_damaged_installation_is_refused()
    {
        using SyntheticHost host = SyntheticHost.Debian();
        EmbeddedBaseRequest request = host.Request();
        Refused(host, request with { DotnetRoot = "/opt/dotnet" }, "'/opt/dotnet'");
        host.Text("/usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.10/libcoreclr.so", "text");
        Refused(host, request, "libcoreclr.so' is no ELF file");
        host.File("/usr/share/dotnet/dotnet", SyntheticElf.Library("libc.so.6"));
        Refused(host, request, "names no dynamic loader");
        File.WriteAllBytes(host.Root + "/usr/share/dotnet/dotnet", SyntheticElf.Library("libc.so.6").ToBytes()[..80]);
        Refused(host, request, "is a damaged ELF file");
        host.Delete("/usr/share/dotnet/dotnet");
        Refused(host, request, "has no 'dotnet' program");
    }

    [TestMethod]
    public void Links_that_never_end_lead_nowhere()
    {
        using SyntheticHost host = SyntheticHost.Debian().Link("/etc/os-release", "other").Link("/etc/other", "os-release");

        Assert.DoesNotContain("os-release", Text(EmbeddedBasePlanner.Plan(host.Request(), host.Files)));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void This_machines_own_runtime_can_be_planned()
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        using var stream = File.OpenRead(Path.Combine(runtime, "libcoreclr.so"));
        var request = new EmbeddedBaseRequest
        {
            DotnetRoot = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..")),
            TargetFrameworkVersion = FormattableString.Invariant($"{Environment.Version.Major}.{Environment.Version.Minor}"),
            Platform = new Platform("linux", ElfReader.Read(stream)!.Machine.Architecture),
            OutputFolder = "/nowhere",
        };

        EmbeddedBasePlan plan = EmbeddedBasePlanner.Plan(request, new("/"));

        Assert.IsTrue(plan.Layers[1].Entries.Any(e => e.Path.EndsWith("/System.Private.CoreLib.dll", StringComparison.Ordinal)));
        Assert.IsTrue(plan.Layers[0].Entries.All(e => e.Source is null || File.Exists(e.Source)));
    }

    private static void Refused(SyntheticHost host, EmbeddedBaseRequest request, params string[] parts)
    {
        OpenShiftException e = Assert.ThrowsExactly<OpenShiftException>(() => EmbeddedBasePlanner.Plan(request, host.Files));
        Assert.AreEqual(ToolCodes.EmbeddedBaseUnavailable, e.Code);
        foreach (string part in parts)
        {
            Assert.Contains(part, e.Seen);
        }
    }

    private static string Text(EmbeddedBasePlan plan) => string.Concat(plan.Layers.Select(layer => layer.Title + "\n" + string.Concat(layer.Entries.Select(Line))));

    private static string Line(EmbeddedEntry entry)
    {
        char kind = entry.Kind switch { FileKind.Directory => 'd', FileKind.SymbolicLink => 'l', _ => 'f' };
        return $"{kind} {Convert.ToString(entry.Mode, 8)} {entry.Path}{(entry.LinkTarget is null ? "" : " -> " + entry.LinkTarget)}\n";
    }
}
