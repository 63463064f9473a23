namespace OpenShift.NET.Sdk.Projects.Description.Declarations;

/// <summary>A property that is true or false.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Otherwise">What holds where it is not set; <see langword="null"/> where that depends on something.</param>
/// <param name="What">What it is for, as the page says it.</param>
internal sealed record FlagProperty(string Name, bool? Otherwise, string What) : PropertyDeclaration(Name, What)
{
    /// <inheritdoc/>
    protected override string? Usual => Otherwise switch { true => "true", false => "false", null => null };
}
