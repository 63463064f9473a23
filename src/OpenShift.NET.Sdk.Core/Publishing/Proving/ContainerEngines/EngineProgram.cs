using System.Collections.Immutable;
using System.Globalization;
using System.Net.Sockets;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Publishing.Proving.Network;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>An engine that is driven by its program, and the trial that finds out how it works on this machine. The trial is made once.</summary>
/// <param name="name">Name of the program: <c>podman</c> or <c>docker</c>.</param>
/// <param name="environment">Where the program is looked for, and which engine it speaks to.</param>
internal sealed class EngineProgram(string name, IEnvironment environment)
{
    private const int MostAttempts = 4;

    /// <summary>How long a trial takes at most.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _trying = new(1);
    private EngineTrial? _trial;
    private EngineManner? _manner;

    /// <summary>Tries whether the engine runs a container that can be reached.</summary>
    public async Task<EngineTrial> TryAsync(CancellationToken cancellationToken)
    {
        await _trying.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _trial ??= await TryOnceAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _trying.Release();
        }
    }

    /// <summary>Begins a proof.</summary>
    /// <exception cref="OpenShiftException">OSC0094: the engine does not work, or refuses.</exception>
    public async Task<IProofScene> BeginAsync(CancellationToken cancellationToken)
    {
        EngineTrial trial = await TryAsync(cancellationToken).ConfigureAwait(false);
        return _manner is { } manner && trial.Works
            ? await EngineScene.BeginAsync(manner, cancellationToken).ConfigureAwait(false)
            : throw new OpenShiftException(ToolCodes.RunEngineFailed, $"{trial.Name} runs no containers here: {trial.Problem}", "Set OpenShiftProveEngine to another engine.");
    }

    private async Task<EngineTrial> TryOnceAsync(CancellationToken cancellationToken)
    {
        if (Locate() is not { } program)
        {
            return new EngineTrial(name, $"'{name}' is not on the PATH", []);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        string known = name;
        try
        {
            var client = new EngineClient(name, program, []);
            EngineAnswer info = await client.RunAsync(["info", "--format", "{{json .}}"], limit.Token).ConfigureAwait(false);
            EngineFacts? facts = EngineFacts.TryParse(info.Output, OperatingSystem.IsLinux());
            if (!info.Succeeded || facts is null || facts.Version.Length == 0)
            {
                return new EngineTrial(name, info.Succeeded && info.Errors.Trim().Length == 0 ? $"'{name} info' answers with something that cannot be understood" : InfoProblem(info), []);
            }

            if (!facts.IsPodman && !facts.IsRemote)
            {
                facts = facts with { IsRemote = await IsRemoteAsync(client, limit.Token).ConfigureAwait(false) };
            }

            known = name == "docker" && facts.IsPodman ? $"docker (podman {facts.Version})" : $"{name} {facts.Version}";
            return await TryMannersAsync(known, client, facts, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new EngineTrial(known, FormattableString.Invariant($"it did not start a container within {Patience.TotalSeconds} s"), []);
        }
        catch (OpenShiftException e)
        {
            return new EngineTrial(known, e.Seen, []);
        }
    }

    private async Task<EngineTrial> TryMannersAsync(string known, EngineClient client, EngineFacts facts, CancellationToken cancellationToken)
    {
        var manner = new EngineManner { Client = client, Facts = facts, Network = SceneNetworkKind.PublishedPorts, HasFolders = false };
        bool canBeEntered = manner.Enter(1) is not null && ForwarderProgram.Find() is not null && Locate("nsenter") is not null;
        manner = manner with
        {
            HasFolders = !facts.IsRemote && (facts.IsPodman || Environment.IsPrivilegedProcess),
            Network = facts.IsRemote ? SceneNetworkKind.PublishedPorts
                : facts.IsPodman && canBeEntered ? SceneNetworkKind.Forwarded
                : facts.IsRootless ? SceneNetworkKind.PublishedPorts
                : SceneNetworkKind.Addresses,
        };
        Image? image = TrialImage.Create(RuntimePlatform.Of(null).Architecture);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await RunAsync(manner, image, cancellationToken).ConfigureAwait(false);
                _manner = manner;
                return new EngineTrial(known, null, UnprovedOf(manner));
            }
            catch (OpenShiftException e)
            {
                if (attempt == MostAttempts || Mend(manner, e.Seen) is not { } other)
                {
                    return new EngineTrial(known, e.Seen, []);
                }

                manner = other;
            }
        }
    }

    private static async Task RunAsync(EngineManner manner, Image? image, CancellationToken cancellationToken)
    {
        EngineScene scene = await EngineScene.BeginAsync(manner, cancellationToken).ConfigureAwait(false);
        await using (scene.ConfigureAwait(false))
        {
            if (image is null)
            {
                return;
            }

            IPreparedImage prepared = await scene.PrepareAsync(image, 0, cancellationToken).ConfigureAwait(false);
            IRunningContainer container = await scene.StartAsync(
                prepared,
                new ContainerSpecification
                {
                    Name = "trial",
                    Command = [TrialImage.Program],
                    WorkingDirectory = "/",
                    Environment = ImmutableDictionary<string, string>.Empty,
                    ReadOnlyRoot = true,
                    Volumes = [new ContainerVolume("/tmp", IsReadOnly: false, ImmutableDictionary<string, byte[]>.Empty)],
                    MemoryLimit = 64 * 1024 * 1024,
                },
                cancellationToken).ConfigureAwait(false);
            await using (container.ConfigureAwait(false))
            {
                if (container.Exit.IsCompleted)
                {
                    throw EngineScene.Failure(manner, "does not keep a container running", container.Log.LastOrDefault()?.Text ?? "it ended at once");
                }

                if (manner.Network != SceneNetworkKind.PublishedPorts)
                {
                    await RequireReachableAsync(manner, container, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    // Nobody listens there, and only somebody who was reached can say so.
    private static async Task RequireReachableAsync(EngineManner manner, IRunningContainer container, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswerPatience);
        string? problem = null;
        try
        {
            using Stream stream = await container.ConnectAsync(1, loopback: false, limit.Token).ConfigureAwait(false);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return;
        }
        catch (SocketException e)
        {
            problem = e.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            problem = FormattableString.Invariant($"no answer in {AnswerPatience.TotalSeconds} s");
        }

        throw EngineScene.Failure(manner, "runs containers that cannot be reached from here", problem ?? "something else answers at their address");
    }

    // What machines lack that engines take for granted, each mended once, by what the engine complains of.
    private EngineManner? Mend(EngineManner manner, string complaint)
    {
        if (manner.Limits.IsEmpty && complaint.Contains("rlimit", StringComparison.OrdinalIgnoreCase))
        {
            return manner with { Limits = ResourceLimits.Options() };
        }

        bool isNetwork = complaint.Contains("netavark", StringComparison.Ordinal) || complaint.Contains("iptables", StringComparison.Ordinal) || complaint.Contains("network", StringComparison.Ordinal);
        return manner.Facts is { IsPodman: true, IsRemote: false } && !isNetwork && manner.Client.GlobalOptions.IsEmpty && Locate("runc") is not null
            // crun needs more of the kernel than runc does.
            ? manner with { Client = manner.Client.With(["--runtime", "runc"]) }
            : null;
    }

    private async Task<bool> IsRemoteAsync(EngineClient client, CancellationToken cancellationToken)
    {
        if (environment.Variable("DOCKER_HOST") is { Length: > 0 } host)
        {
            return EngineFacts.IsRemoteAddress(host);
        }

        EngineAnswer context = await client.RunAsync(["context", "inspect", "--format", "{{.Endpoints.docker.Host}}"], cancellationToken).ConfigureAwait(false);
        return context.Succeeded && EngineFacts.IsRemoteAddress(context.Output.Trim());
    }

    private static ImmutableArray<string> UnprovedOf(EngineManner manner)
    {
        ImmutableArray<string>.Builder unproved = ImmutableArray.CreateBuilder<string>();
        if (!manner.Facts.LimitsMemory)
        {
            unproved.Add("the memory limit is not enforced: this engine cannot");
        }

        if (manner.Facts.UserIds <= EngineUser.Arbitrary)
        {
            unproved.Add(string.Create(CultureInfo.InvariantCulture, $"the user id is not as high as OpenShift's: this engine has {manner.Facts.UserIds} of them"));
        }

        // CRI-O has a profile of its own.
        unproved.Add(manner.Facts.FiltersSystemCalls
            ? $"the system calls were those that {manner.Client.Name}'s own seccomp profile lets through, which is not the profile of restricted-v2"
            : "the system calls that the seccomp profile of restricted-v2 refuses are let through");
        if (manner.Network == SceneNetworkKind.PublishedPorts)
        {
            unproved.Add("the network of the run has a way out, and the sockets listened on cannot be seen: the engine runs its containers on another machine, a virtual one, or without root");
        }

        return unproved.ToImmutable();
    }

    private static string InfoProblem(EngineAnswer info)
    {
        string line = info.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .FirstOrDefault(static l => l.Contains("annot connect", StringComparison.Ordinal) || l.Contains("ermission denied", StringComparison.Ordinal)) ?? info.Complaint;
        line = line.StartsWith("ERROR: ", StringComparison.OrdinalIgnoreCase) ? line["ERROR: ".Length..] : line;
        return PrintableText.Line(line.TrimEnd('.'));
    }

    private string? Locate() => Locate(name);

    private string? Locate(string program) => SearchPath.Find(environment.Variable("PATH"), program);
}
