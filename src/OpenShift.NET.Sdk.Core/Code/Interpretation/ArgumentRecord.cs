namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>A constant text that reaches a parameter which names a secret.</summary>
/// <param name="Target">The method that is called.</param>
/// <param name="Parameter">Which parameter, counted from 0.</param>
/// <param name="Value">The text.</param>
/// <param name="Method">The method it is done in.</param>
/// <param name="Site">Index of the instruction.</param>
internal sealed record ArgumentRecord(CallTarget Target, int Parameter, string Value, PreparedMethod Method, int Site)
{
    /// <summary>Whether it is called in Production, as far as it was met yet.</summary>
    public bool InProduction { get; set; }
}
