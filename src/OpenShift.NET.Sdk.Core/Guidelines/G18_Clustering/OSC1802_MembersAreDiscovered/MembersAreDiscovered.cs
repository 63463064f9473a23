using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Guidelines.AppCode;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Projects.Addresses;

namespace OpenShift.NET.Sdk.Guidelines.G18_Clustering.OSC1802_MembersAreDiscovered;

/// <summary>OSC1802.</summary>
[Rule(
    "OSC1802",
    "Members of a cluster find each other",
    Basic = Severity.Warning,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Let the members find each other through the platform or a database.")]
public sealed class MembersAreDiscovered : CodeRule
{
    // Clusters of one machine, whatever they are given.
    private static readonly (KnownApi Api, string Fix)[] s_single =
    [
        ("Orleans.Hosting.*::UseLocalhostClustering", "Use UseKubernetesHosting() (Microsoft.Orleans.Hosting.Kubernetes) with a membership table, for example UseAdoNetClustering or UseRedisClustering."),
        ("Orleans.Hosting.*::UseDevelopmentClustering", "Use UseKubernetesHosting() (Microsoft.Orleans.Hosting.Kubernetes) with a membership table, for example UseAdoNetClustering or UseRedisClustering."),
        ("DotNext.Net.Cluster.Consensus.Raft.*::UseInMemoryConfigurationStorage", "Use UsePersistentConfigurationStorage and announce members by their names in a headless Service."),
        ("Proto.Cluster.Testing.TestProvider::.ctor", "Use Proto.Cluster.Kubernetes' KubernetesProvider."),
    ];

    // Clusters whose members are listed: an address of a machine, or this machine, among the texts.
    private static readonly (KnownApi Api, string Fix)[] s_listed =
    [
        ("Akka.Cluster.Hosting.ClusterOptions::set_SeedNodes", "Use Akka.Management with Akka.Discovery.KubernetesApi, or names in a headless Service."),
        ("Akka.Configuration.ConfigurationFactory::ParseString", "Use Akka.Management with Akka.Discovery.KubernetesApi, or names in a headless Service."),
        ("Akka.Hosting.AkkaConfigurationBuilder::AddHocon", "Use Akka.Management with Akka.Discovery.KubernetesApi, or names in a headless Service."),
        ("Akka.Hosting.AkkaConfigurationBuilderExtensions::AddHocon", "Use Akka.Management with Akka.Discovery.KubernetesApi, or names in a headless Service."),
        ("Akka.Actor.Address::Parse", "Use Akka.Management with Akka.Discovery.KubernetesApi, or names in a headless Service."),
        ("Proto.Cluster.Seed.SeedNodeClusterProvider*::*", "Use Proto.Cluster.Kubernetes' KubernetesProvider."),
        ("Hazelcast.Networking.NetworkingOptions::*", "Name the headless Service of the members."),
    ];

    // Under which name a member is known to the others.
    private static readonly KnownApi[] s_names =
    [
        "Akka.Remote.Hosting.AkkaRemoteHostingExtensions::WithRemoting",
        "Akka.Remote.Hosting.RemoteOptions::set_HostName",
        "Akka.Remote.Hosting.RemoteOptions::set_PublicHostName",
    ];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, CodeFacts code)
    {
        if (ScaledOut.Reason(publication) is not { } scaled)
        {
            yield break;
        }

        string environment = PublishedSettings.EnvironmentOf(publication, null);
        IReadOnlyDictionary<string, string> settings = PublishedSettings.InServingPod(publication, code);
        foreach ((KnownApi api, string fix) in s_single)
        {
            // Of two ways that only the running program chooses between nothing is said, nor of one that the settings of the pod leave out.
            if (code.CallsTo(api).FirstOrDefault(static c => c.InProduction) is { } call && call.SettingsIn(environment).Evaluate(settings) is var runs && runs != false
                && !((runs is null || call.SettingsIn(environment).IsAlways) && HasAnother(code, call)))
            {
                yield return Finding.Violation(CodeLocations.Of(publication, call), $"makes a cluster of one member: each pod stands alone and believes it has all ({scaled})") with { Fix = fix };
            }
        }

        foreach (CodeCall call in code.CallsTo(s_names).Where(static c => c.InProduction))
        {
            if (KnownAs(call.ArgumentOf("System.String")) is { } name)
            {
                yield return Finding.Violation(CodeLocations.Of(publication, call), $"makes itself known to the other members as {name}, which each pod takes for itself ({scaled})") with
                {
                    Fix = "Give the pod's own address, which the downward API puts into a variable (fieldRef: status.podIP), or its name in a headless Service.",
                };
            }
        }

        foreach ((KnownApi api, string fix) in s_listed)
        {
            foreach (CodeCall call in code.CallsTo(api).Where(static c => c.InProduction))
            {
                if (call.Arguments.SelectMany(Texts).Select(Member).FirstOrDefault(static m => m is not null) is { } member)
                {
                    yield return Finding.Violation(CodeLocations.Of(publication, call), $"names {member} as a member of the cluster, and pods get another address each time ({scaled})") with { Fix = fix };
                }
            }
        }
    }

    // Clusters of Orleans are formed by one call, UseAdoNetClustering and the like.
    private static bool HasAnother(CodeFacts code, CodeCall single) =>
        single.Type.StartsWith("Orleans.Hosting.", StringComparison.Ordinal)
        && code.CallsTo("Orleans.Hosting.*::Use*").Any(c => c.InProduction && c.Method.EndsWith("Clustering", StringComparison.Ordinal) && !s_single.Any(s => s.Api.Matches(c)));

    // Where a setting gives another name, the code's own is what a pod has without it.
    private static string? KnownAs(CodeValue value) =>
        value is ConfigurationValue { Default: { } otherwise } setting && KnownAs(otherwise) is { } name ? $"{name} where {setting.Key} is not set"
        : value is ConstantValue { Value: string text } && HostNames.IsThisMachine(text) ? text
        : null;

    private static IEnumerable<string> Texts(CodeValue value) => value switch
    {
        ResultValue { Call: { Type: "System.Linq.Enumerable", Method: "ToArray" or "ToList" } copied } => Texts(copied.Argument(0)),
        ConstantValue { Value: string text } => [text],
        ArrayValue array => array.Items.SelectMany(Texts),
        OneOfValue one => one.Values.SelectMany(Texts),
        ConfigurationValue { Default: { } otherwise } => Texts(otherwise),
        TextValue { Prefix: { Length: > 0 } prefix } => [prefix],
        _ => [],
    };

    // In HOCON the list of seed nodes alone counts; the address to bind to is another matter.
    private static string? Member(string text)
    {
        int seeds = text.IndexOf("seed-nodes", StringComparison.Ordinal);
        string list = text;
        if (text.Contains('{', StringComparison.Ordinal) || text.Contains('=', StringComparison.Ordinal))
        {
            if (seeds < 0)
            {
                return null;
            }

            int end = text.IndexOf(']', seeds);
            list = end < 0 ? text[seeds..] : text[seeds..end];
        }

        foreach (string word in list.Split(['"', ',', '[', ']', ' ', '\n', '\r', '\t', '='], StringSplitOptions.RemoveEmptyEntries))
        {
            // akka.tcp://system@host:port, or host:port.
            string address = word[(word.LastIndexOf('@') + 1)..];
            address = address[(address.LastIndexOf('/') + 1)..];
            int colon = address.LastIndexOf(':');
            string host = colon > 0 ? address[..colon] : address;
            if (HostNames.IsFixedAddress(host) || HostNames.IsThisMachine(host))
            {
                return address;
            }
        }

        return null;
    }
}
