using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Elf;
using OpenShift.NET.Sdk.Images.PackageDatabases;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>
/// What is left of the limits of one image. What makes an image be refused is counted while its layers are read, several at a time, and does not depend on their order;
/// what is only left out is counted layer by layer, the lowest first, so that the same image has the same facts every time.
/// </summary>
internal sealed class ImageScanBudget(ImageScanLimits limits)
{
    private long _entries;
    private long _nameCharacters;
    private long _beyondRatio;
    private long _textCharacters;
    private long _binaryCharacters;
    private long _packages;
    private long _packageCharacters;
    private long _ownedFiles;

    /// <summary>How many times its stored size a layer may unpack to without being counted.</summary>
    public int Ratio => limits.Ratio;

    /// <summary>Counts one entry.</summary>
    /// <param name="nameCharacters">Length of its names.</param>
    /// <exception cref="OpenShiftException">OSC0055: the image has too many.</exception>
    public void SpendEntry(long nameCharacters) => Spend(1, nameCharacters);

    /// <summary>Counts bytes that a layer unpacks to beyond <see cref="Ratio"/> times its size.</summary>
    /// <exception cref="OpenShiftException">OSC0055: the image has too many.</exception>
    public void SpendBeyondRatio(long bytes)
    {
        if (Interlocked.Add(ref _beyondRatio, bytes) > limits.BeyondRatio)
        {
            throw TooLarge(FormattableString.Invariant($"unpacks to {ByteSize.ToText(limits.BeyondRatio)} more than {limits.Ratio} times its size, which no programs and texts do"));
        }
    }

    /// <summary>Counts the entries of a scan that was kept.</summary>
    /// <exception cref="OpenShiftException">OSC0055: the image has too many.</exception>
    public void SpendKept(LayerScan scan)
    {
        long characters = 0;
        foreach (LayerFile file in scan.Files)
        {
            characters += file.Path.Length + (file.LinkTarget?.Length ?? 0) + (file.HardLinkTo?.Length ?? 0);
        }

        Spend(scan.Files.Length + scan.Whiteouts.Length + scan.OpaqueDirectories.Length, characters);
    }

    /// <summary>The scan with what there is room for. Called once a layer, the lowest first.</summary>
    public LayerScan Keep(LayerScan scan)
    {
        ImmutableArray<LayerFile>.Builder? changed = null;
        for (int i = 0; i < scan.Files.Length; i++)
        {
            LayerFile file = scan.Files[i];
            if (file.Text is { } text && !Fits(ref _textCharacters, text.Length, limits.TextCharacters))
            {
                file = file with { Text = null };
            }

            if (file.Elf is { } elf && !Fits(ref _binaryCharacters, KeptSize.Of(elf), limits.BinaryCharacters))
            {
                file = file with { Elf = new ElfFile(elf.Machine) { IsPartial = true } };
            }

            if (!file.NativeImports.IsEmpty && !Fits(ref _binaryCharacters, KeptSize.Of(file.NativeImports), limits.BinaryCharacters))
            {
                file = file with { NativeImports = [] };
            }

            if (file.Packages is { } database && !(Fits(ref _packages, database.Packages.Length, limits.Packages) && Fits(ref _ownedFiles, database.Owners.Count, limits.OwnedFiles)))
            {
                file = file with { Packages = PackageDatabase.Unreadable(database.Kind, "names more packages, together with the others of its image, than are kept") };
            }
            else if (file.Packages is { } listed && !Fits(ref _packageCharacters, KeptSize.Of(listed), limits.PackageCharacters))
            {
                file = file with { Packages = PackageDatabase.Unreadable(listed.Kind, "lists more packages and assemblies, together with the others of its image, than are kept") };
            }

            if (!ReferenceEquals(file, scan.Files[i]))
            {
                changed ??= scan.Files.ToBuilder();
                changed[i] = file;
            }
        }

        return changed is null ? scan : scan with { Files = changed.MoveToImmutable() };
    }

    /// <summary>The refusal of an image.</summary>
    /// <param name="how">What it does, with the limit.</param>
    internal static OpenShiftException TooLarge(string how) => new(
        ToolCodes.ImageTooLarge,
        $"The image {how}",
        "Do not trust it. If it is an image all the same, make it smaller: whatever runs it would have to unpack all of that, too.");

    /// <summary>The refusal of an image of more layers than can be stacked.</summary>
    internal static OpenShiftException TooManyLayers(int count, int most) =>
        TooLarge(FormattableString.Invariant($"has {count} layers, more than the {most} that container runtimes stack"));

    private static bool Fits(ref long used, long count, long limit)
    {
        if (used + count > limit)
        {
            return false;
        }

        used += count;
        return true;
    }

    private void Spend(long entries, long nameCharacters)
    {
        if (Interlocked.Add(ref _entries, entries) > limits.Entries)
        {
            throw TooLarge(FormattableString.Invariant($"has more than {limits.Entries} entries in its layers"));
        }

        if (Interlocked.Add(ref _nameCharacters, nameCharacters) > limits.NameCharacters)
        {
            throw TooLarge(FormattableString.Invariant($"has names of more than {limits.NameCharacters} characters together"));
        }
    }
}
