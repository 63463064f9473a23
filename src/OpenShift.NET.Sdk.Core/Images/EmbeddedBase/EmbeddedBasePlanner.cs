using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Elf;
using OpenShift.NET.Sdk.Images.EmbeddedBase.Hosts;
using OpenShift.NET.Sdk.Images.EmbeddedBase.Plans;
using OpenShift.NET.Sdk.Images.Libraries;

namespace OpenShift.NET.Sdk.Images.EmbeddedBase;

/// <summary>Decides what of a host goes into an embedded base image.</summary>
internal sealed class EmbeddedBasePlanner
{
    /// <summary>What to do when there can be no embedded base image.</summary>
    public const string Remedy = "Name a base image that can be reached with ContainerBaseImage, or one on disk with OpenShiftBaseImageArchive.";

    /// <summary>Where the .NET runtime stands in the image, as in Microsoft's own images.</summary>
    private const string ImageDotnet = "/usr/share/dotnet";

    private const string CoreFramework = "Microsoft.NETCore.App";
    private const string AspNetFramework = "Microsoft.AspNetCore.App";

    // Loaded only when DOTNET_LTTng asks for it; Microsoft's images do not carry what it needs either.
    private const string TraceProvider = "libcoreclrtraceptprovider.so";

    private const int StickyForAll = 0b1_111_111_111;
    private const int WritableForGroup = 0b111_111_101;

    private readonly EmbeddedBaseRequest _request;
    private readonly HostFileSystem _host;
    private readonly string _dotnetRoot;
    private readonly string _muxer;
    private readonly LibrarySearch _search;
    private readonly string _interpreter;
    private readonly IReadOnlyList<InstalledFramework> _installed;

    private EmbeddedBasePlanner(EmbeddedBaseRequest request, HostFileSystem host)
    {
        _request = request;
        _host = host;
        _dotnetRoot = host.ResolveFolder(request.DotnetRoot)
            ?? throw Unavailable($"There is no .NET installation in '{request.DotnetRoot}'");
        _muxer = host.ResolveFile(_dotnetRoot + "/dotnet")
            ?? throw Unavailable($"The .NET installation in '{request.DotnetRoot}' has no 'dotnet' program");
        ElfFile muxer = ReadElf(_muxer);
        if (ElfMachine.Of(request.Platform) != muxer.Machine || request.Platform.Os != "linux")
        {
            throw Unavailable($"This machine's .NET is for linux/{muxer.Machine.Architecture}, the image is to be for {request.Platform}");
        }

        _interpreter = muxer.Interpreter ?? throw Unavailable($"'{_muxer}' names no dynamic loader");
        _search = new LibrarySearch(host, LoaderConfiguration.Read(host, _interpreter, muxer.Machine), muxer.Machine);
        _installed = InstalledFramework.In(host, _dotnetRoot);
    }

    /// <summary>Plans the image for a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="host">The host's file system.</param>
    /// <exception cref="OpenShiftException">OSC0047: the host does not have what the image needs.</exception>
    public static EmbeddedBasePlan Plan(EmbeddedBaseRequest request, HostFileSystem host) => new EmbeddedBasePlanner(request, host).Plan();

    /// <summary>A file of the host cannot be read.</summary>
    public static OpenShiftException Unreadable(string path, Exception cause) =>
        new(ToolCodes.EmbeddedBaseUnavailable, $"'{path}' cannot be read for the embedded base image ({cause.GetType().Name})", Remedy, innerException: cause);

    private EmbeddedBasePlan Plan()
    {
        var environment = new List<string>
        {
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "APP_UID=1654",
            "ASPNETCORE_HTTP_PORTS=8080",
            "DOTNET_RUNNING_IN_CONTAINER=true",
        };
        InstalledFramework runtime = _request.SelfContained ? NewestRuntime() : Wanted(CoreFramework);
        var layers = new List<EmbeddedLayer>(3);

        var system = new LayerCollector(_host);
        if (!CollectSystem(system, runtime))
        {
            environment.Add("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1");
        }

        layers.Add(system.ToLayer("operating system libraries"));
        if (!_request.SelfContained)
        {
            string version = runtime.Version.ToNormalizedString();
            environment.Add("DOTNET_VERSION=" + version);
            var dotnet = new LayerCollector(_host, system);
            CollectRuntime(dotnet, runtime);
            layers.Add(dotnet.ToLayer(".NET runtime " + version));
            LayerCollector below = dotnet;
            foreach (string name in _request.Frameworks.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                if (name != CoreFramework)
                {
                    InstalledFramework framework = Wanted(name);
                    string frameworkVersion = framework.Version.ToNormalizedString();
                    var collector = new LayerCollector(_host, below);
                    CollectFramework(collector, framework);
                    layers.Add(collector.ToLayer($"{(name == AspNetFramework ? "ASP.NET Core" : name)} {frameworkVersion}"));
                    below = collector;
                    if (name == AspNetFramework)
                    {
                        environment.Add("ASPNET_VERSION=" + frameworkVersion);
                    }
                }
            }
        }

        string tag = _request.SelfContained ? SystemTag() : runtime.Version.ToNormalizedString();
        return new EmbeddedBasePlan
        {
            Name = $"{EmbeddedBaseImage.NamePrefix}{(_request.SelfContained ? "runtime-deps" : "dotnet")}:{tag}",
            Platform = _request.Platform,
            Layers = [.. layers],
            Environment = [.. environment],
            Labels = ImmutableSortedDictionary.CreateRange(
                StringComparer.Ordinal,
                [
                    KeyValuePair.Create("org.opencontainers.image.title", _request.SelfContained ? "Embedded .NET base without the runtime" : "Embedded .NET base"),
                    KeyValuePair.Create("org.opencontainers.image.description", "Made by OpenShift.NET.Sdk from the .NET runtime and the libraries of the machine that published."),
                    KeyValuePair.Create("org.opencontainers.image.version", tag),
                ]),
        };
    }

