using System.Collections.Immutable;
using System.Text;

namespace OpenShift.NET.Sdk.Images.SourceToImage;

/// <summary>The default scripts, which lie in this assembly; <c>@NAME@</c> in them is replaced.</summary>
internal static class BuilderScripts
{
    /// <summary>The scripts that a builder has, by the contract of s2i (openshift/source-to-image, docs/builder_image.md).</summary>
    public static ImmutableArray<string> Names { get; } = ["assemble", "run", "save-artifacts", "usage"];

    /// <summary>The entry point.</summary>
    public static string EntryPoint => Read("entrypoint").Replace("@SCRIPTS@", BuilderImage.ScriptsFolder, StringComparison.Ordinal);

    /// <summary>The text of a default script.</summary>
    /// <param name="kind">The kind of builder.</param>
    /// <param name="name">One of <see cref="Names"/>, or another file of the kind.</param>
    /// <param name="values">What stands in the place of <c>@NAME@</c>.</param>
    public static string Of(BuilderKind kind, string name, IReadOnlyDictionary<string, string> values)
    {
        var text = new StringBuilder(Read((kind == BuilderKind.DotnetBuilder ? "dotnet." : "host.") + name));
        foreach ((string key, string value) in values)
        {
            text.Replace("@" + key + "@", value);
        }

        return text.ToString();
    }

    /// <summary>A word as a shell reads it back.</summary>
    public static string Quoted(string word) =>
        word.Length > 0 && word.All(static c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or '=' or ':' or ',' or '+' or '@')
            ? word
            : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private static string Read(string name)
    {
        using Stream stream = typeof(BuilderScripts).Assembly.GetManifestResourceStream("s2i." + name)
            ?? throw new InvalidOperationException($"The script {name} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);

        // A checkout on Windows may have given the file other line ends.
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
