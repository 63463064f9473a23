using System.Text.Json;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Proofs;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Guidelines.Sarif;

/// <summary>What happened when the image ran, as a property of the log's run (SARIF 3.8, property bags). Times are milliseconds since the start; nothing of the application's log is in it.</summary>
internal static class SarifRun
{
    /// <summary>Name of the property.</summary>
    public const string Name = "proof";

    private const int MostItems = 100;

    /// <summary>Writes the property.</summary>
    public static void Write(Utf8JsonWriter json, RunFacts facts)
    {
        json.WriteStartObject(Name);
        json.WriteBoolean("run", facts.NotRun is null && facts.AsDeclared is not null);
        Text("notRun", facts.NotRun);
        if (facts.NotRun is null && facts.AsDeclared is { } run)
        {
            Text("engine", RunText.Engine(facts));
            Text("workload", facts.Workload);
            Texts("notProved", facts.Unproved);
            Texts("settingsWithoutValue", facts.MissingSettings);
            json.WriteNumber("runs", facts.Runs.Length);
            json.WriteNumber("userId", run.UserId);
            json.WriteNumber("groupId", run.GroupId);
            json.WriteBoolean("readOnlyRoot", run.ReadOnlyRoot);
            Time("readyAfter", run.ReadyAfter);
            Time("sigtermAfter", run.TerminatedAfter);
            Time("endedAfter", run.Exit?.After);
            if (run.Exit is { } exit)
            {
                json.WriteNumber("exitCode", exit.Code);
                json.WriteBoolean("killed", exit.Killed);
                json.WriteBoolean("outOfMemory", exit.OutOfMemory);
            }

            if (run.KnowsSockets)
            {
                Texts("listenedOn", run.Sockets.Select(static s => FormattableString.Invariant($"{s.Address} {s.Port}")));
            }

            if (run.KnowsProcesses)
            {
                Texts("programs", run.Processes.Select(static p => p.Program).Distinct(StringComparer.Ordinal));
            }

            if (run.KnowsWritten)
            {
                Texts("wroteOutsideDeclaredFolders", facts.Runs.SelectMany(static r => r.Written).Where(static w => !w.IsDeclared).Select(static w => w.Path).Distinct(StringComparer.Ordinal));
            }

            WriteProbes(json, run);
            if (run.Memory is { } memory)
            {
                json.WriteNumber("peakMemory", memory.Peak);
                if (memory.Limit is { } limit)
                {
                    json.WriteNumber("memoryLimit", limit);
                }
            }

            json.WriteNumber("logLines", run.LogLines);
        }

        json.WriteEndObject();

        void Text(string name, string? text)
        {
            if (text is { Length: > 0 })
            {
                json.WriteString(name, PrintableText.Line(text));
            }
        }

        void Texts(string name, IEnumerable<string> texts)
        {
            json.WriteStartArray(name);
            foreach (string text in texts.Take(MostItems))
            {
                json.WriteStringValue(PrintableText.Line(text));
            }

            json.WriteEndArray();
        }

        void Time(string name, double? milliseconds)
        {
            if (milliseconds is { } time && double.IsFinite(time))
            {
                json.WriteNumber(name, Math.Round(time, 1));
            }
        }
    }

    private static void WriteProbes(Utf8JsonWriter json, ContainerRun run)
    {
        json.WriteStartArray("probes");
        foreach (ProbeRun probe in run.Probes.Take(MostItems))
        {
            json.WriteStartObject();
            json.WriteString("kind", PrintableText.Line(probe.Kind));
            json.WriteString("target", PrintableText.Line(RunText.Short(probe.Target)));
            if (probe.NotAsked is { } reason)
            {
                json.WriteString("notAsked", PrintableText.Line(reason));
            }
            else
            {
                json.WriteBoolean("answered", probe.SucceededAfter is not null);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
