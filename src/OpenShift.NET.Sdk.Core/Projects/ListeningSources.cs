namespace OpenShift.NET.Sdk.Projects;

/// <summary>From where a host takes where to listen. Which host takes it from where was found by running each of them; the table is with <c>CodeHosts</c>.</summary>
[Flags]
public enum ListeningSources
{
    /// <summary>From nothing: it listens on <c>http://localhost:5000</c> unless code says otherwise.</summary>
    None = 0,

    /// <summary>The variable <c>ASPNETCORE_URLS</c>.</summary>
    AspNetCoreUrls = 1,

    /// <summary>The variables <c>ASPNETCORE_HTTP_PORTS</c> and <c>ASPNETCORE_HTTPS_PORTS</c>.</summary>
    AspNetCorePorts = 1 << 1,

    /// <summary>Variables <c>ASPNETCORE_Kestrel__Endpoints__…</c>.</summary>
    AspNetCoreEndpoints = 1 << 2,

    /// <summary>The variable <c>DOTNET_URLS</c>.</summary>
    DotnetUrls = 1 << 3,

    /// <summary>The variables <c>DOTNET_HTTP_PORTS</c>, <c>DOTNET_HTTPS_PORTS</c> and <c>DOTNET_Kestrel__Endpoints__…</c>.</summary>
    DotnetPorts = 1 << 4,

    /// <summary>The variable <c>URLS</c>.</summary>
    Urls = 1 << 5,

    /// <summary>The variables <c>HTTP_PORTS</c> and <c>HTTPS_PORTS</c>.</summary>
    Ports = 1 << 6,

    /// <summary>Variables <c>Kestrel__Endpoints__…</c>.</summary>
    Endpoints = 1 << 7,

    /// <summary><c>urls</c> of appsettings.json.</summary>
    FileUrls = 1 << 8,

    /// <summary><c>http_ports</c> and <c>https_ports</c> of appsettings.json.</summary>
    FilePorts = 1 << 9,

    /// <summary><c>Kestrel:Endpoints</c> of appsettings.json.</summary>
    FileEndpoints = 1 << 10,

    /// <summary>The command line: <c>--urls</c>, <c>--http_ports</c>.</summary>
    CommandLine = 1 << 11,

    /// <summary>From everywhere, as <c>WebApplication.CreateBuilder(args)</c>.</summary>
    All = (1 << 12) - 1,
}
