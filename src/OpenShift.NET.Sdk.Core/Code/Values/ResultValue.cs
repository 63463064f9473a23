namespace OpenShift.NET.Sdk.Code.Values;

/// <summary>What a call to a method outside the application returned; so chains of builders can be followed back.</summary>
/// <param name="Call">The call.</param>
public sealed record ResultValue(CodeCall Call) : CodeValue
{
    /// <inheritdoc/>
    public override string ToString() => Call.Method + "()";
}
