namespace OpenShift.NET.Sdk.Code.Values;

/// <summary><c>typeof(T)</c>.</summary>
/// <param name="Name">Full name of the type.</param>
public sealed record TypeValue(string Name) : CodeValue
{
    /// <inheritdoc/>
    public override string ToString() => "typeof " + Name;
}
