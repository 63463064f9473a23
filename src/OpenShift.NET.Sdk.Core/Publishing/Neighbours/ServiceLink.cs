namespace OpenShift.NET.Sdk.Publishing.Neighbours;

/// <summary>That a service of a solution calls another one.</summary>
/// <param name="Caller">Name of the one that calls.</param>
/// <param name="Callee">Name of the one that is called.</param>
/// <param name="Setting">The setting of the caller that says so; empty when its code does.</param>
/// <param name="Address">The setting's value, with the address of the other one's Service unless it keeps its own; the one in the code.</param>
/// <param name="Port">The port of the container that is called.</param>
internal sealed record ServiceLink(string Caller, string Callee, string Setting, string Address, int Port)
{
    /// <summary>The value that <see cref="Address"/> stands for; <see langword="null"/> when the setting has that address already, or has to keep its own. Empty when nobody says a value.</summary>
    public string? Replaces { get; init; }

    /// <summary><see cref="Replaces"/> for people.</summary>
    public string Said => Replaces is { Length: > 0 } value ? value : "nothing";

    /// <summary>By what the other one was found, for people: the beginning of a sentence's part.</summary>
    public string Reason { get; init; } = "";
}
