using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Guidelines.Sarif;

/// <summary>What a SARIF log says besides the report.</summary>
public sealed record SarifOptions
{
    /// <summary>Version of this product, SemVer 2.0.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>Full path of the folder that places are written relative to; <see langword="null"/> writes no places in files.</summary>
    public string? SourceRoot { get; init; }

    /// <summary>What tells this run from others of the same build (SARIF 3.17.3), for example <c>WebApi/linux-x64</c>.</summary>
    public string AutomationId { get; init; } = "";

    /// <summary>Where to read about this product; <see langword="null"/> writes nothing.</summary>
    public Uri? InformationUri { get; init; }

    /// <summary>The repository of the published project; <see langword="null"/> writes nothing.</summary>
    public Uri? RepositoryUri { get; init; }

    /// <summary>The revision in that repository.</summary>
    public string? Revision { get; init; }

    /// <summary>The text of a rule's page; <see langword="null"/> where there is none at hand.</summary>
    public Func<RuleDescription, string?>? PageOf { get; init; }

    /// <summary>Address of a rule's page; <see langword="null"/> writes none.</summary>
    public Func<RuleDescription, Uri?>? HelpUriOf { get; init; }

    /// <summary>What happened when the image ran; <see langword="null"/> when nobody asked for a proof.</summary>
    public RunFacts? Run { get; init; }
}
