using System.Text;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Workloads;

/// <summary>The values of a ConfigMap or a Secret in plain text.</summary>
internal static class DecodedData
{
    /// <summary>Each key with its value; base64 hides nothing.</summary>
    public static IEnumerable<(YamlEntry Entry, string Value)> Of(ManifestObject map)
    {
        foreach (YamlEntry entry in map.Root.MappingAt("data").Entries)
        {
            if (entry.Value is YamlScalar { Kind: not YamlScalarKind.Null } scalar)
            {
                yield return (entry, map.Kind == "Secret" ? Decoded(scalar.Text) : scalar.Text);
            }
        }

        foreach (YamlEntry entry in map.Root.MappingAt("stringData").Entries)
        {
            if (entry.Value is YamlScalar { Kind: not YamlScalarKind.Null } scalar)
            {
                yield return (entry, scalar.Text);
            }
        }
    }

    /// <summary>A text of base64 decoded; as it is where it is none.</summary>
    public static string Decoded(string value)
    {
        byte[] buffer = new byte[value.Length];
        return Convert.TryFromBase64String(value, buffer, out int length) ? Encoding.UTF8.GetString(buffer, 0, length) : value;
    }
}
