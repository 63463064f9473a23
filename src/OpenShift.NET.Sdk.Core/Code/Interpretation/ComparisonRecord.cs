namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>A constant text that something is compared with whose name says that it is a secret.</summary>
/// <param name="Value">The text.</param>
/// <param name="Name">What it is compared with.</param>
/// <param name="Method">The method it is done in.</param>
/// <param name="Site">Index of the instruction.</param>
internal sealed record ComparisonRecord(string Value, string Name, PreparedMethod Method, int Site)
{
    /// <summary>Whether it is done in Production, as far as it was met yet.</summary>
    public bool InProduction { get; set; }
}
