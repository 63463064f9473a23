using System.Collections.Immutable;
using System.Text;
using OpenShift.NET.Sdk.Manifests.Generation;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Merging;

/// <summary>What the page <c>SETTINGS.md</c> says of the user's own manifests: the rest of it describes what is generated.</summary>
internal static class HandWrittenSection
{
    /// <summary>The page with a section on the user's files; the page itself when there are none.</summary>
    public static ManifestText AddTo(ManifestText page, ImmutableArray<ManifestFile> sources)
    {
        if (sources.IsEmpty)
        {
            return page;
        }

        var text = new StringBuilder(page.Content);
        text.Append("\n## Hand-written\n\nThese files of the project are merged into the manifests; where they differ from what stands above, they win.\n\n| file | object |\n|---|---|\n");
        foreach (HandWrittenObject written in sources.SelectMany(HandWrittenObject.Of))
        {
            string name = written.Name.Length == 0 ? written.Kind : $"{written.Kind} `{written.Name}`";
            text.Append("| ").Append(written.File).Append(" | ").Append(name.Replace("|", "\\|", StringComparison.Ordinal)).Append(" |\n");
        }

        return page with { Content = text.ToString() };
    }
}
