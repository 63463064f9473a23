namespace OpenShift.NET.Sdk.Code.Queries;

/// <summary>
/// An API a rule knows, written <c>Namespace.Type::Method</c>. A <c>*</c> at the end of either part stands for anything; <c>.ctor</c>, <c>get_X</c> and <c>set_X</c> are constructors and properties.
/// A rule keeps its APIs in one table, so that one more library is one more line.
/// </summary>
public readonly record struct KnownApi
{
    /// <summary>Reads the written form.</summary>
    /// <exception cref="ArgumentException">There is no <c>::</c> in it.</exception>
    public KnownApi(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int colons = text.IndexOf("::", StringComparison.Ordinal);
        if (colons <= 0)
        {
            throw new ArgumentException($"'{text}' is not written Type::Method", nameof(text));
        }

        Type = text[..colons];
        Method = text[(colons + 2)..];
    }

    /// <summary>Full name of the declaring type, or its beginning with <c>*</c>.</summary>
    public string Type { get; }

    /// <summary>Name of the method, or its beginning with <c>*</c>.</summary>
    public string Method { get; }

    internal bool IsPattern => Method.EndsWith('*');

    /// <summary>Reads the written form.</summary>
    public static implicit operator KnownApi(string text) => new(text);

    /// <summary>Whether a call is one to this API.</summary>
    public bool Matches(CodeCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Matches(call.Type, call.Method);
    }

    /// <summary>Whether a method is this API.</summary>
    /// <param name="type">Full name of its declaring type, as <see cref="CodeCall.Type"/> has it.</param>
    /// <param name="method">Its name.</param>
    public bool Matches(string type, string method) => Fits(Method, method) && Fits(Type, type);

    /// <inheritdoc/>
    public override string ToString() => Type + "::" + Method;

    private static bool Fits(string pattern, string name) =>
        pattern.EndsWith('*') ? name.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal) : pattern == name;
}
