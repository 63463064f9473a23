using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G18_Clustering.OSC1801_StateIsShared;

/// <summary>What the application keeps in collections of its own, in static fields and in singletons.</summary>
internal static class OwnState
{
    // What belongs to this process: locks, connections, what reflection found, how to make something.
    private static readonly string[] s_ofProcess =
    [
        "System.Type", "System.Reflection.", "System.Func", "System.Action", "System.Delegate", "System.Lazy`1", "System.Threading.", "System.Text.RegularExpressions.", "System.Net.", "System.IO.", "System.Diagnostics.",
        "System.Linq.Expressions.", "System.WeakReference", "System.Text.Json.", "System.Xml.", "System.Globalization.", "Microsoft.Extensions.Logging.", "Microsoft.Extensions.Caching.", "Microsoft.Extensions.DependencyInjection.",
        "Grpc.", "RabbitMQ.", "StackExchange.Redis.", "Prometheus.",
    ];

    // Types whose whole purpose is one process: loggers, metrics, checks of health.
    private static readonly string[] s_purposes =
    [
        "Microsoft.Extensions.Logging.", "Microsoft.Extensions.Diagnostics.", "Microsoft.Extensions.FileProviders.", "Microsoft.Extensions.Options.", "OpenTelemetry.", "Prometheus.", "App.Metrics.", "Serilog.Core.",
        "System.Diagnostics.Tracing.EventListener", "Microsoft.ApplicationInsights.",
    ];

    // Who is connected to this process: what is said in another pod does not reach them.
    private static readonly string[] s_listeners = ["System.Threading.Channels.Channel", "System.Net.WebSockets.WebSocket", "Grpc.Core.IServerStreamWriter`1", "Grpc.Core.IAsyncStreamWriter`1"];

    // What numbers are given out by: a number of a process is given out by the next one too.
    private static readonly string[] s_numbering = ["Generator", "Sequence", "Numbering", "NumberProvider", "IdProvider", "NumberService", "Sequencer"];

    /// <summary>Each collection once, where the program first puts something into it.</summary>
    public static IEnumerable<Finding> In(Publication publication, CodeFacts code, string scaled)
    {
        var told = new HashSet<(string, string)>();
        foreach (CodeChange change in code.Changes)
        {
            if (change.IsHandedOn || change.IsUnshared || (change.IsCount && !IsOfNumbers(change)) || (!change.IsCount && (IsOfProcess(code, change) || IsOfWatching(change) || IsOfConnection(change) || IsOfSerialization(change) || IsSignal(change))) || !InProduction(code, change) || !told.Add((change.Type, change.Field)))
            {
                continue;
            }

            bool isCache = change.Field.Contains("cache", StringComparison.OrdinalIgnoreCase) || change.Type.EndsWith("Cache", StringComparison.OrdinalIgnoreCase) || change.Field.Contains("memo", StringComparison.OrdinalIgnoreCase);
            if (isCache && change.IsComputed)
            {
                continue;
            }

            string name = $"{change.Type[(change.Type.LastIndexOfAny(['.', '+']) + 1)..]}.{change.Field}";
            Location where = Location.OfCode(publication, change.Place, change.In.ToString(), change.Field);
            bool isListeners = IsOfListeners(change);
            bool isQueue = !isListeners && IsQueue(change) && IsTakenFrom(code, change);
            string seen = change.IsCount ? "counts in the memory of one pod: another pod, and the next one, give out the same numbers"
                : isListeners ? "knows only who is connected to the same pod: what is sent in another one does not reach them"
                : isQueue ? "queues work in the memory of one pod: no other pod can take it, and what waits is lost with the pod"
                : isCache ? "is a cache that each pod fills for itself: what is changed in one pod stays old in another"
                : "keeps what one request puts there in the memory of one pod: a request that meets another pod does not find it, and it is lost with the pod";
            yield return Finding.Violation(where with { Text = where.Text + " " + name }, $"{seen} ({scaled})") with
            {
                AtMost = isCache ? Severity.Info : null,
                Fix = change.IsCount ? "Take the numbers from a sequence of the database, or use identifiers that need none (Guid.CreateVersion7()); or run one pod: <OpenShiftNonScalable>true</OpenShiftNonScalable>."
                    : isListeners ? "Send by way of a broker that all pods listen to (Redis, NATS), or run one pod: <OpenShiftNonScalable>true</OpenShiftNonScalable>."
                    : isQueue ? "Use a broker or a table that the pods share, or run one pod: <OpenShiftNonScalable>true</OpenShiftNonScalable>." : null,
            };
        }
    }

