using OpenShift.NET.Sdk.Guidelines.Severities;

namespace OpenShift.NET.Sdk.Guidelines.Engine;

/// <summary>What is said of a rule on its class, without an instance of it.</summary>
public sealed record RuleDescription
{
    /// <summary><c>OSCggnn</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the class: the rule's readable name.</summary>
    public required string Name { get; init; }

    /// <summary>The desired state, without a final full stop.</summary>
    public required string Title { get; init; }

    /// <summary>What to do, with a final full stop.</summary>
    public required string Fix { get; init; }

    /// <summary>What to do with an image that is judged without a project; <see langword="null"/> when <see cref="Fix"/> serves there too.</summary>
    public string? ImageFix { get; init; }

    /// <summary>The guideline: the <c>gg</c> of the id.</summary>
    public required Guideline Guideline { get; init; }

    /// <summary>Severity in the profile <c>basic</c>.</summary>
    public required Severity Basic { get; init; }

    /// <summary>Severity in the profile <c>recommended</c>.</summary>
    public required Severity Recommended { get; init; }

    /// <summary>Severity in the profile <c>strict</c>.</summary>
    public required Severity Strict { get; init; }

    /// <summary>Path of the rule's page below the folder <c>Guidelines</c>: <c>G13_ArbitraryUser/OSC1309_PortIsHigh/OSC1309.md</c>.</summary>
    public string Page => $"{GuidelineFolder(Guideline)}/{Id}_{Name}/{Id}.md";

    /// <summary>What to do, by the means the reader has.</summary>
    /// <param name="hasProject">Whether the image is judged together with its project.</param>
    public string FixFor(bool hasProject) => hasProject ? Fix : ImageFix ?? Fix;

    /// <summary>Severity in a profile, before any setting of the user's.</summary>
    public Severity In(Profile profile) => profile switch
    {
        Profile.Basic => Basic,
        Profile.Strict => Strict,
        _ => Recommended,
    };

    /// <summary>Name of the folder that holds a guideline's rules: <c>G13_ArbitraryUser</c>.</summary>
    public static string GuidelineFolder(Guideline guideline) => FormattableString.Invariant($"G{(int)guideline:00}_{guideline}");
}