    /// <summary>Collects the operating system's part; says whether ICU is in it.</summary>
    private bool CollectSystem(LayerCollector layer, InstalledFramework runtime)
    {
        var closure = new LibraryClosure(_search);
        foreach (string native in NativeFiles(runtime))
        {
            if (closure.AddNeedsOf(native) is { } missing)
            {
                throw Unavailable($"'{missing.Name}', which '{missing.NeededBy}' needs, is not on this machine");
            }
        }

        // What the runtime opens by name (dlopen), each only with all it needs: without, the runtime behaves as on a machine that does not have it.
        _ = closure.Add("libssl.so.3", "libcrypto.so.3") is null || closure.Add("libssl.so.1.1", "libcrypto.so.1.1") is null;
        bool icu = AddIcu(closure);
        foreach (string name in (ReadOnlySpan<string>)["libgssapi_krb5.so.2", "libz.so.1", "libresolv.so.2", "libnss_files.so.2", "libnss_dns.so.2", "libgcc_s.so.1", "libstdc++.so.6"])
        {
            _ = closure.Add(name);
        }

        if (!layer.AddAsFound(_interpreter))
        {
            throw Unavailable($"The dynamic loader '{_interpreter}' is not on this machine");
        }

        AddLibraries(layer, closure);
        if (icu)
        {
            // Alpine keeps the data of ICU in files beside the library rather than in libicudata.
            layer.AddTreeAsFound("/usr/share/icu", ".dat");
        }

        if (_search.Loader.PathFile is { } pathFile)
        {
            layer.AddAsFound(pathFile);
        }

        CollectAccounts(layer);
        foreach (string path in (ReadOnlySpan<string>)
            [
                "/etc/os-release",
                // OpenSSL's configuration and the authorities it trusts, in the places the distributions compile into it.
                "/etc/ssl/openssl.cnf", "/usr/lib/ssl/openssl.cnf", "/etc/pki/tls/openssl.cnf",
                "/etc/ssl/certs/ca-certificates.crt", "/usr/lib/ssl/cert.pem", "/etc/ssl/cert.pem", "/etc/ssl/ca-bundle.pem",
                "/etc/pki/tls/cert.pem", "/etc/pki/tls/certs/ca-bundle.crt",
            ])
        {
            layer.AddAsFound(path);
        }

        layer.AddTreeAsFound("/usr/share/zoneinfo");
        layer.AddFolder("/tmp", StickyForAll);
        layer.AddFolder("/var/tmp", StickyForAll);
        layer.AddFolder("/home/app", WritableForGroup);
        return icu;
    }

    private bool AddIcu(LibraryClosure closure)
    {
        foreach (int number in _search.NumbersOf("libicuuc.so."))
        {
            if (closure.Add(FormattableString.Invariant($"libicuuc.so.{number}"), FormattableString.Invariant($"libicui18n.so.{number}")) is null)
            {
                return true;
            }
        }

        return false;
    }

    private void AddLibraries(LayerCollector layer, LibraryClosure closure)
    {
        string? folderOfC = null;
        if (!_search.Loader.IsMusl && _search.Find("libc.so.6") is { } c)
        {
            folderOfC = FolderOf(c.RealPath);
        }

        foreach (FoundLibrary library in closure.Libraries.Values)
        {
            // A library below the .NET installation is the runtime's own; it comes with the runtime.
            if (library.RealPath.StartsWith(_dotnetRoot + "/", StringComparison.Ordinal))
            {
                continue;
            }

            layer.AddAsFound(library.Path);

            // The image has no ld.so.cache. The folder of the C library is one the loader searches without being told.
            if (folderOfC is not null && !library.ThroughRunPath && _host.ResolveFolder(FolderOf(library.Path)) != folderOfC)
            {
                layer.AddLink(folderOfC + "/" + library.Name, library.RealPath);
            }
        }
    }

