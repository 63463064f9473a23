using System.Collections.Immutable;
using System.Text.Json;
using System.Xml.Linq;

namespace OpenShift.NET.Sdk.Publish.Tests.Proving;

/// <summary>An application of the corpus, published.</summary>
/// <param name="Name">Name of its folder.</param>
/// <param name="Folder">Where it was built.</param>
/// <param name="Expected">The rules over a run that have to find something, from its project.</param>
internal sealed record CorpusApplication(string Name, string Folder, ImmutableArray<string> Expected)
{
    /// <summary>Name of its repository.</summary>
    public string Repository => Name.ToLowerInvariant();

    /// <summary>The files of its stages.</summary>
    public string Intermediate => Path.Combine(Folder, "obj/Release/net10.0/openshift");

    /// <summary>The folder of its manifests.</summary>
    public string Manifests => Path.Combine(Intermediate, "manifests");

    /// <summary>Its image.</summary>
    public string Image => $"oci:{Path.Combine(Intermediate, "image")}";

    /// <summary>Reads what a project expects.</summary>
    public static CorpusApplication Read(string project)
    {
        string finds = XDocument.Load(project).Descendants("ProofFinds").Single().Value;
        return new CorpusApplication(Path.GetFileNameWithoutExtension(project), Path.GetDirectoryName(project)!, [.. finds.Split(';', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)]);
    }

    /// <summary>What its report says, each as <c>OSCnnnn level: message</c>; only what a rule found and nobody has answered for.</summary>
    public ImmutableArray<string> Findings()
    {
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(Path.Combine(Intermediate, "report.sarif")));
        return
        [
            .. report.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
                .Where(static r => r.GetProperty("kind").GetString() == "fail" && !r.TryGetProperty("suppressions", out _))
                .Select(static r => $"{r.GetProperty("ruleId").GetString()} {r.GetProperty("level").GetString()}: {r.GetProperty("message").GetProperty("text").GetString()}"),
        ];
    }
}
