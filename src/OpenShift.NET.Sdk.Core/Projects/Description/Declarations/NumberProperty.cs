using System.Globalization;

namespace OpenShift.NET.Sdk.Projects.Description.Declarations;

/// <summary>A property that is a whole number.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Otherwise">What holds where it is not set; <see langword="null"/> where that depends on something.</param>
/// <param name="Least">The least it may be.</param>
/// <param name="Most">The most it may be.</param>
/// <param name="What">What it is for, as the page says it.</param>
internal sealed record NumberProperty(string Name, long? Otherwise, long Least, long Most, string What) : PropertyDeclaration(Name, What)
{
    /// <inheritdoc/>
    protected override string? Usual => Otherwise?.ToString(CultureInfo.InvariantCulture);
}
