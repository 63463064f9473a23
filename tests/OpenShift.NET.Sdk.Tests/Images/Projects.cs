using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Tests.Images;

/// <summary>Facts of small projects.</summary>
internal static class Projects
{
    public static ProjectFacts Web(params PublishFile[] files) => new()
    {
        Identity = new ProjectIdentity { Name = "Web.Api", ProjectFile = "/src/Web.Api.csproj", AssemblyName = "Web.Api", Version = "1.4.2", Description = "Sells\n   things", Authors = "Shop", Tags = ["shop", "a,b", "Dotnet"] },
        Application = new ApplicationFacts { Kind = ApplicationKind.Web, RuntimeIdentifier = "linux-x64" },
        Image = new ImageFacts { AppCommand = ["dotnet", "/app/Web.Api.dll"], BaseImage = "example.com/base:1" },
        Destination = new DestinationFacts { Repository = "shop/web-api" },
        Files = [.. files],
    };

    public static PublishFile File(TemporaryFolder folder, string path, FileOrigin origin = FileOrigin.App, string? content = null) =>
        new() { Path = path, Source = folder.Write("publish/" + path, content ?? "content of " + path), Origin = origin };
}
