namespace OpenShift.NET.Sdk.RealApplications;

/// <summary>Publishes an application as somebody does who just added the package.</summary>
/// <param name="packages">Where the package comes from.</param>
/// <param name="root">Folder of this run.</param>
internal sealed class UserPublish(PackageSource packages, string root)
{
    /// <summary>Folder that holds what the publish said: <c>report.sarif</c> and <c>manifests</c>. It does even where the check stopped the publish.</summary>
    /// <exception cref="RunFailure">It did not come as far as the check.</exception>
    public async Task<string> RunAsync(Application application, bool severalPods, string sources, CancellationToken cancel)
    {
        string output = Path.Combine(root, application.Name);
        Directory.CreateDirectory(output);
        string import = Path.Combine(output, "package.targets");
        packages.Write(import, application);
        string said = Path.Combine(output, "openshift") + "/";
        if (File.Exists(Path.Combine(said, "report.sarif")))
        {
            // Kept from an earlier run: only the comparison is made again.
            return said;
        }

        List<string> arguments =
        [
            "publish", Path.Combine(sources, application.Project), "-c", "Release", "-t:PublishContainer", "-nologo", "-v", "minimal",
            $"-p:CustomBeforeMicrosoftCommonTargets={import}", $"-p:RestoreAdditionalProjectSources={packages.Sources}", $"-p:OpenShiftIntermediateDirectory={said}",
            $"-p:ContainerArchiveOutputPath={Path.Combine(output, "image.tar")}", "-p:OpenShiftEmbeddedBase=Always",
            // What a repository asks of its own code is none of this measure.
            "-p:TreatWarningsAsErrors=false", "-p:WarningsAsErrors=", "-p:NuGetAudit=false", "-p:RunAnalyzers=false", "-p:EnforceCodeStyleInBuild=false", "-p:SatelliteResourceLanguages=en",
        ];
        if (string.Equals(application.Packages, "newest", StringComparison.Ordinal))
        {
            arguments.Add("-p:ManagePackageVersionsCentrally=false");
        }

        if (severalPods)
        {
            arguments.Add("-p:OpenShiftMaxReplicas=3");
        }

        (string, string)[] environment =
        [
            ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("DOTNET_NOLOGO", "1"), ("DOTNET_CLI_UI_LANGUAGE", "en"), ("MSBUILDDISABLENODEREUSE", "1"),
            // The package under test never comes from a cache; the applications' packages may.
            ("NUGET_PACKAGES", Path.Combine(root, "packages")),
        ];
        arguments.Add($"-p:RestoreFallbackFolders={FallbackFolder()}");
        (int code, string log, string errors) = await Command.RunAsync("dotnet", arguments, input: null, environment, cancel).ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(output, "log.txt"), log + errors, cancel).ConfigureAwait(false);
        File.Delete(Path.Combine(output, "image.tar"));
        return File.Exists(Path.Combine(said, "report.sarif"))
            ? said
            : throw new RunFailure($"{application.Name} was not published ({code}):\n{string.Join('\n', log.Split('\n').Where(line => line.Contains("error", StringComparison.Ordinal)).Distinct().Take(8))}");
    }

    private static string FallbackFolder() =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
