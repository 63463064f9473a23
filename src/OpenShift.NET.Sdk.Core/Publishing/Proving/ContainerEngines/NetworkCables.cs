using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>
/// Virtual Ethernet cables (veth(4)) between the networks of two containers, laid as soon as both are there. They go when one of the networks does, and are never seen
/// in this machine's own network.
/// </summary>
/// <param name="manner">How the engine works here.</param>
internal sealed class NetworkCables(EngineManner manner)
{
    private const string Tool = "ip";
    private readonly Lock _lock = new();
    private readonly List<(string From, string To, int Number)> _planned = [];
    private readonly Dictionary<string, int> _processes = new(StringComparer.Ordinal);

    /// <summary>Whether there is what lays them.</summary>
    public bool CanLay { get; } = manner.Network == SceneNetworkKind.Forwarded && new[] { "/usr/sbin/ip", "/sbin/ip", "/usr/bin/ip", "/bin/ip" }.Any(File.Exists);

    /// <summary>Plans a cable.</summary>
    /// <returns>The address of the far end.</returns>
    public IPAddress Plan(string from, string to)
    {
        lock (_lock)
        {
            int at = _planned.FindIndex(p => p.From == from && p.To == to);
            int number = at >= 0 ? _planned[at].Number : _planned.Count;
            if (at < 0)
            {
                _planned.Add((from, to, number));
            }

            return End(number, far: true);
        }
    }

    /// <summary>Says that a container's network is there, and lays what can be laid now.</summary>
    /// <param name="name">The container.</param>
    /// <param name="process">A process in its network.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Diagnostics.OpenShiftException">OSC0094: a cable cannot be laid.</exception>
    public async Task PlugAsync(string name, int process, CancellationToken cancellationToken)
    {
        ImmutableArray<(int Number, int Near, int Far)> now;
        lock (_lock)
        {
            _processes[name] = process;
            now = [.. _planned.Where(p => (p.From == name || p.To == name) && IsThere(p.From) && IsThere(p.To)).Select(p => (p.Number, _processes[p.From], _processes[p.To]))];
        }

        foreach ((int number, int near, int far) in now)
        {
            string device = "cable" + Text(number);
            await RunAsync(near, ["link", "add", device, "type", "veth", "peer", "name", device, "netns", Text(far)], cancellationToken).ConfigureAwait(false);
            await SetUpAsync(near, device, End(number, far: false), cancellationToken).ConfigureAwait(false);
            await SetUpAsync(far, device, End(number, far: true), cancellationToken).ConfigureAwait(false);
        }

        bool IsThere(string container) => _processes.TryGetValue(container, out int id) && Directory.Exists("/proc/" + Text(id));
    }

    private async Task SetUpAsync(int process, string device, IPAddress address, CancellationToken cancellationToken)
    {
        await RunAsync(process, ["address", "add", address + "/30", "dev", device], cancellationToken).ConfigureAwait(false);
        await RunAsync(process, ["link", "set", device, "up"], cancellationToken).ConfigureAwait(false);
    }

    private async Task RunAsync(int process, string[] arguments, CancellationToken cancellationToken)
    {
        ImmutableArray<string> enter = manner.Enter(process)!.Value;
        var client = new EngineClient(Tool, enter[0], []);
        EngineScene.Require(manner, await client.RunAsync([.. enter.Skip(1), Tool, .. arguments], cancellationToken).ConfigureAwait(false), "has networks that cannot be joined");
    }

    // Each cable is a network of its own with room for its two ends.
    private static IPAddress End(int number, bool far) => new([10, 129, (byte)(number >> 6), (byte)((number << 2 & 0xFF) + (far ? 2 : 1))]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
