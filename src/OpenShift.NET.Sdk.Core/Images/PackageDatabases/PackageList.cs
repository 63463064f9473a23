using System.Collections.Immutable;
using System.Text;

namespace OpenShift.NET.Sdk.Images.PackageDatabases;

/// <summary>Collects the packages of one database, and refuses what no database holds.</summary>
internal sealed class PackageList
{
    private const int MaximumPackages = 50_000;
    private const int MaximumText = 512;

    private readonly ImmutableArray<InstalledPackage>.Builder _packages = ImmutableArray.CreateBuilder<InstalledPackage>();
    private string? _vendor;

    /// <summary>How many there are.</summary>
    public int Count => _packages.Count;

    /// <summary>Adds a package; one without name is left out.</summary>
    /// <exception cref="PackageDataException">There are too many, or a text is too long.</exception>
    public void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> version, ReadOnlySpan<byte> vendor = default)
    {
        if (name.IsEmpty)
        {
            return;
        }

        if (_packages.Count == MaximumPackages)
        {
            throw new PackageDataException(FormattableString.Invariant($"names more than {MaximumPackages} packages"));
        }

        // Most packages of a system have one vendor: one string for all of them.
        string? vendorText = vendor.IsEmpty ? null : Text(vendor);
        _vendor = vendorText == _vendor ? _vendor : vendorText;
        _packages.Add(new InstalledPackage(Text(name), Text(version), _vendor));
    }

    /// <summary>All of them.</summary>
    public ImmutableArray<InstalledPackage> ToImmutable() => _packages.ToImmutable();

    private static string Text(ReadOnlySpan<byte> text)
    {
        if (text.Length > MaximumText)
        {
            throw new PackageDataException("is damaged: a name or version is longer than any real one");
        }

        foreach (byte b in text)
        {
            if (b < ' ' || b == 0x7F)
            {
                throw new PackageDataException("is damaged: a name or version holds control characters");
            }
        }

        return Encoding.UTF8.GetString(text);
    }
}
