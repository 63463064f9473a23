namespace OpenShift.NET.Sdk.Publishing;

/// <summary>The files the stages of one publish leave for each other, <c>obj/…/openshift/</c>.</summary>
/// <param name="Path">Full path of the folder.</param>
public sealed record StageFolder(string Path)
{
    /// <summary>The folder that holds a facts file.</summary>
    public static StageFolder OfFacts(string factsFile) => new(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(factsFile))!);

    /// <summary>What Describe found.</summary>
    public string Facts => System.IO.Path.Combine(Path, "facts.json");

    /// <summary>The image, an OCI layout.</summary>
    public string Image => System.IO.Path.Combine(Path, "image");

    /// <summary>What Assemble did.</summary>
    public string Assembly => System.IO.Path.Combine(Path, "assembly.json");

    /// <summary>What it was done with, and the little of it that a publish without a change needs.</summary>
    public string AssemblyStamp => System.IO.Path.Combine(Path, "assembly.stamp");

    /// <summary>The manifests.</summary>
    public string Manifests => System.IO.Path.Combine(Path, "manifests");

    /// <summary>The Template that a Helm chart was made of, for the rules, where the chart alone is written: its templates are no YAML.</summary>
    public string ChartTemplate => System.IO.Path.Combine(Path, "manifests.chart.yaml");

    /// <summary>What they were made with.</summary>
    public string ManifestStamp => System.IO.Path.Combine(Path, "manifests.stamp");

    /// <summary>Where their parts come from.</summary>
    public string ManifestOrigins => System.IO.Path.Combine(Path, "manifests.origins");

    /// <summary>What of them was copied to the user's folder.</summary>
    public string ManifestCopies => System.IO.Path.Combine(Path, "manifests.copies");

    /// <summary>The settings they were made with, those that only the code names included.</summary>
    public string ManifestSettings => System.IO.Path.Combine(Path, "manifests.settings.json");

    /// <summary>The manifests once more, as they fit to those of the other services of a solution; a folder as this one.</summary>
    public StageFolder InSolution => new(System.IO.Path.Combine(Path, "solution"));

    /// <summary>The messages of the report, to be shown again when nothing changed.</summary>
    public string Messages => System.IO.Path.Combine(Path, "messages.json");

    /// <summary>The report for other tools.</summary>
    public string Sarif => System.IO.Path.Combine(Path, "report.sarif");

    /// <summary>The report for people.</summary>
    public string Html => System.IO.Path.Combine(Path, "report.html");

    /// <summary>The issues of this image in GitLab's code quality report, which other platforms and projects have theirs in as well.</summary>
    public string CodeQuality => System.IO.Path.Combine(Path, "code-quality.json");

    /// <summary>What happened when the image was run.</summary>
    public string Run => System.IO.Path.Combine(Path, "run.json");

    /// <summary>What it was run with, and what is told of it.</summary>
    public string RunStamp => System.IO.Path.Combine(Path, "run.stamp");

    /// <summary>The bill of materials as CycloneDX.</summary>
    public string CycloneDx => System.IO.Path.Combine(Path, "sbom.cdx.json");

    /// <summary>The bill of materials as SPDX.</summary>
    public string Spdx => System.IO.Path.Combine(Path, "sbom.spdx.json");

    /// <summary>Where the image comes from, an in-toto statement.</summary>
    public string Provenance => System.IO.Path.Combine(Path, "provenance.intoto.json");

    /// <summary>What bill and statement were made with.</summary>
    public string DocumentStamp => System.IO.Path.Combine(Path, "documents.stamp");

    /// <summary>Where they were attached.</summary>
    public string AttachmentStamp => System.IO.Path.Combine(Path, "attachments.stamp");

    /// <summary>The Dockerfile that was written last, and what was left in its folder.</summary>
    public string DockerfileStamp => System.IO.Path.Combine(Path, "dockerfile.stamp");

    /// <summary>What Deliver wrote to a file, and with what.</summary>
    public string Delivery => System.IO.Path.Combine(Path, "delivery.json");
}
