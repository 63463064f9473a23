namespace OpenShift.NET.Sdk.RealApplications;

/// <summary>A setting the code reads.</summary>
/// <param name="Name">Name as an environment variable.</param>
/// <param name="Is"><c>required</c> or <c>optional</c>.</param>
/// <param name="Secret">Whether its value is one.</param>
internal sealed record TrueSetting(string Name, string Is, bool Secret)
{
    public bool Required => string.Equals(Is, "required", StringComparison.Ordinal);
}