    private static bool IsOfNumbers(CodeChange change) =>
        s_numbering.Any(n => change.Type.EndsWith(n, StringComparison.Ordinal) || change.Field.EndsWith(n, StringComparison.OrdinalIgnoreCase));

    private static bool IsOfListeners(CodeChange change) => change.Elements.Any(static e => Array.Exists(s_listeners, p => e.StartsWith(p, StringComparison.Ordinal)));

    private static bool IsOfProcess(CodeFacts code, CodeChange change) =>
        (!IsOfListeners(change) && change.Elements.Any(static e => Array.Exists(s_ofProcess, p => e.StartsWith(p, StringComparison.Ordinal))))
        || change.Elements.Any(static e => e.EndsWith("Client", StringComparison.Ordinal) || e.EndsWith("Connection", StringComparison.Ordinal) || e.EndsWith("Lock", StringComparison.Ordinal) || e.EndsWith("Logger", StringComparison.Ordinal))
        || code.Types.Any(t => t.Name == change.Type && t.Bases.Any(static b => Array.Exists(s_purposes, p => b.StartsWith(p, StringComparison.Ordinal))));

    // Traces and measurements of this process, on their way to who gathers them.
    private static bool IsOfWatching(CodeChange change) =>
        IsQueue(change) && SecretName.Words(change.Type[(change.Type.LastIndexOfAny(['.', '+']) + 1)..]).Concat(SecretName.Words(change.Field)).Any(static w => w is "trace" or "traces" or "tracing" or "telemetry" or "metric" or "metrics" or "span" or "spans" or "diagnostic" or "diagnostics" or "profiler" or "profiling");

    // What one connection has on its way to or from the other side.
    private static bool IsOfConnection(CodeChange change) => IsQueue(change) && WordsOfType(change) is [.., "connection" or "socket" or "session" or "transport"];

    // "There is something to do": what is to be done stands elsewhere.
    private static bool IsSignal(CodeChange change) =>
        change.Collection.Contains("Channel", StringComparison.Ordinal) && change.Elements is ["System.Boolean" or "System.Byte" or "System.ValueTuple" or "MediatR.Unit" or "System.Reactive.Unit"];

    // How types are written down is the same in each process.
    private static bool IsOfSerialization(CodeChange change) =>
        !IsQueue(change) && WordsOfType(change) is [.., "serialization" or "serializer" or "serializers"];

    private static ImmutableArray<string> WordsOfType(CodeChange change) => SecretName.Words(change.Type[(change.Type.LastIndexOfAny(['.', '+']) + 1)..].Split('`')[0]);

    private static bool IsQueue(CodeChange change) =>
        change.Collection.Contains("Channel", StringComparison.Ordinal) || change.Collection.Contains("Queue", StringComparison.Ordinal) || change.Collection.EndsWith("BlockingCollection`1", StringComparison.Ordinal);

    // A queue that nobody takes from is a list.
    private static bool IsTakenFrom(CodeFacts code, CodeChange change) =>
        !change.Collection.EndsWith("Queue`1", StringComparison.Ordinal) || !code.IsReadWhole
        || code.NamedMethods.Any(m => m.Type == change.Collection && m.Method is "TryDequeue" or "Dequeue" or "TryTake" or "Take");

    // The call of the collection's method is among the calls, and knows the environments.
    private static bool InProduction(CodeFacts code, CodeChange change)
    {
        bool any = false;
        foreach (CodeCall call in code.CallsTo(change.Collection + "::" + change.Method))
        {
            if (call.In.Key == change.In.Key && Equals(call.Place, change.Place))
            {
                any = true;
                if (call.InProduction)
                {
                    return true;
                }
            }
        }

        return !any;
    }
}
