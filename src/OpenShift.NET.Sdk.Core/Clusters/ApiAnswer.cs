using System.Collections.Immutable;
using System.Net;

namespace OpenShift.NET.Sdk.Clusters;

/// <summary>What an API server has answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The document; nothing where the answer is none.</param>
/// <param name="Warnings">What the server warns of.</param>
internal sealed record ApiAnswer(HttpStatusCode Status, ApiObject Body, ImmutableArray<string> Warnings)
{
    /// <summary>Whether it is what was asked for.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>What the server says when it refuses.</summary>
    public string Message => Body.Text("message") is { Length: > 0 } message ? message.TrimEnd('.') : FormattableString.Invariant($"status {(int)Status}");
}
