namespace OpenShift.NET.Sdk.Projects.Secrets;

/// <summary>What is shown in place of a secret.</summary>
public static class Redaction
{
    /// <summary>Three asterisks and how long the value is: enough to recognise it, nothing to use it.</summary>
    public static string Of(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length == 1 ? "*** (1 character)" : FormattableString.Invariant($"*** ({value.Length} characters)");
    }
}
