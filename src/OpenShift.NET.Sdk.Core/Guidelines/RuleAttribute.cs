namespace OpenShift.NET.Sdk.Guidelines;

/// <summary>The static description of a rule. The guideline is the <c>gg</c> of the id.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RuleAttribute : Attribute
{
    /// <summary>Describes a rule.</summary>
    /// <param name="id"><c>OSCggnn</c>.</param>
    /// <param name="title">The desired state in one sentence without a final full stop: "Listening ports are 1024 or higher".</param>
    public RuleAttribute(string id, string title)
    {
        Id = id;
        Title = title;
    }

    /// <summary><c>OSCggnn</c>.</summary>
    public string Id { get; }

    /// <summary>The desired state.</summary>
    public string Title { get; }

    /// <summary>Severity in the profile <c>basic</c>.</summary>
    public Severity Basic { get; init; } = Severity.Warning;

    /// <summary>Severity in the profile <c>recommended</c>, the default one.</summary>
    public Severity Recommended { get; init; } = Severity.Warning;

    /// <summary>Severity in the profile <c>strict</c>.</summary>
    public Severity Strict { get; init; } = Severity.Warning;

    /// <summary>What to do, one imperative sentence with its final full stop. A finding can bring a better one.</summary>
    public required string Fix { get; init; }

    /// <summary>
    /// What to do where an image is judged without a project, whose reader has the Dockerfile (Containerfile) it is built from and the manifests, but no MSBuild properties and items.
    /// <see langword="null"/> when <see cref="Fix"/> names nothing that only a project has.
    /// </summary>
    public string? ImageFix { get; init; }
}
