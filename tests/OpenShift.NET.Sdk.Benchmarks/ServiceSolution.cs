using System.Globalization;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>A generated solution of web services that refer to one library, in a folder of its own.</summary>
/// <param name="folder">The folder.</param>
/// <param name="services">How many services.</param>
/// <param name="ours">Whether this product publishes it, or the .NET SDK alone.</param>
internal sealed class ServiceSolution(string folder, int services, bool ours)
{
    /// <summary>Whether this product publishes it.</summary>
    public bool Ours => ours;

    /// <summary>Writes it.</summary>
    public void Write(MeasuredPackage measured)
    {
        string reference = ours ? $"<ItemGroup><PackageReference Include=\"OpenShift.NET.Sdk\" Version=\"{measured.Version}\" PrivateAssets=\"all\" /></ItemGroup>" : "";
        Put("nuget.config", $"<configuration><packageSources><clear /><add key=\"measured\" value=\"{measured.Feed}\" /><add key=\"nuget.org\" value=\"https://api.nuget.org/v3/index.json\" /></packageSources></configuration>");
        Put("Directory.Build.props", $"<Project><PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Version>1.4.2</Version><ContainerImageTag>1.4.2</ContainerImageTag><ContainerRepository>{(ours ? "ours" : "theirs")}/$(MSBuildProjectName.ToLowerInvariant())</ContainerRepository></PropertyGroup>{reference}</Project>");
        Put("Directory.Build.targets", "<Project />");
        Put("Directory.Packages.props", "<Project />");
        Put("Words/Words.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        string projects = "<Project Path=\"Words/Words.csproj\" />";
        for (int i = 1; i <= services; i++)
        {
            string name = Name(i);
            Put($"{name}/{name}.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><ItemGroup><ProjectReference Include=\"../Words/Words.csproj\" /></ItemGroup></Project>");
            projects += $"<Project Path=\"{name}/{name}.csproj\" />";
            Edit(i, 0);
        }

        Put("Shop.slnx", $"<Solution>{projects}</Solution>");
        EditLibrary(0);
    }

    /// <summary>Makes a change.</summary>
    public void Make(SolutionChange change, int run)
    {
        if (change == SolutionChange.OneService)
        {
            Edit(1 + (run % services), run);
        }
        else if (change == SolutionChange.Library)
        {
            EditLibrary(run);
        }
    }

    /// <summary>Publishes all of it, and measures the whole command.</summary>
    public async Task<Measurement> PublishAsync(CountingProxy proxy, Dotnet dotnet, string cache, params string[] more)
    {
        _ = proxy.Take();
        TimeSpan whole = await dotnet.RunAsync(
            folder,
            ["publish", "Shop.slnx", "-c", "Release", "-t:PublishContainer", "-nologo", "-tl:off", "-m", $"-p:ContainerRegistry={proxy.Host}", $"-p:ContainerBaseImage={Program.BaseOf(proxy)}", $"-p:OpenShiftCacheDirectory={cache}", .. more]).ConfigureAwait(false);
        return new Measurement(whole.TotalMilliseconds, whole.TotalMilliseconds, proxy.Take());
    }

    private static string Name(int service) => string.Create(CultureInfo.InvariantCulture, $"Service{service:00}");

    private void Edit(int service, int run) => Put($"{Name(service)}/Program.cs", $"var app = WebApplication.CreateBuilder(args).Build();\napp.MapGet(\"/\", () => Words.Text.Hello + \"{service} {run}\");\napp.MapGet(\"/healthz\", () => \"ok\");\napp.Run();\n");

    private void EditLibrary(int run) => Put("Words/Text.cs", $"namespace Words;\npublic static class Text\n{{\n    public static string Hello => \"hello {run}\";\n}}\n");

    private void Put(string path, string text)
    {
        string full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
