namespace OpenShift.NET.Sdk.Projects.Description.Declarations;

/// <summary>A property that is text; who reads it says what text it may be.</summary>
internal sealed record TextProperty(string Name, string What) : PropertyDeclaration(Name, What)
{
    /// <summary>What holds where it is not set.</summary>
    public string? Otherwise { get; init; }

    /// <inheritdoc/>
    protected override string? Usual => Otherwise;
}
