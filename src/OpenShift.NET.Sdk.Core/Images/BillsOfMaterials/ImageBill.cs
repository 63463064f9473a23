using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.PackageDatabases;

namespace OpenShift.NET.Sdk.Images.BillsOfMaterials;

/// <summary>Makes the bill of materials of an image: of its files, which a scan has read, and of what the build knows besides.</summary>
internal sealed class ImageBill
{
    private const string RuntimePack = "runtimepack.";
    private const string BaseName = "org.opencontainers.image.base.name";
    private const string BaseDigest = "org.opencontainers.image.base.digest";

    private readonly Image _image;
    private readonly FileTree _tree;
    private readonly BillSource _source;
    private readonly OsRelease? _system;
    private readonly SortedDictionary<string, BillComponent> _components = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedSet<string>> _needs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _referenceOf = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Path, string Name, string Version), int> _firstLayers = [];

    private ImageBill(Image image, FileTree tree, BillSource source)
    {
        (_image, _tree, _source) = (image, tree, source);
        _system = OsRelease.Of(tree);
    }

    /// <summary>Makes it.</summary>
    /// <param name="image">The image.</param>
    /// <param name="tree">Its files.</param>
    /// <param name="source">What is known besides.</param>
    public static BillOfMaterials Of(Image image, FileTree tree, BillSource source) => new ImageBill(image, tree, source).Make();

    private BillOfMaterials Make()
    {
        BillComponent subject = Subject();
        AddBase(subject);
        AddSystem();
        AddDatabases();
        AddApplication();
        string? below = _components.Values.FirstOrDefault(static c => c.Kind == ComponentKind.Container)?.Reference;
        var needed = _needs.Values.SelectMany(static n => n).ToHashSet(StringComparer.Ordinal);
        foreach (BillComponent component in _components.Values.Where(c => c.Kind != ComponentKind.Container && !needed.Contains(c.Reference)))
        {
            Need(component.Origin == Origin.Base && below is not null ? below : subject.Reference, component.Reference);
        }

        return new BillOfMaterials
        {
            Subject = subject,
            CreatedAt = DateTimeOffset.TryParse(_image.Config.Created, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset created) ? created : DateTimeOffset.UnixEpoch,
            ToolVersion = _source.ToolVersion,
            Components = [.. _components.Values],
            Dependencies = _needs.ToImmutableSortedDictionary(static n => n.Key, static n => n.Value.ToImmutableArray(), StringComparer.Ordinal),
            Gaps = [.. _tree.Packages.Problems.Select(static p => $"{p.Database.Path} {p.Problem}").Order(StringComparer.Ordinal)],
        };
    }

    private BillComponent Subject()
    {
        string url = PackageUrl.Of("oci", null, _source.Name[(_source.Name.LastIndexOf('/') + 1)..].ToLowerInvariant(), _image.Digest.ToString(), ("arch", _image.Config.Architecture));
        return new BillComponent
        {
            Reference = url,
            Kind = ComponentKind.Container,
            Name = _source.Name,
            Version = _source.Version.Length > 0 ? _source.Version : _image.Digest.ToString(),
            Supplier = _source.Supplier,
            License = _source.License is { } license ? new ComponentLicense(license) : null,
            Website = _source.Website,
            PackageUrl = url,
            Sha256 = _image.Digest.Hex,
        };
    }

    // As the image's own labels name it: the same image has the same bill, whoever makes it.
    private void AddBase(BillComponent subject)
    {
        ImmutableSortedDictionary<string, string>? labels = _image.Config.Config.Labels?.ToImmutableSortedDictionary(StringComparer.Ordinal);
        if (labels?.GetValueOrDefault(BaseName) is not { Length: > 0 } name || !References.ImageReference.TryParse(name, out References.ImageReference? reference, out _))
        {
            return;
        }

        string digest = labels.GetValueOrDefault(BaseDigest) ?? "";
        string url = PackageUrl.Of("oci", null, reference.Repository[(reference.Repository.LastIndexOf('/') + 1)..].ToLowerInvariant(), digest, ("arch", _image.Config.Architecture), ("repository_url", $"{reference.Registry}/{reference.Repository}"), ("tag", reference.Tag));
        Add(new BillComponent
        {
            Reference = url,
            Kind = ComponentKind.Container,
            Name = $"{reference.Registry}/{reference.Repository}",
            Version = reference.Tag ?? digest,
            Description = "Base image",
            PackageUrl = url,
            Sha256 = Contents.Digest.TryParse(digest, out Contents.Digest parsed) ? parsed.Hex : null,
            Origin = Origin.Base,
        });
        Need(subject.Reference, url);
    }

    private void AddSystem()
    {
        if (_system is { } system)
        {
            Add(new BillComponent
            {
                Reference = $"os:{system.Id}@{system.Version}",
                Kind = ComponentKind.OperatingSystem,
                Name = system.Id,
                Version = system.Version,
                Description = system.Title,
                Layer = LayerOf(system.File.LayerIndex),
                Path = system.File.Path,
                Origin = system.File.Origin,
            });
        }
    }

    private void AddDatabases()
    {
        foreach (FileVersion version in _tree.Packages.Databases.SelectMany(d => _tree.Versions(d.Path)).Where(static v => v.File.Packages is not null))
        {
            foreach (InstalledPackage package in version.File.Packages!.Packages)
            {
                _firstLayers.TryAdd((version.Path, package.Name, package.Version), version.LayerIndex);
            }
        }

        foreach (PackageOfImage package in _tree.Packages.Packages)
        {
            if (package.Kind == PackageDatabaseKind.NuGet)
            {
                AddPackage(package.Package.Name, package.Package.Version, package);
            }
            else
            {
                string url = UrlOf(package);
                Add(new BillComponent
                {
                    Reference = url,
                    Kind = ComponentKind.Library,
                    Name = package.Package.Name,
                    Version = package.Package.Version,
                    Supplier = package.Package.Vendor,
                    PackageUrl = url,
                    Layer = LayerOf(FirstLayerOf(package)),
                    Path = package.Database.Path,
                    Origin = package.Origin,
                });
            }
        }

        // Of an image whose build is not known, what its dependency lists name besides packages is the application.
        if (_source.Dependencies is null)
        {
            foreach (FileVersion list in _tree.Packages.Databases.Where(static d => d.File.Packages!.Kind == PackageDatabaseKind.NuGet))
            {
                var packages = list.File.Packages!.Packages.Select(static p => $"{p.Name}/{p.Version}").ToHashSet(StringComparer.Ordinal);
                foreach (IGrouping<string, ListedAssembly> library in list.File.Packages.Assemblies.Where(a => !packages.Contains(a.Library)).GroupBy(static a => a.Library, StringComparer.Ordinal))
                {
                    int slash = library.Key.IndexOf('/', StringComparison.Ordinal);
                    if (slash > 0)
                    {
                        AddAssembly(library.Key[..slash], library.Key[(slash + 1)..], [.. library.Select(static a => a.File)], ImagePath.Parent(list.Path), ImagePath.Name(list.Path) == library.Key[..slash] + ".deps.json", list);
                    }
                }
            }
        }
    }

    private void AddApplication()
    {
        if (_source is not { Dependencies: { } list, Application: { } application })
        {
            return;
        }

        foreach (DependencyLibrary library in list.Libraries)
        {
            switch (library.Type)
            {
                case "package" or "runtimepack":
                    AddPackage(library.Name, library.Version, null);
                    break;
                default:
                    AddAssembly(library.Name, library.Version, library.Assemblies, _source.Folder, library.Name == application, null);
                    break;
            }
        }

        foreach (DependencyLibrary library in list.Libraries)
        {
            if (_referenceOf.GetValueOrDefault(library.Key) is { } reference)
            {
                _needs.TryAdd(reference, new SortedSet<string>(StringComparer.Ordinal));
                foreach (string needed in library.Dependencies.Select(d => _referenceOf.GetValueOrDefault(d)).OfType<string>())
                {
                    Need(reference, needed);
                }
            }
        }

        if (list.Libraries.FirstOrDefault(l => l.Name == application) is { } own && _referenceOf.GetValueOrDefault(own.Key) is { } root)
        {
            foreach (BillComponent framework in _components.Values.Where(c => c.Kind == ComponentKind.Framework && _source.Frameworks.Any(f => c.Name.StartsWith(f + ".Runtime.", StringComparison.OrdinalIgnoreCase))).ToArray())
            {
                Need(root, framework.Reference);
            }
        }
    }

    private void AddPackage(string name, string version, PackageOfImage? found)
    {
        bool isRuntime = name.StartsWith(RuntimePack, StringComparison.Ordinal);
        string id = isRuntime ? name[RuntimePack.Length..] : name;
        isRuntime |= id.Contains(".App.Runtime.", StringComparison.OrdinalIgnoreCase) && id.StartsWith("Microsoft.", StringComparison.OrdinalIgnoreCase);
        string url = PackageUrl.Of("nuget", null, id, version);
        PackageDescription known = _source.Packages.GetValueOrDefault($"{id}/{version}", PackageDescription.Unknown);
        _referenceOf[$"{name}/{version}"] = url;
        Add(new BillComponent
        {
            Reference = url,
            Kind = isRuntime ? ComponentKind.Framework : ComponentKind.Library,
            Name = id,
            Version = version,

            // A runtime that an image brings was restored nowhere: what is said of it must not depend on what lies about on the machine.
            Supplier = isRuntime ? "Microsoft" : known.Authors,
            License = isRuntime ? new ComponentLicense("MIT") : known.License,
            Cpe = isRuntime ? CpeOf(id, version) : null,
            Website = isRuntime ? null : known.Website,
            Sha512 = isRuntime ? null : known.Sha512,
            PackageUrl = url,
            Layer = found is null ? null : LayerOf(FirstLayerOf(found)),
            Path = found?.Database.Path,
            Origin = found?.Origin ?? Origin.App,
        });
    }

    private void AddAssembly(string name, string version, ImmutableArray<string> assemblies, string folder, bool isApplication, FileVersion? list)
    {
        string prefix = folder == ImagePath.Root ? folder : folder + "/";
        string[] names = assemblies.IsEmpty ? [name + ".dll", name] : [.. assemblies, name];
        FileVersion? file = names.Select(n => _tree.Find(prefix + n)).FirstOrDefault(static f => f?.File.Kind == FileKind.File);
        string url = PackageUrl.Of("generic", null, name, version, ("checksum", file?.File.ContentDigest?.ToString()));
        _referenceOf[$"{name}/{version}"] = url;
        Add(new BillComponent
        {
            Reference = url,
            Kind = isApplication ? ComponentKind.Application : ComponentKind.Library,
            Name = name,
            Version = version,
            Supplier = isApplication ? _source.Supplier : null,
            License = isApplication && _source.License is { } license ? new ComponentLicense(license) : null,
            Website = isApplication ? _source.Website : null,
            PackageUrl = url,
            Sha256 = file?.File.ContentDigest?.Hex,
            Layer = file is null ? null : LayerOf(file.LayerIndex),
            Path = file?.Path,
            Origin = (file ?? list)?.Origin ?? Origin.App,
        });
    }

    private string UrlOf(PackageOfImage package)
    {
        string distro = _system is null ? "" : _system.Version.Length == 0 ? _system.Id : $"{_system.Id}-{_system.Version}";
        (string type, string? space) = package.Kind switch
        {
            PackageDatabaseKind.Rpm => ("rpm", _system?.Id is "rhel" ? "redhat" : _system?.Id),
            PackageDatabaseKind.Apk => ("apk", _system?.Id ?? "alpine"),
            _ => ("deb", _system?.Id ?? "debian"),
        };
        string name = package.Kind == PackageDatabaseKind.Rpm ? package.Package.Name : package.Package.Name.ToLowerInvariant();
        return PackageUrl.Of(type, space, name, package.Package.Version, ("distro", distro));
    }

    // The lowest layer whose database names it; higher ones have only repeated it.
    private int FirstLayerOf(PackageOfImage package) => _firstLayers.GetValueOrDefault((package.Database.Path, package.Package.Name, package.Package.Version), package.Database.LayerIndex);

    private static string? CpeOf(string runtime, string version) =>
        runtime.StartsWith("Microsoft.NETCore.App.", StringComparison.OrdinalIgnoreCase) ? $"cpe:2.3:a:microsoft:.net:{version}:*:*:*:*:*:*:*"
        : runtime.StartsWith("Microsoft.AspNetCore.App.", StringComparison.OrdinalIgnoreCase) ? $"cpe:2.3:a:microsoft:asp.net_core:{version}:*:*:*:*:*:*:*"
        : null;

    private Contents.Digest? LayerOf(int index) => index < _image.Manifest.Layers.Length ? _image.Manifest.Layers[index].Digest : null;

    // What is found in several places is one component; the first place that shows a file counts.
    private void Add(BillComponent component)
    {
        if (!_components.TryGetValue(component.Reference, out BillComponent? earlier) || (earlier.Path is null && component.Path is not null))
        {
            _components[component.Reference] = component;
        }
    }

    private void Need(string who, string what)
    {
        if (!_needs.TryGetValue(who, out SortedSet<string>? needed))
        {
            _needs[who] = needed = new SortedSet<string>(StringComparer.Ordinal);
        }

        if (who != what)
        {
            needed.Add(what);
        }
    }
}
