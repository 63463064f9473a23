using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Cases;

/// <summary>Manifests that no API server takes, and that no rule may fail on: the default ones with one value after the other replaced.</summary>
internal static class StrangeManifests
{
    private static readonly string[] s_values = ["", "5", "text", "[]", "[ 1, { a: b } ]", "{}", "{ a: 1 }"];

    /// <summary>The texts.</summary>
    public static IEnumerable<string> All => Build();

    /// <summary>Reads one.</summary>
    public static ManifestSet Read(string yaml) => ManifestSet.Of([new ManifestFile("f.yaml", YamlReader.ReadText(yaml, "f.yaml"))]);

    private static IEnumerable<string> Build()
    {
        yield return "{}";
        yield return "{ apiVersion: v1, kind: Pod }";
        yield return "{ apiVersion: apps/v1, kind: StatefulSet, spec: { volumeClaimTemplates: 5 } }";
        yield return "{ apiVersion: template.openshift.io/v1, kind: Template, parameters: [ 1, {} ], objects: [ [], { kind: [] } ] }";

        // Every line "key: value" or "key:" of the default files, its value and what is below it replaced.
        int next = 0;
        foreach (string text in DefaultManifests.Files().Values)
        {
            string[] lines = text.Split('\n');
            for (int i = 0; i < lines.Length; i++)
            {
                int colon = lines[i].IndexOf(':', StringComparison.Ordinal);
                if (colon < 0)
                {
                    continue;
                }

                int indent = lines[i].AsSpan().IndexOfAnyExcept(' ', '-');
                int below = i + 1;
                while (below < lines.Length && lines[below].AsSpan().IndexOfAnyExcept(' ') > indent)
                {
                    below++;
                }

                yield return string.Join('\n', [.. lines[..i], $"{lines[i][..(colon + 1)]} {s_values[next++ % s_values.Length]}", .. lines[below..]]);
            }
        }
    }
}
