namespace OpenShift.NET.Sdk.Projects.Description.Declarations;

/// <summary>
/// A property that a project may set, with everything that is said of it elsewhere: the list of public names, what the targets set and hand over, and the row of
/// <c>docs/reference/properties.md</c> are written from this by the tests.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="What">What it is for, as the page says it; empty where it has no row of its own.</param>
internal abstract record PropertyDeclaration(string Name, string What)
{
    /// <summary>Who gets it.</summary>
    public HandedTo HandedTo { get; init; }

    /// <summary>The row it has on the page.</summary>
    public PropertyRow Row { get; init; }

    /// <summary>What the targets set where the project sets nothing, as MSBuild reads it; <see langword="null"/>: nothing. Of a property of the build alone its own targets do.</summary>
    public string? BuildDefault { get => field ?? Usual; init; }

    /// <summary>What holds where the project sets nothing, as the page says it.</summary>
    public string ShownDefault { get => field ?? (Usual is null ? "–" : $"`{Usual}`"); init; }

    /// <summary>The value that holds where the project sets nothing; <see langword="null"/> where there is none, or where it depends on something.</summary>
    protected abstract string? Usual { get; }
}
