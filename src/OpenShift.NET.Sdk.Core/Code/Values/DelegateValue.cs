namespace OpenShift.NET.Sdk.Code.Values;

/// <summary>A lambda or method that is handed on.</summary>
/// <param name="Method">Key of the method, as <see cref="CodeMethod.Key"/>.</param>
/// <param name="Returns">What it returns, when that is the same always.</param>
public sealed record DelegateValue(string Method, CodeValue Returns) : CodeValue
{
    /// <inheritdoc/>
    public override string ToString() => "λ";
}
