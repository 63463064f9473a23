using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Tests.Code;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Cases;

/// <summary>The code of a case: compiled once per source, and read as that of a project in <c>/src/WebApi</c>.</summary>
internal static class CaseCode
{
    private const string Folder = "/src/WebApi";

    private static readonly ConcurrentDictionary<string, Lazy<CodeFacts>> s_read = new(StringComparer.Ordinal);

    /// <summary>The code; <see langword="null"/> when the case has none.</summary>
    public static CodeFacts? Read(JsonObject document)
    {
        (string Path, string Text)[] sources = [.. Sources(document["code"], "Program.cs"), .. Sources(document["codeVb"], "Program.vb")];
        string[] libraries = document["codeReferences"] is JsonArray names ? [.. names.Select(n => (string)n!)] : [];
        if (sources.Length == 0)
        {
            return libraries.Length == 0 ? null : throw new FormatException("codeReferences without code is a case of nothing.");
        }

        string key = string.Join('\0', sources.Select(s => s.Path + "\0" + s.Text).Concat(libraries));
        CodeFacts facts = s_read.GetOrAdd(key, _ => new Lazy<CodeFacts>(() => Compiled.Application(sources, libraries, Folder))).Value;
        return document["codeLeftOut"] is JsonValue leftOut && (bool)leftOut ? NotFollowedToTheEnd(facts) : facts;
    }

    // What a limit of the reader leaves out is no call; texts and types are there.
    private static CodeFacts NotFollowedToTheEnd(CodeFacts facts) => new() { Assemblies = facts.Assemblies, Types = facts.Types, Literals = facts.Literals, Packages = facts.Packages };

    private static IEnumerable<(string Path, string Text)> Sources(JsonNode? node, string only) => node switch
    {
        null => [],
        JsonObject files => files.Select(f => (Folder + "/" + f.Key, (string)f.Value!)),
        _ => [(Folder + "/" + only, (string)node!)],
    };
}
