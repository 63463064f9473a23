using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Elf;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.PackageDatabases;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Cases;

/// <summary>Reads the layers of a case.</summary>
internal static class CaseLayers
{
    /// <summary>The layers of the default publication.</summary>
    public static JsonArray Default => (JsonArray)YamlJson.Read(DefaultPublication.Layers)["layers"]!;

    public static List<(Origin Origin, LayerScan Scan)> Read(params ReadOnlySpan<JsonArray> stacks)
    {
        var layers = new List<(Origin, LayerScan)>();
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonArray stack in stacks)
        {
            foreach (JsonNode? node in stack)
            {
                layers.Add(ReadLayer((JsonObject)node!, layers.Count, folders));
            }
        }

        int lastBase = layers.FindLastIndex(l => l.Item1 == Origin.Base);
        return layers.FindIndex(l => l.Item1 == Origin.App) is var firstApp and >= 0 && firstApp < lastBase
            ? throw new FormatException("A layer of the base stands on one of the application.")
            : layers;
    }

    private static (Origin, LayerScan) ReadLayer(JsonObject layer, int index, HashSet<string> folders)
    {
        RuleCase.RequireKnown(layer, ["origin", "files", "whiteouts", "opaque"], "a layer");
        ImmutableArray<string> whiteouts = Texts(layer["whiteouts"]);
        ImmutableArray<string> opaque = Texts(layer["opaque"]);
        folders.RemoveWhere(f => whiteouts.Any(w => f == w || f.StartsWith(w + "/", StringComparison.Ordinal)) || opaque.Any(o => f.StartsWith(o + "/", StringComparison.Ordinal)));

        var files = new SortedDictionary<string, LayerFile>(StringComparer.Ordinal);
        foreach (JsonNode? node in layer["files"] as JsonArray ?? [])
        {
            LayerFile file = ReadFile((JsonObject)node!);
            files[file.Path] = file;
        }

        foreach (LayerFile file in files.Values.ToArray())
        {
            if (file.Kind == FileKind.Directory)
            {
                folders.Add(file.Path);
            }
        }

        foreach (string path in files.Keys.ToArray())
        {
            for (string parent = Parent(path); parent != "/" && folders.Add(parent); parent = Parent(parent))
            {
                files[parent] = new LayerFile { Path = parent, Kind = FileKind.Directory, Mode = Convert.ToInt32("755", 8), ModifiedAt = 1 };
            }
        }

        string name = string.Create(CultureInfo.InvariantCulture, $"layer {index}");
        long size = files.Values.Sum(f => f.Size + 512);
        var scan = new LayerScan
        {
            Blob = new Descriptor(MediaTypes.OciLayerGzip, Digest.Of(Encoding.UTF8.GetBytes(name + " gzip")), (size / 2) + 100),
            DiffId = Digest.Of(Encoding.UTF8.GetBytes(name)),
            UncompressedSize = size,
            Files = [.. files.Values],
            Whiteouts = whiteouts,
            OpaqueDirectories = opaque,
        };
        return (Enum.Parse<Origin>((string?)layer["origin"] ?? "app", ignoreCase: true), scan);
    }

    private static LayerFile ReadFile(JsonObject file)
    {
        RuleCase.RequireKnown(
            file,
            ["path", "kind", "mode", "uid", "gid", "size", "text", "link", "hardlink", "marks", "capabilities", "acl", "mtime", "digest", "packages", "owned", "problem", "elf", "imports"],
            "a file");
        string path = (string)file["path"]!;
        FileKind kind = (string?)file["kind"] switch
        {
            "directory" => FileKind.Directory,
            "symlink" => FileKind.SymbolicLink,
            "other" => FileKind.Other,
            "file" => FileKind.File,
            null => file["link"] is null ? FileKind.File : FileKind.SymbolicLink,
            string other => throw new FormatException($"'{other}' is no kind of file."),
        };
        string? text = (string?)file["text"];
        ContentMarks marks = ContentMarks.None;
        foreach (string mark in Texts(file["marks"]))
        {
            marks |= Enum.Parse<ContentMarks>(mark);
        }

        if (text is not null && text.StartsWith("#!", StringComparison.Ordinal))
        {
            marks |= ContentMarks.Script;
        }

        if (file["elf"] is JsonObject && !marks.HasFlag(ContentMarks.Elf))
        {
            marks |= ContentMarks.Elf;
        }

        byte[] content = Encoding.UTF8.GetBytes(text ?? path);
        return new LayerFile
        {
            Path = path.StartsWith('/') ? path : throw new FormatException($"The path '{path}' is not absolute."),
            Kind = kind,
            Mode = Convert.ToInt32((string?)file["mode"] ?? kind switch { FileKind.Directory => "0755", FileKind.SymbolicLink => "0777", _ => "0644" }, 8),
            UserId = (long?)file["uid"] ?? 0,
            GroupId = (long?)file["gid"] ?? 0,
            Size = (long?)file["size"] ?? (text is null || kind != FileKind.File ? 0 : content.Length),
            ModifiedAt = (long?)file["mtime"] ?? 1,
            LinkTarget = (string?)file["link"],
            HardLinkTo = (string?)file["hardlink"],
            HasCapabilities = file["capabilities"] is { } capabilities && capabilities.ToJsonString() != "false",
            HasEffectiveCapabilities = file["capabilities"]?.ToJsonString() == "\"effective\"",
            HasAccessControlList = (bool?)file["acl"] ?? false,
            ContentDigest = file["digest"] is { } digest ? Digest.Parse((string)digest!) : kind == FileKind.File ? Digest.Of(content) : null,
            Marks = marks,
            Text = PackageDatabaseReader.KindOf(path) is null ? text : null,
            Packages = PackageDatabaseReader.KindOf(path) is { } database ? ReadDatabase(file, database, text) : null,
            Elf = file["elf"] is JsonObject elf ? ReadElf(elf) : null,
            NativeImports = Texts(file["imports"]),
        };
    }

    private static ElfFile ReadElf(JsonObject elf)
    {
        RuleCase.RequireKnown(elf, ["architecture", "interpreter", "needed", "soname", "runpath", "versions", "defined"], "an ELF file");
        string architecture = (string?)elf["architecture"] ?? "amd64";
        return new ElfFile(ElfMachine.Of(new Platform("linux", architecture)) ?? throw new FormatException($"'{architecture}' is no architecture."))
        {
            Interpreter = (string?)elf["interpreter"],
            Needed = Texts(elf["needed"]),
            SoName = (string?)elf["soname"],
            RunPath = Texts(elf["runpath"]),
            DefinedVersions = Texts(elf["defined"]),
            NeededVersions = [.. (elf["versions"] as JsonObject ?? []).Select(static v => new ElfVersionNeed(v.Key, Texts(v.Value)))],
        };
    }

    private static PackageDatabase ReadDatabase(JsonObject file, PackageDatabaseKind kind, string? text)
    {
        if (text is not null)
        {
            return PackageDatabaseReader.Read(kind, Encoding.UTF8.GetBytes(text));
        }

        ImmutableArray<InstalledPackage> packages = [.. Texts(file["packages"]).Select(static p => p.Split(' ', 3)).Select(static p => new InstalledPackage(p[0], p[1], p.ElementAtOrDefault(2)))];
        return new PackageDatabase(kind, packages)
        {
            Problem = (string?)file["problem"],
            Owners = FileOwners.From([.. Texts(file["owned"]).Select(static o => o.Split(' ')).Select(o => (FileOwners.HashOf(o[1]), packages.Select(static p => p.Name).ToList().IndexOf(o[0])))]),
        };
    }

    private static string Parent(string path) => path.LastIndexOf('/') is var slash and > 0 ? path[..slash] : "/";

    private static ImmutableArray<string> Texts(JsonNode? node) => node is JsonArray array ? [.. array.Select(n => (string)n!)] : [];
}
