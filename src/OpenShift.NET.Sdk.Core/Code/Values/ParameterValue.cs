namespace OpenShift.NET.Sdk.Code.Values;

/// <summary>What a method outside the application hands to a lambda it was given, for example the options of <c>Configure&lt;T&gt;(o =&gt; …)</c>.</summary>
/// <param name="Call">The call that got the lambda.</param>
/// <param name="Index">Which of the lambda's parameters it is, counted from 0.</param>
/// <param name="Type">Full name of the parameter's type.</param>
public sealed record ParameterValue(CodeCall Call, int Index, string Type) : CodeValue
{
    /// <inheritdoc/>
    public override string ToString() => "λ" + Call.Method;
}