    private static void CollectAccounts(LayerCollector layer)
    {
        layer.AddText("/etc/passwd", "root:x:0:0:root:/root:/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin\napp:x:1654:0:app:/home/app:/sbin/nologin\n");
        layer.AddText("/etc/group", "root:x:0:\nnobody:x:65534:\n");

        // The host's own would name modules that are not in the image.
        layer.AddText("/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\nnetworks: files\nprotocols: files\nservices: files\n");
    }

    private void CollectRuntime(LayerCollector layer, InstalledFramework runtime)
    {
        InstalledFramework resolver = NewestHostResolver();
        layer.AddFile(ImageDotnet + "/dotnet", _muxer);
        layer.AddContentOf($"{ImageDotnet}/host/fxr/{NameOf(resolver)}", resolver.Folder);
        foreach (string notice in (ReadOnlySpan<string>)["LICENSE.txt", "ThirdPartyNotices.txt"])
        {
            if (_host.ResolveFile(_dotnetRoot + "/" + notice) is { } real)
            {
                layer.AddFile(ImageDotnet + "/" + notice, real);
            }
        }

        CollectFramework(layer, runtime);
        layer.AddLink("/usr/bin/dotnet", ImageDotnet + "/dotnet");
    }

    private void CollectFramework(LayerCollector layer, InstalledFramework framework) =>
        layer.AddContentOf($"{ImageDotnet}/shared/{framework.Name}/{NameOf(framework)}", framework.Folder);

    private List<string> NativeFiles(InstalledFramework runtime)
    {
        var files = new List<string> { _muxer };
        Collect(NewestHostResolver().Folder);
        Collect(runtime.Folder);
        return files;

        void Collect(string folder)
        {
            foreach (string name in _host.List(folder))
            {
                if ((name.EndsWith(".so", StringComparison.Ordinal) && name != TraceProvider) || name == "createdump")
                {
                    if (_host.ResolveFile(folder + "/" + name) is { } real)
                    {
                        _ = ReadElf(real);
                        files.Add(real);
                    }
                }
            }
        }
    }

    private InstalledFramework Wanted(string name)
    {
        InstalledFramework? newest = null;
        foreach (InstalledFramework framework in _installed)
        {
            string majorMinor = FormattableString.Invariant($"{framework.Version.Major}.{framework.Version.Minor}");
            if (framework.Name == name && majorMinor == _request.TargetFrameworkVersion)
            {
                newest = framework;
            }
        }

        return newest ?? throw Unavailable($"{name} {_request.TargetFrameworkVersion} is not installed on this machine; '{_request.DotnetRoot}' has {Installed()}");
    }

    private InstalledFramework NewestRuntime()
    {
        InstalledFramework? newest = null;
        foreach (InstalledFramework framework in _installed)
        {
            newest = framework.Name == CoreFramework ? framework : newest;
        }

        return newest ?? throw Unavailable($"{CoreFramework} is not installed on this machine; '{_request.DotnetRoot}' has {Installed()}");
    }

    private InstalledFramework NewestHostResolver()
    {
        IReadOnlyList<InstalledFramework> resolvers = _host.ResolveFolder(_dotnetRoot + "/host/fxr") is { } folder
            ? InstalledFramework.Versions(_host, folder, "hostfxr")
            : [];

        // "dotnet" takes the newest one, whatever runtime the application wants.
        return resolvers.Count > 0 ? resolvers[^1] : throw Unavailable($"The .NET installation in '{_request.DotnetRoot}' has no host/fxr");
    }

    private string Installed() => _installed.Count == 0 ? "no shared framework" : string.Join(", ", _installed);

    /// <summary>Name and version of the operating system, fit for a tag, for example <c>debian-12</c>.</summary>
    private string SystemTag()
    {
        string id = "linux";
        string version = "";
        if (_host.ResolveFile("/etc/os-release") is { } file)
        {
            foreach (string line in _host.ReadText(file).Split('\n'))
            {
                if (line.StartsWith("ID=", StringComparison.Ordinal))
                {
                    id = line[3..].Trim().Trim('"', '\'');
                }
                else if (line.StartsWith("VERSION_ID=", StringComparison.Ordinal))
                {
                    version = "-" + line[11..].Trim().Trim('"', '\'');
                }
            }
        }

        return string.Concat((id + version).Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'));
    }

    private ElfFile ReadElf(string path)
    {
        using FileStream stream = _host.Open(path);
        try
        {
            return ElfReader.Read(stream) ?? throw Unavailable($"'{path}' is no ELF file");
        }
        catch (InvalidDataException e)
        {
            throw Unavailable($"'{path}' is a damaged ELF file: {e.Message}");
        }
    }

    private static string FolderOf(string path) => path[..path.LastIndexOf('/')];

    // The folder's own name, not the normalised version: the host resolver compares names.
    private static string NameOf(InstalledFramework framework) => framework.Folder[(framework.Folder.LastIndexOf('/') + 1)..];

    private static OpenShiftException Unavailable(string seen) => new(ToolCodes.EmbeddedBaseUnavailable, seen, Remedy);
}
