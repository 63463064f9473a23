using System.IO.Compression;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.SourceToImage;

/// <summary>Repositories of others, as builds get them.</summary>
internal static class Sources
{
    private const string Program = """
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/", () => Shop.Prices.Of("tea"));
        app.MapGet("/process", () => Environment.ProcessId + " " + string.Join(' ', args));
        app.MapGet("/left", () => string.Join(',', new[] { "/opt/app-root", "/opt/app-root/src", "/tmp/src", "/tmp/artifacts" }.Where(Directory.Exists).SelectMany(Directory.GetFileSystemEntries).Order(StringComparer.Ordinal)));
        app.Run();
        """;

    /// <summary>A service, a library and tests.</summary>
    public static string Solution()
    {
        string folder = Sandbox.NewFolder("solution");
        Write(folder, "Shop.slnx", """<Solution><Project Path="src/Shop/Shop.csproj" /><Project Path="src/Prices/Prices.csproj" /><Project Path="tests/Shop.Tests/Shop.Tests.csproj" /></Solution>""");
        Write(folder, "src/Shop/Shop.csproj", Web("<ProjectReference Include=\"../Prices/Prices.csproj\" />"));
        Write(folder, "src/Shop/Program.cs", Program);
        Write(folder, "src/Prices/Prices.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""");
        Write(folder, "src/Prices/Prices.cs", "namespace Shop; public static class Prices { public static string Of(string what) => what + \": 3\"; }");
        Write(folder, "tests/Shop.Tests/Shop.Tests.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType></PropertyGroup><ItemGroup><PackageReference Include="xunit.v3" Version="3.0.0" /></ItemGroup></Project>""");
        return folder;
    }

    /// <summary>The project file of a web application.</summary>
    public static string Web(string items, string framework = "net10.0") =>
        $"<Project Sdk=\"Microsoft.NET.Sdk.Web\"><PropertyGroup><TargetFramework>{framework}</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Version>1.4.2</Version><Description>Sells tea</Description></PropertyGroup><ItemGroup>{items}</ItemGroup></Project>";

    /// <summary>Writes a file.</summary>
    public static void Write(string folder, string path, string content)
    {
        string full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }

    /// <summary>A package with nothing in it, version 1.0.0, in a folder of the sources.</summary>
    /// <returns>Its file.</returns>
    public static string Package(string sources, string folder, string id) => Package(sources, folder, id, "1.0.0", "");

    /// <summary>A package with nothing in it, in a folder of the sources.</summary>
    /// <returns>Its file.</returns>
    public static string Package(string sources, string folder, string id, string version, string dependencies)
    {
        string file = Path.Combine(Directory.CreateDirectory(Path.Combine(sources, folder)).FullName, $"{id}.{version}.nupkg");
        using ZipArchive package = ZipFile.Open(file, ZipArchiveMode.Create);
        using var nuspec = new StreamWriter(package.CreateEntry(id + ".nuspec").Open());
        nuspec.Write($"<package xmlns=\"http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd\"><metadata><id>{id}</id><version>{version}</version><authors>Shop</authors><description>Nothing</description><dependencies>{dependencies}</dependencies></metadata></package>");
        return file;
    }

    /// <summary>A name for an image that nobody else has.</summary>
    public static string NewImage() => $"localhost/osc-test/{Guid.NewGuid().ToString("n")[..8]}:1";
}
