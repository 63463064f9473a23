namespace OpenShift.NET.Sdk.Guidelines.Html;

/// <summary>What a report for people says besides the report.</summary>
public sealed record HtmlOptions
{
    /// <summary>The image as the user knows it.</summary>
    public required string Subject { get; init; }

    /// <summary>Version of this product.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>Digest of the image's manifest.</summary>
    public string Digest { get; init; } = "";

    /// <summary>Full path of the folder that places are written relative to; <see langword="null"/> writes file names only.</summary>
    public string? SourceRoot { get; init; }
}
