using System.Globalization;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.Delivery;
using OpenShift.NET.Sdk.Publishing.Stages;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Soak;

/// <summary>One publish without its build, in a process that can be killed: the stages Assemble and Deliver.</summary>
internal static class Worker
{
    /// <summary>The image was published.</summary>
    public const int Published = 0;

    /// <summary>It was not, and a code says why.</summary>
    public const int Refused = 3;

    /// <summary>Something failed that has no code: a defect.</summary>
    public const int Defect = 4;

    /// <summary>Runs it; the last line says the image's digest, the code, or the defect.</summary>
    /// <param name="arguments">Registry, work folder, cache folder, repository, version of the application.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        (string registry, string work, string cache, string repository, int version) = (arguments[0], arguments[1], arguments[2], arguments[3], int.Parse(arguments[4], CultureInfo.InvariantCulture));
        try
        {
            var folder = new StageFolder(Path.Combine(work, "obj"));
            _ = Directory.CreateDirectory(folder.Path);
            ProjectFacts facts = Facts(registry, work, cache, repository, version);
            var environment = new ProcessEnvironment();
            AssembleResult assembled = await new AssembleStage(environment).RunAsync(facts, folder, CancellationToken.None).ConfigureAwait(false);
            using var deliver = new DeliverStage(environment);
            DeliveryResult result = await deliver.TryLeaveAsync(facts, folder, null, CancellationToken.None).ConfigureAwait(false)
                ?? await deliver.RunAsync([await DeliverableImage.OpenAsync(facts, folder, CancellationToken.None).ConfigureAwait(false)], null, CancellationToken.None).ConfigureAwait(false);
            await Console.Out.WriteLineAsync(result.Message).ConfigureAwait(false);
            await Console.Out.WriteLineAsync((await DeliverableImage.OpenAsync(facts, folder, CancellationToken.None).ConfigureAwait(false)).Image.Digest.ToString()).ConfigureAwait(false);
            return assembled is null ? Defect : Published;
        }
        catch (OpenShiftException e)
        {
            await Console.Out.WriteLineAsync($"{e.Code}: {e.Message}").ConfigureAwait(false);
            return Refused;
        }
        catch (Exception e)
        {
            await Console.Out.WriteLineAsync(e.ToString().ReplaceLineEndings(" | ")).ConfigureAwait(false);
            return Defect;
        }
    }

    private static ProjectFacts Facts(string registry, string work, string cache, string repository, int version)
    {
        string publish = Path.Combine(work, "publish");
        _ = Directory.CreateDirectory(publish);
        var files = new List<PublishFile>();
        foreach ((string name, int bytes) in ((string, int)[])[("App.dll", 40_000), ("Library.dll", 300_000)])
        {
            string path = Path.Combine(publish, name);
            byte[] content = new byte[bytes];
            Seeded.Fill(content, name == "App.dll" ? version : repository.Length);
            if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(content))
            {
                File.WriteAllBytes(path, content);
            }

            files.Add(new PublishFile { Path = name, Source = path });
        }

        return new ProjectFacts
        {
            Identity = new ProjectIdentity { Name = "App", ProjectFile = Path.Combine(work, "App.csproj"), AssemblyName = "App", Version = "1.0.0" },
            Application = new ApplicationFacts { RuntimeIdentifier = "linux-x64" },
            Image = new ImageFacts { AppCommand = ["dotnet", "/app/App.dll"], BaseImage = $"{registry}/{BaseImage.Repository}:{BaseImage.Tag}", CacheDirectory = cache },
            Destination = new DestinationFacts { Registry = registry, Repository = repository, Tags = ["1.0.0", "1.0"] },
            Files = [.. files],
        };
    }
}
