using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Proving.Logs;
using OpenShift.NET.Sdk.Publishing.Proving.Planning;
using OpenShift.NET.Sdk.Publishing.Proving.Probing;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving.Conduct;

/// <summary>The services beside the application: started in parallel, waited for, ended together.</summary>
internal sealed class Companions : IAsyncDisposable
{
    private const int LastLines = 3;
    private const int MostCharacters = 300;
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly ImmutableArray<IRunningContainer> _running;

    private Companions(ImmutableArray<IRunningContainer> running, ImmutableArray<ContainerLink> links)
    {
        _running = running;
        Links = links;
    }

    /// <summary>How the application reaches them.</summary>
    public ImmutableArray<ContainerLink> Links { get; }

    /// <summary>Starts them and waits until all are ready.</summary>
    /// <exception cref="OpenShiftException">OSC0097: one ended, or is not ready in time.</exception>
    public static async Task<Companions> StartAsync(IProofScene scene, ImmutableArray<Companion> companions, SecretValues secrets, TimeSpan patience, CancellationToken cancellationToken)
    {
        Task<IRunningContainer>[] starting = [.. companions.Select(c => StartAsync(scene, c, companions, cancellationToken))];
        try
        {
            await Task.WhenAll(starting).ConfigureAwait(false);
            await Task.WhenAll(companions.Select((c, i) => WaitAsync(c.Service, starting[i].Result, secrets, patience, cancellationToken))).ConfigureAwait(false);
            return new Companions([.. starting.Select(static s => s.Result)], [.. companions.Select(static c => new ContainerLink(c.Service.Name, c.Service.Port))]);
        }
        catch
        {
            foreach (Task<IRunningContainer> started in starting)
            {
                await ((Task)started).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (started.IsCompletedSuccessfully)
                {
                    await started.Result.DisposeAsync().ConfigureAwait(false);
                }
            }

            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IRunningContainer container in _running)
        {
            await container.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<IRunningContainer> StartAsync(IProofScene scene, Companion companion, ImmutableArray<Companion> all, CancellationToken cancellationToken)
    {
        IPreparedImage image = await scene.PrepareAsync(companion.Image, companion.Image.Manifest.Layers.Length, cancellationToken).ConfigureAwait(false);
        ExecutionConfig config = companion.Image.Config.Config;
        Dictionary<string, string> environment = RunPlanner.VariablesOf(config);
        foreach (NamedValue variable in companion.Service.Environment)
        {
            environment[variable.Name] = variable.Value;
        }

        return await scene.StartAsync(
            image,
            new ContainerSpecification
            {
                Name = companion.Service.Name,
                Command = [.. config.Entrypoint ?? [], .. config.Cmd ?? []],
                WorkingDirectory = config.WorkingDir is { Length: > 0 } folder ? folder : "/",
                Environment = environment.ToImmutableDictionary(StringComparer.Ordinal),
                Volumes = RunPlanner.VolumesOf(config),
                Ports = [companion.Service.Port],
                Links = [.. all.Where(c => c != companion).Select(static c => new ContainerLink(c.Service.Name, c.Service.Port))],
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static async Task WaitAsync(ProveService service, IRunningContainer container, SecretValues secrets, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var client = new ProbeClient(container);
        ProbeRequest request = RequestOf(service);
        ProbeAnswer answer = default;
        while (container.Elapsed < patience && !container.Exit.IsCompleted)
        {
            answer = await client.AskAsync(request, cancellationToken).ConfigureAwait(false);
            if (answer.Succeeded)
            {
                return;
            }

            await Task.WhenAny(container.Exit, Task.Delay(Period, cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }

        ContainerExit? exit = container.Exit.IsCompleted ? await container.Exit.ConfigureAwait(false) : null;
        string how = exit is not null
            ? string.Create(CultureInfo.InvariantCulture, $"ended with code {exit.Code}")
            : string.Create(CultureInfo.InvariantCulture, $"was not ready in {patience.TotalSeconds} s ({request.Target}: {answer.Text})");
        string said = secrets.Hide(string.Join(" | ", container.Log.TakeLast(LastLines).Select(static l => l.Text.Trim())));
        throw new OpenShiftException(
            ToolCodes.ProofServiceFailed,
            $"The service '{service.Name}' ({service.Image}) {how}{(said.Length == 0 ? "" : $"; its log ends: {(said.Length > MostCharacters ? said[^MostCharacters..] : said)}")}",
            "Correct Environment, Port or Ready of its OpenShiftProveService.");
    }

    private static ProbeRequest RequestOf(ProveService service) => service.Ready switch
    {
        ['h', 't', 't', 'p', ':', .. var path] => new ProbeRequest { Kind = "ready", Action = "httpGet", Port = service.Port, Path = path, Timeout = TimeSpan.FromSeconds(5) },
        ['e', 'x', 'e', 'c', ':', .. var command] => new ProbeRequest { Kind = "ready", Action = "exec", Command = CommandWords.Split(command, out _), Timeout = TimeSpan.FromSeconds(10) },
        _ => new ProbeRequest { Kind = "ready", Action = "tcpSocket", Port = service.Port, Timeout = TimeSpan.FromSeconds(2) },
    };
}
