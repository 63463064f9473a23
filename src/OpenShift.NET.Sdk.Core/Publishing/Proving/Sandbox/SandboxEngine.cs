using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Proving.Network;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

/// <summary>
/// Runs images in namespaces of the Linux kernel, entered by bubblewrap, as an ordinary user or as root, who gives its rights up first. The kernel's overlayfs puts the unpacked layers
/// together and catches what is written.
/// </summary>
/// <param name="cacheDirectory">The cache folder, in which unpacked layers are kept.</param>
internal sealed class SandboxEngine(string cacheDirectory) : IRunEngine
{
    private SandboxPrograms? _programs;
    private SandboxUser? _user;
    private ImmutableArray<string>? _forwarder;

    /// <inheritdoc/>
    public ProofEngine Kind => ProofEngine.Sandbox;

    /// <summary>
    /// Why it cannot run an application beside services: what listens on all addresses of a port, as applications do, leaves none in its network on which a neighbour could be reached
    /// at that port. One of them would end with "address already in use", which is no fault of the application's.
    /// </summary>
    /// <param name="ports">The ports of the application.</param>
    /// <param name="services">The services.</param>
    /// <returns>One sentence without a full stop; <see langword="null"/> when it can.</returns>
    public static string? WhyNot(ImmutableArray<int> ports, ImmutableArray<ProveService> services) =>
        services.FirstOrDefault(s => ports.Contains(s.Port)) is { } service
            ? FormattableString.Invariant($"the application and the service '{PrintableText.Line(service.Name)}' both listen on port {service.Port}, for which the network of a sandbox has no room (podman and docker give each its own)")
            : null;

    /// <inheritdoc/>
    public async Task<EngineTrial> TryAsync(CancellationToken cancellationToken)
    {
        const string Name = "bubblewrap";
        if (!OperatingSystem.IsLinux())
        {
            return new EngineTrial(Name, "the sandbox is made of namespaces of the Linux kernel", []);
        }

        if (Find() is { } problem)
        {
            return new EngineTrial(Name, problem, []);
        }

        var kept = KeptTrial.Of(cacheDirectory, _programs!, _user!);
        if (kept.Read() is { } earlier)
        {
            return earlier;
        }

        string name = await VersionAsync(cancellationToken).ConfigureAwait(false) ?? Name;
        SandboxScene scene = SandboxScene.Begin(_programs!, _user!, new ImageUnpacker(cacheDirectory, _user!.Owner), _forwarder!.Value, kept);
        await using (scene.ConfigureAwait(false))
        {
            try
            {
                await SandboxTrial.RunAsync(_programs!, _user!, scene.Folder, cancellationToken).ConfigureAwait(false);
            }
            catch (OpenShiftException e)
            {
                return new EngineTrial(name, SandboxTrial.Explain(e.Seen), []);
            }
        }

        var trial = new EngineTrial(name, null, Unproved());
        kept.Write(trial);
        return trial;
    }

    /// <inheritdoc/>
    public Task<IProofScene> BeginAsync(CancellationToken cancellationToken)
    {
        if (Find() is { } problem)
        {
            throw SandboxLaunch.Failure(problem, null);
        }

        return Task.FromResult<IProofScene>(SandboxScene.Begin(_programs!, _user!, new ImageUnpacker(cacheDirectory, _user!.Owner), _forwarder!.Value, KeptTrial.Of(cacheDirectory, _programs!, _user!)));
    }

    private static ImmutableArray<string> Unproved()
    {
        ImmutableArray<string>.Builder unproved = ImmutableArray.CreateBuilder<string>();
        const long Smallest = 64 << 20;
        using (MemoryGroup? group = MemoryGroup.TryCreate(FormattableString.Invariant($"openshift-proof-{Guid.NewGuid():N}"), Smallest))
        {
            if (group is null)
            {
                unproved.Add("the memory limit is not enforced: this user may make no control group here");
            }
        }

        unproved.Add("the system calls that the seccomp profile of restricted-v2 refuses are let through");
        return unproved.ToImmutable();
    }

    private string? Find()
    {
        _programs ??= SandboxPrograms.Find(Environment.GetEnvironmentVariable("PATH"), out string? missing);
        if (_programs is null)
        {
            _ = SandboxPrograms.Find(Environment.GetEnvironmentVariable("PATH"), out missing);
            return missing;
        }

        _user ??= SandboxUser.Find();
        _forwarder ??= ForwarderProgram.Find();
        return _user is null ? "root cannot become another user here: there is no other user id"
            : _forwarder is null ? "the program that reaches into the network of a run is not installed beside the tasks"
            : null;
    }

    private async Task<string?> VersionAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(_programs!.Bubblewrap, ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            string version = (await process.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false)).Trim();
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return version.StartsWith("bubblewrap ", StringComparison.Ordinal) ? PrintableText.Line(version) : null;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return null;
        }
    }
}
