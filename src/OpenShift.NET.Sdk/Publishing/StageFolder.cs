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

    /// <summary>What they were made with.</summary>
    public string ManifestStamp => System.IO.Path.Combine(Path, "manifests.stamp");

    /// <summary>Where their parts come from.</summary>
    public string ManifestOrigins => System.IO.Path.Combine(Path, "manifests.origins");

    /// <summary>What of them was copied to the user's folder.</summary>
    public string ManifestCopies => System.IO.Path.Combine(Path, "manifests.copies");

    /// <summary>The messages of the report, to be shown again when nothing changed.</summary>
    public string Messages => System.IO.Path.Combine(Path, "messages.json");

    /// <summary>The report for other tools.</summary>
    public string Sarif => System.IO.Path.Combine(Path, "report.sarif");

    /// <summary>The report for people.</summary>
    public string Html => System.IO.Path.Combine(Path, "report.html");

    /// <summary>What happened when the image was run.</summary>
    public string Run => System.IO.Path.Combine(Path, "run.json");

    /// <summary>What it was run with, and what is told of it.</summary>
    public string RunStamp => System.IO.Path.Combine(Path, "run.stamp");

    /// <summary>What Deliver wrote to a file, and with what.</summary>
    public string Delivery => System.IO.Path.Combine(Path, "delivery.json");
}
