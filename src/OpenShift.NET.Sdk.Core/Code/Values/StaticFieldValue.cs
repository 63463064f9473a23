namespace OpenShift.NET.Sdk.Code.Values;

/// <summary>A static field of a type outside the application, for example <c>System.Net.IPAddress.Loopback</c>.</summary>
/// <param name="Type">Full name of the type.</param>
/// <param name="Name">Name of the field.</param>
public sealed record StaticFieldValue(string Type, string Name) : CodeValue
{
    /// <inheritdoc/>
    public override string ToString() => Type[(Type.LastIndexOf('.') + 1)..] + "." + Name;
}
