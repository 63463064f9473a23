using System.Net.Http.Headers;

namespace OpenShift.NET.Sdk.Registries.Transport;

/// <summary>One request, in a form that can be sent again: with other credentials, to where it is redirected, after a failure.</summary>
internal sealed record RegistryRequest(HttpMethod Method)
{
    /// <summary>Path and query below the registry's root, when <see cref="Location"/> is not given.</summary>
    public string Path { get; init; } = "/v2/";

    /// <summary>An address the registry gave.</summary>
    public Uri? Location { get; init; }

    /// <summary>The repository whose credentials are used.</summary>
    public string Repository { get; init; } = "";

    /// <summary>The access that is asked for, in the form of an OAuth scope.</summary>
    public string Scope { get; init; } = "";

    /// <summary>What is sent with the request, instead of what the registry's challenges lead to.</summary>
    public AuthenticationHeaderValue? Authorization { get; init; }

    /// <summary>Media types that are understood.</summary>
    public string? Accept { get; init; }

    /// <summary>First byte that is wanted.</summary>
    public long Offset { get; init; }

    /// <summary>How much longer the operation may go on; <see langword="null"/> for a single question.</summary>
    public Patience? Patience { get; init; }

    /// <summary>Where in the blob the body begins, whose bytes are progress; <see langword="null"/> for a body that is none of a blob's.</summary>
    public long? Position { get; init; }

    /// <summary>Whether the registry may have to fetch the answer from another one before it begins to answer: it is waited for as long as for the answer to a blob that was sent whole.</summary>
    public bool MayBeFetched { get; init; }

    /// <summary>Makes the body, anew for every sending.</summary>
    public Func<HttpContent>? Content { get; init; }
}
