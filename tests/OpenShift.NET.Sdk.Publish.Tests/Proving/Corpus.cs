using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Proving;

/// <summary>
/// The applications of <c>Proving/Corpus</c>, published as one solution, several at a time, each proved in the sandbox and, where it passes, pushed. The rules that read are off, so that what is
/// found is what happened.
/// </summary>
internal static class Corpus
{
    private static readonly Lazy<(CommandResult Publish, RegistryServer Registry, ImmutableArray<CorpusApplication> Applications)> s_published = new(Make);

    /// <summary>The rules over a run.</summary>
    public static RuleCatalog RulesOverRuns { get; } = new(RuleCatalog.All.Rules.Select(static r => r.Rule).Where(static r => r is RunRule));

    /// <summary>Their ids.</summary>
    public static ImmutableArray<string> Rules { get; } = [.. RulesOverRuns.Rules.Select(static r => r.Description.Id)];

    /// <summary>What the publish said.</summary>
    public static CommandResult Publish => s_published.Value.Publish;

    /// <summary>Where it pushed.</summary>
    public static RegistryServer Registry => s_published.Value.Registry;

    /// <summary>The applications, by name.</summary>
    public static ImmutableArray<CorpusApplication> Applications => s_published.Value.Applications;

    /// <summary>Some that stand for all: of each that is found the first two, of what is clean the first six.</summary>
    public static IEnumerable<CorpusApplication> Representatives =>
        Applications.GroupBy(static a => string.Join(' ', a.Expected), StringComparer.Ordinal).SelectMany(static g => g.Take(g.Key.Length == 0 ? 6 : 2));

    /// <summary>One of them.</summary>
    public static CorpusApplication Of(string name) => Applications.Single(a => a.Name == name);

    /// <summary>Ends the registry, where there is one.</summary>
    public static void End()
    {
        if (s_published.IsValueCreated)
        {
            Registry.Dispose();
        }
    }

    private static (CommandResult, RegistryServer, ImmutableArray<CorpusApplication>) Make()
    {
        Components.Require("bwrap", "gcc", "docker-registry");
        string tests = Path.Combine(Infrastructure.Sandbox.RepositoryRoot, "tests");
        string folder = Path.Combine(Infrastructure.Sandbox.NewFolder("corpus"), "Corpus");
        Command.Run("cp", "-r", Path.Combine(tests, "OpenShift.NET.Sdk.Publish.Tests/Proving/Corpus"), folder).MustSucceed();
        string[] projects = [.. Directory.GetFiles(folder, "*.*proj", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        RegistryServer registry = RegistryServer.Start();
        string solution = Path.Combine(folder, "Corpus.slnx");
        File.WriteAllText(solution, $"<Solution>\n{string.Concat(projects.Select(p => $"  <Project Path=\"{Path.GetRelativePath(folder, p)}\" />\n"))}</Solution>\n");
        File.WriteAllText(Path.Combine(folder, "Directory.Build.props"), $"""
            <Project>
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings Condition="'$(MSBuildProjectExtension)' == '.csproj'">enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <Version>1.0.0</Version>
                <RulesCorpus>{tests}/OpenShift.NET.Sdk.Tests/Apps</RulesCorpus>
                <TeamBase>{TeamBase.Folder}#10.0</TeamBase>
                <ServiceImage>{ServiceImage.Folder}</ServiceImage>
                <ContainerRegistry>{registry.Host}</ContainerRegistry>
                <ContainerRepository>$(MSBuildProjectName.ToLowerInvariant())</ContainerRepository>
                <OpenShiftCacheDirectory>{Infrastructure.Sandbox.Cache}</OpenShiftCacheDirectory>
                <OpenShiftEmbeddedBase>Always</OpenShiftEmbeddedBase>
                <OpenShiftProve>Always</OpenShiftProve>
                <OpenShiftDeliverTogether>false</OpenShiftDeliverTogether>
                <OpenShiftProveEngine>Sandbox</OpenShiftProveEngine>
                <OpenShiftProveTimeoutSeconds>20</OpenShiftProveTimeoutSeconds>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="OpenShift.NET.Sdk" Version="{Infrastructure.Sandbox.Version}" PrivateAssets="all" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Directory.Build.targets"), "<Project />");
        File.WriteAllText(Path.Combine(folder, "Directory.Packages.props"), "<Project />");
        File.WriteAllText(Path.Combine(folder, ".editorconfig"), "root = true\n[*]\n" + string.Concat(
            RuleCatalog.All.Rules.Where(static r => r.Rule is not RunRule).Select(static r => $"dotnet_diagnostic.{r.Description.Id}.severity = none\n")));
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="tested" value="{Infrastructure.Sandbox.Feed}" />
                <add key="nuget.org" value="https://api.nuget.org/v3/index.json" />
              </packageSources>
            </configuration>
            """);
        CommandResult publish = Command.Run(
            "dotnet",
            ["publish", solution, "-t:PublishContainer", "-c", "Release", "-nologo", "-tl:off", "-m:3"],
            folder,
            new Dictionary<string, string?> { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_CLI_UI_LANGUAGE"] = "en" },
            seconds: 900);
        return (publish, registry, [.. projects.Select(CorpusApplication.Read)]);
    }
}
