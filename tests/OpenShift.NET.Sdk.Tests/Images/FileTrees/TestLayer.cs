using System.Globalization;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Tests.Images.FileTrees;

/// <summary>Makes layers by hand, without an archive.</summary>
internal static class TestLayer
{
    public static LayerScan Of(params LayerFile[] files) => Of(files, []);

    public static LayerScan Of(LayerFile[] files, string[] whiteouts, params string[] opaque)
    {
        Digest digest = Digest.Of([.. string.Join('\n', files.Select(f => f.ToString()).Concat(whiteouts).Concat(opaque)).Select(c => (byte)c)]);
        return new LayerScan
        {
            Blob = new Descriptor(MediaTypes.OciLayer, digest, 1),
            DiffId = digest,
            Files = [.. files],
            Whiteouts = [.. whiteouts],
            OpaqueDirectories = [.. opaque],
        };
    }

    public static LayerFile File(string path, string mode = "0644", string? text = null, ContentMarks marks = ContentMarks.None) => new()
    {
        Path = path,
        Kind = FileKind.File,
        Mode = Octal(mode),
        Size = text?.Length ?? 10,
        Text = text,
        Marks = marks,
        ContentDigest = Digest.Of([.. (text ?? path).Select(c => (byte)c)]),
    };

    public static LayerFile Folder(string path, string mode = "0755") => new() { Path = path, Kind = FileKind.Directory, Mode = Octal(mode) };

    public static LayerFile Link(string path, string target) => new() { Path = path, Kind = FileKind.SymbolicLink, Mode = Octal("0777"), LinkTarget = target };

    public static FileTree Tree(params LayerFile[] files) => FileTree.Build([Of(files)], 0);

    public static int Octal(string mode) => mode.Aggregate(0, (value, digit) => (value * 8) + int.Parse(digit.ToString(), CultureInfo.InvariantCulture));
}
