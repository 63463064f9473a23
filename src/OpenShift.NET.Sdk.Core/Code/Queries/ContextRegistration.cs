namespace OpenShift.NET.Sdk.Code.Queries;

/// <summary>The registration of a context of Entity Framework: <c>AddDbContext&lt;T&gt;(o => …)</c>, <c>AddDbContextPool</c>, <c>AddDbContextFactory</c>.</summary>
internal static class ContextRegistration
{
    /// <summary>The context whose registration a call stands in; <see langword="null"/> when it stands in none.</summary>
    public static string? Of(CodeCall call) => CallOf(call) is { TypeArguments: [.., var context] } ? context : null;

    /// <summary>The registration that a call stands in.</summary>
    public static CodeCall? CallOf(CodeCall call) =>
        call.Chain().FirstOrDefault(static c => c.Method.StartsWith("AddDbContext", StringComparison.Ordinal) || c.Method.StartsWith("AddPooledDbContext", StringComparison.Ordinal));
}
