namespace OpenShift.NET.Sdk.Code.Settings;

/// <summary>
/// Packages that take their connection string by the name of a resource: those of Aspire and its community,
/// <c>builder.AddNpgsqlDataSource("orderingdb")</c> reads <c>ConnectionStrings:orderingdb</c> and stops without it.
/// </summary>
internal static class NamedClients
{
    private const string Hosting = "Microsoft.Extensions.Hosting.Aspire";

    // Another way to give it, of which the packages' own documentation speaks: Aspire:Npgsql:orderingdb:ConnectionString and Aspire:Npgsql:ConnectionString.
    private const string Section = "Aspire:";

    /// <summary>The name of the connection string a call takes; <see langword="null"/> when it takes none.</summary>
    public static string? ConnectionOf(CodeCall call) =>
        call.Type.StartsWith(Hosting, StringComparison.Ordinal) && call.Method.StartsWith("Add", StringComparison.Ordinal) && call.ParameterTypes.IndexOf("System.String") is > 0 and var index && call.Argument(index).Text is { Length: > 0 } name
            ? name
            : null;

    /// <summary>Whether the program stops without it: not when the code, or the package's own section, gives it.</summary>
    public static bool NeedsConnection(CodeCall call, string name, CodeFacts code, IReadOnlyDictionary<string, string> settings) =>
        !code.Calls.Any(c => c.Method is "set_ConnectionString" or "set_Endpoint" or "set_ServiceUri" or "set_FullyQualifiedNamespace" or "set_AccountEndpoint" or "set_VaultUri" && c.Chain().Contains(call))
        && !settings.Any(s => s.Value.Length > 0 && s.Key.StartsWith(Section, StringComparison.OrdinalIgnoreCase) && IsOf(s.Key, name));

    private static bool IsOf(string key, string name)
    {
        string[] segments = key.Split(':');
        return segments is [_, .., "ConnectionString" or "Endpoint" or "ServiceUri" or "FullyQualifiedNamespace" or "AccountEndpoint" or "VaultUri"]
            && (segments.Contains(name, StringComparer.OrdinalIgnoreCase) || !segments[1..^1].Any(static s => s.Contains('-', StringComparison.Ordinal) || s.Contains("db", StringComparison.Ordinal)));
    }
}
