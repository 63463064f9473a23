using System.Text;

namespace OpenShift.NET.Sdk.Tests.Registries.Fakes;

internal sealed record FakeResponse(int Status, byte[]? Body = null)
{
    public List<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Bytes of the body after which the connection is closed.</summary>
    public int? CutAfter { get; init; }

    /// <summary>The connection is closed without an answer.</summary>
    public bool Abort { get; init; }

    /// <summary>The body comes in parts of some bytes, with a pause after each.</summary>
    public (int Bytes, TimeSpan Pause)? Trickle { get; init; }

    /// <summary>There is never an answer.</summary>
    public bool Hang { get; init; }

    public FakeResponse With(string name, string value)
    {
        Headers.Add((name, value));
        return this;
    }

    public static FakeResponse Json(int status, string json) => new FakeResponse(status, Encoding.UTF8.GetBytes(json)).With("Content-Type", "application/json");

    public static FakeResponse Error(int status, string code, string message) =>
        Json(status, $$"""{"errors":[{"code":"{{code}}","message":"{{message}}"}]}""");
}
