using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Migration;

/// <summary>The lines of a Dockerfile for a base image of the user's own, between FROM and USER: what RUN does in the image, and what that needs.</summary>
internal sealed class OwnBase
{
    private readonly List<(string Text, IReadOnlyList<string>? Places, StageValues Values, bool NeedsFolder)> _lines = [];

    /// <summary>Adds a RUN.</summary>
    /// <param name="run">The instruction.</param>
    /// <param name="values">What ARG and ENV say before it.</param>
    /// <param name="part">The part of its text that is meant; <see langword="null"/> for all.</param>
    /// <param name="needsFolder">Whether what it does depends on the folder it is done in.</param>
    public void Add(DockerfileInstruction run, StageValues values, string? part, bool needsFolder)
    {
        string command = string.Join(' ', ((string[])["RUN", .. run.Flags]).Append(part is null ? MaskedText.Of(run) : MaskedText.Of(part)));
        string[] ends = [.. run.Text.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(static w => w.Contains("<<", StringComparison.Ordinal)).Select(static w => w[(w.IndexOf("<<", StringComparison.Ordinal) + 2)..].Trim('-', '"', '\''))];
        string documents = part is null ? string.Concat(run.Documents.Select((d, i) => $"\n{MaskedText.Of(d.Text)}{ends.ElementAtOrDefault(i)}")) : "";
        _lines.Add((command + documents, null, values.Next(withArguments: true), needsFolder));
    }

    /// <summary>Offers a line that is there only where a later RUN speaks of one of its places.</summary>
    public void Offer(string line, IReadOnlyList<string> places, StageValues values) => _lines.Add((line, places, values.Next(withArguments: true), false));

    /// <summary>The lines; empty when no RUN is among them.</summary>
    public ImmutableArray<string> Lines()
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        var declared = new HashSet<string>(StringComparer.Ordinal);
        string folder = "/";
        for (int i = 0; i < _lines.Count; i++)
        {
            (string text, IReadOnlyList<string>? places, StageValues values, bool needsFolder) = _lines[i];
            if (places is not null && !_lines.Skip(i + 1).Any(l => l.Places is null && places.Any(p => Needs(l.Text, p))))
            {
                continue;
            }

            if (needsFolder && values.Folder != folder)
            {
                folder = values.Folder;
                lines.Add("WORKDIR " + folder);
            }

            foreach (string name in values.Names.Where(n => ((n == "DEBIAN_FRONTEND" && places is null) || SpeaksOf(text, n)) && declared.Add(n)))
            {
                lines.Add(values.Of(name) is { } value ? $"ARG {name}={(value.Any(char.IsWhiteSpace) ? $"\"{value}\"" : value)}" : $"ARG {name}");
            }

            lines.Add(text);
        }

        return lines.ToImmutable();
    }

    // A program that reads a folder does not name it.
    private static bool Needs(string text, string place) =>
        (place.Length > 1 && text.Contains(place, StringComparison.Ordinal))
        || (text.Contains("update-ca-certificates", StringComparison.Ordinal) && place.StartsWith("/usr/local/share/ca-certificates", StringComparison.Ordinal))
        || (text.Contains("update-ca-trust", StringComparison.Ordinal) && place.StartsWith("/etc/pki", StringComparison.Ordinal))
        || (text.Contains("fc-cache", StringComparison.Ordinal) && place.StartsWith("/usr/share/fonts", StringComparison.Ordinal));

    private static bool SpeaksOf(string text, string name)
    {
        for (int at = text.IndexOf('$', StringComparison.Ordinal); at >= 0; at = text.IndexOf('$', at + 1))
        {
            ReadOnlySpan<char> rest = text.AsSpan(at + 1).TrimStart('{');
            if (rest.StartsWith(name, StringComparison.Ordinal) && (rest.Length == name.Length || !(char.IsAsciiLetterOrDigit(rest[name.Length]) || rest[name.Length] == '_')))
            {
                return true;
            }
        }

        return false;
    }
}
