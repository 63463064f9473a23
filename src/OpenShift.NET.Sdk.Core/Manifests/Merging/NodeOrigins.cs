using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Merging;

/// <summary>
/// Where the nodes of written manifests come from: the user's own manifest, or the property or item that a comment of the generator names. Kept beside the
/// manifests, so that findings lead to what the user can change rather than to a generated file.
/// </summary>
internal static class NodeOrigins
{
    /// <summary>The origins of files as text, one node a line: path of the file, steps from its documents to the node, line, column, file of the user's.</summary>
    /// <param name="files">The files as they were made.</param>
    /// <param name="placeOf">Where a property or item of that name stands; <see langword="null"/> when the project does not set it.</param>
    public static string Write(IEnumerable<ManifestFile> files, Func<string, SourceLocation?> placeOf)
    {
        var text = new StringBuilder();
        foreach (ManifestFile file in files)
        {
            for (int i = 0; i < file.Documents.Length; i++)
            {
                Write(text, file.Path, i.ToString(CultureInfo.InvariantCulture), file.Documents[i], default, placeOf);
            }
        }

        return text.ToString();
    }

    /// <summary>Puts origins on files that were read from disk. Lines that fit no node are passed over.</summary>
    public static ImmutableArray<ManifestFile> Apply(ImmutableArray<ManifestFile> files, string origins)
    {
        var byFile = new Dictionary<string, Dictionary<string, YamlMark>>(StringComparer.Ordinal);
        foreach (string line in origins.Split('\n'))
        {
            if (line.Split('\t') is [var path, var steps, var number, var column, var source]
                && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int l)
                && int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out int c))
            {
                (byFile.TryGetValue(path, out Dictionary<string, YamlMark>? marks) ? marks : byFile[path] = new(StringComparer.Ordinal))[steps] = new YamlMark(l, c) { File = source };
            }
        }

        return
        [
            .. files.Select(f => byFile.TryGetValue(f.Path, out Dictionary<string, YamlMark>? marks)
                ? f with { Documents = [.. f.Documents.Select((d, i) => (YamlMapping)Apply(d, i.ToString(CultureInfo.InvariantCulture), marks, default))] }
                : f),
        ];
    }

    // Only where the origin changes a line is written; what is below it without one of its own has the same.
    private static void Write(StringBuilder text, string path, string steps, YamlNode node, YamlMark inherited, Func<string, SourceLocation?> placeOf)
    {
        YamlMark mark = node.Mark.File is not null ? node.Mark : inherited;
        Line(text, path, steps, mark, inherited);
        switch (node)
        {
            case YamlMapping mapping:
                for (int i = 0; i < mapping.Entries.Length; i++)
                {
                    YamlEntry entry = mapping.Entries[i];
                    YamlMark own = entry.Mark.File is not null ? entry.Mark : Named(entry.Comment, placeOf) ?? mark;
                    string step = FormattableString.Invariant($"{steps}/{i}");
                    Line(text, path, step, own, mark);
                    Write(text, path, step + "v", entry.Value, own, placeOf);
                }

                break;
            case YamlSequence sequence:
                for (int i = 0; i < sequence.Items.Length; i++)
                {
                    YamlNode item = sequence.Items[i];
                    // The generator's comment on an item stands on its first key.
                    YamlMark own = item is YamlMapping { Entries: [{ Comment: { } comment }, ..] } && item.Mark.File is null ? Named(comment, placeOf) ?? mark : mark;
                    string step = FormattableString.Invariant($"{steps}/{i}");
                    if (own != mark)
                    {
                        Line(text, path, step, own, mark);
                    }

                    Write(text, path, step, item, own, placeOf);
                }

                break;
            default:
                break;
        }
    }

    private static void Line(StringBuilder text, string path, string steps, YamlMark mark, YamlMark inherited)
    {
        if (mark.File is { } file && mark != inherited)
        {
            text.Append(path).Append('\t').Append(steps).Append(CultureInfo.InvariantCulture, $"\t{mark.Line}\t{mark.Column}\t").Append(file).Append('\n');
        }
    }

    // "OpenShiftReplicas", "OpenShiftSetting, appsettings.json X", "The image of this publish; OpenShiftManifestImage names another."
    private static YamlMark? Named(string? comment, Func<string, SourceLocation?> placeOf)
    {
        if (comment is null || !(comment.StartsWith("OpenShift", StringComparison.Ordinal) || comment.StartsWith("Container", StringComparison.Ordinal)))
        {
            return null;
        }

        int end = comment.AsSpan().IndexOfAny(" ,.;:\n");
        return placeOf(end < 0 ? comment : comment[..end]) is { Line: > 0 } place ? new YamlMark(place.Line, place.Column) { File = place.File } : null;
    }

    private static YamlNode Apply(YamlNode node, string steps, Dictionary<string, YamlMark> marks, YamlMark inherited)
    {
        YamlMark known = marks.TryGetValue(steps, out YamlMark found) ? found : inherited;
        YamlMark mark = known.File is null ? node.Mark : known;
        return node switch
        {
            YamlMapping mapping => new YamlMapping([.. mapping.Entries.Select((e, i) => Apply(e, FormattableString.Invariant($"{steps}/{i}"), marks, known))]) { Mark = mark },
            YamlSequence sequence => new YamlSequence([.. sequence.Items.Select((item, i) => Apply(item, FormattableString.Invariant($"{steps}/{i}"), marks, known))]) { Mark = mark },
            _ => node with { Mark = mark },
        };
    }

    private static YamlEntry Apply(YamlEntry entry, string steps, Dictionary<string, YamlMark> marks, YamlMark inherited)
    {
        YamlMark known = marks.TryGetValue(steps, out YamlMark found) ? found : inherited;
        return entry with { Mark = known.File is null ? entry.Mark : known, Value = Apply(entry.Value, steps + "v", marks, known) };
    }
}
