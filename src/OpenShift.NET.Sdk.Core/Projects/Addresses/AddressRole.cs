namespace OpenShift.NET.Sdk.Projects.Addresses;

/// <summary>What the name of a setting says of the address in it.</summary>
internal enum AddressRole
{
    /// <summary>Another service, as far as the name does not say otherwise.</summary>
    Peer,

    /// <summary>The application's own address as its callers see it: a callback, its base URL, a cookie's domain.</summary>
    Own,

    /// <summary>An address from which browsers call: an origin of CORS, a front end.</summary>
    Caller,

    /// <summary>A name of who issues or accepts tokens, which is compared and not called.</summary>
    Identifier,

    /// <summary>Where the application listens.</summary>
    Listening,

    /// <summary>What is let in or passed over: hosts, networks, proxies.</summary>
    Filter,

    /// <summary>A page for people, a licence, a schema.</summary>
    Document,
}
