namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>An application to publish.</summary>
/// <param name="Name">Short name, also of its repository.</param>
/// <param name="Title">The name in the table.</param>
/// <param name="Packages">Whether it references the fourteen packages.</param>
/// <param name="SelfContained">Whether it brings its own runtime.</param>
internal sealed record App(string Name, string Title, bool Packages, bool SelfContained)
{
    public static IReadOnlyList<App> All { get; } =
    [
        new("small", "small", false, false),
        new("packages", "14 packages", true, false),
        new("selfcontained", "14 packages, self-contained", true, true),
    ];

    private static readonly string[] s_packages =
    [
        "AutoMapper/17.0.0", "Dapper/2.1.86", "FluentValidation/12.2.0", "Grpc.AspNetCore/2.85.0", "Microsoft.Data.SqlClient/7.1.0",
        "MongoDB.Driver/3.14.0", "Newtonsoft.Json/13.0.4", "Npgsql/10.0.3", "OpenTelemetry.Extensions.Hosting/1.20.1", "Polly/8.9.1",
        "Quartz/4.7.3", "Serilog.AspNetCore/10.0.0", "StackExchange.Redis/3.4.35", "Swashbuckle.AspNetCore/11.0.1",
    ];

    /// <summary>The packages it references: <c>ID/VERSION</c>.</summary>
    public IReadOnlyCollection<string> References => Packages ? s_packages : [];

    /// <summary>Writes the project's files.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="version">Version of this product to reference; <see langword="null"/> for the .NET SDK alone.</param>
    /// <param name="feed">Folder that has the package.</param>
    /// <param name="assemblyName">Name of the project.</param>
    public void Write(string folder, string? version, string feed, string assemblyName)
    {
        Directory.CreateDirectory(folder);
        IEnumerable<string> references = References.Select(static r => r.Split('/')).Select(static r => $"""<PackageReference Include="{r[0]}" Version="{r[1]}" />""");
        if (version is not null)
        {
            references = references.Append($"""<PackageReference Include="OpenShift.NET.Sdk" Version="{version}" PrivateAssets="all" />""");
        }

        File.WriteAllText(Path.Combine(folder, assemblyName + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <Version>1.4.2</Version>
                <Description>What benchmarks publish</Description>
                <NoWarn>$(NoWarn);NU1603;NU1608</NoWarn>
                {(SelfContained ? "<RuntimeIdentifier>linux-x64</RuntimeIdentifier><SelfContained>true</SelfContained>" : "")}
              </PropertyGroup>
              <ItemGroup>
                {string.Join("\n    ", references)}
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="measured" value="{feed}" />
                <add key="nuget.org" value="https://api.nuget.org/v3/index.json" />
              </packageSources>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(folder, "appsettings.json"), """{ "Logging": { "LogLevel": { "Default": "Information" } }, "AllowedHosts": "*" }""");
        // Nothing above the temporary folder may reach into the project.
        foreach (string file in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            File.WriteAllText(Path.Combine(folder, file), "<Project />");
        }

        Edit(folder, 0);
    }

    /// <summary>Changes one line of the program.</summary>
    public static void Edit(string folder, int edition) => File.WriteAllText(Path.Combine(folder, "Program.cs"), $"""
        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();
        app.MapGet("/", () => "edition {edition}");
        app.MapGet("/healthz", () => "ok");
        app.Run();
        """);
}
