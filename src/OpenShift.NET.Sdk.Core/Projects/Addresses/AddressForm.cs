namespace OpenShift.NET.Sdk.Projects.Addresses;

/// <summary>How an address is written.</summary>
internal enum AddressForm
{
    /// <summary>One or more URLs (RFC 3986): <c>http://orders:8080</c>, <c>mongodb://a,b/shop</c>.</summary>
    Url,

    /// <summary><c>key=value;</c> pairs: ADO.NET, Cassandra, EasyNetQ, Azure.</summary>
    ConnectionString,

    /// <summary><c>host:port</c>, several separated by commas, options of StackExchange.Redis behind them.</summary>
    Hosts,

    /// <summary>A host name by itself.</summary>
    Name,
}
