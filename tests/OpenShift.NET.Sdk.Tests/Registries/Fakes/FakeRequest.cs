using System.Collections.Specialized;
using System.Web;

namespace OpenShift.NET.Sdk.Tests.Registries.Fakes;

internal sealed record FakeRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Path => Target.Split('?')[0];

    public NameValueCollection Query => HttpUtility.ParseQueryString(Target.Contains('?', StringComparison.Ordinal) ? Target[(Target.IndexOf('?', StringComparison.Ordinal) + 1)..] : "");

    public string? Authorization => Headers.GetValueOrDefault("Authorization");

    public override string ToString() => $"{Method} {Path}";
}
