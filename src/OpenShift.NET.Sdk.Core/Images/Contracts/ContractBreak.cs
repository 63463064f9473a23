namespace OpenShift.NET.Sdk.Images.Contracts;

/// <summary>Something users of an image relied on and that is there no more, or something new they have to give.</summary>
/// <param name="Item">What, as a stable name: <c>port 8080/tcp</c>, <c>volume /app/data</c>.</param>
/// <param name="Seen">What happened to it, a predicate: <c>is exposed no more</c>.</param>
/// <param name="IsAsked">Whether it is something new that has to be given.</param>
public sealed record ContractBreak(string Item, string Seen, bool IsAsked = false);
