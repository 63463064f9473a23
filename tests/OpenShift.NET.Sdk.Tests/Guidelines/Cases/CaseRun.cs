using System.Text;
using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Cases;

/// <summary>Reads the run of a case: changes to a run of the default publication with which every rule is content.</summary>
internal static class CaseRun
{
    // What a run of the default publication by the default manifests shows.
    private const string Facts = """
        schema: 1
        fingerprint: sha256-0
        engine: Sandbox
        engineName: bubblewrap 0.8.0
        unproved: []
        missingSettings: []
        workload: Deployment/weather
        mostPods: 1
        declaredPorts: [8080]
        writablePaths: [/tmp]
        """;

    private const string Run = """
        purpose: Writable
        command: [dotnet, /app/WebApi.dll]
        userId: 1000660000
        groupId: 0
        readOnlyRoot: false
        readyAfter: 620
        terminatedAfter: 2500
        exit: { after: 2550, code: 0 }
        gracePeriod: 30000
        processes:
          - { id: 1, parentId: 0, program: /usr/share/dotnet/dotnet, command: dotnet /app/WebApi.dll }
        sockets:
          - { address: "::", port: 8080 }
        knowsSockets: true
        knowsProcesses: true
        knowsWritten: true
        probes:
          - kind: livenessProbe
            action: httpGet
            target: http://:8080/livez
            port: 8080
            attempts: [ { at: 600, succeeded: true, took: 20, answer: "200" }, { at: 2400, succeeded: true, took: 2, answer: "200" } ]
            succeededAfter: 620
            slowestAnswer: 20
            timeout: 5000
          - kind: readinessProbe
            action: httpGet
            target: http://:8080/readyz
            port: 8080
            attempts: [ { at: 150, succeeded: false, took: 1, answer: connection refused }, { at: 605, succeeded: true, took: 15, answer: "200" }, { at: 2400, succeeded: true, took: 2, answer: "200" } ]
            succeededAfter: 620
            slowestAnswer: 15
            succeededBeforeStop: true
            timeout: 1000
        servedAfterExit: false
        written:
          - { path: /tmp/cache/a, size: 512, change: Created, isDeclared: true, grew: false }
        denied: []
        unreachable: []
        memory:
          peak: 63963136
          limit: 268435456
          isEnforced: true
          samples: [ { at: 0, bytes: 1048576 }, { at: 300, bytes: 41943040 }, { at: 620, bytes: 60817408 }, { at: 2500, bytes: 63963136 } ]
        log:
          - { at: 580, isError: false, text: "info: Microsoft.Hosting.Lifetime[14]" }
          - { at: 580, isError: false, text: "      Now listening on: http://[::]:8080" }
          - { at: 590, isError: false, text: "      Application started. Press Ctrl+C to shut down." }
          - { at: 2505, isError: false, text: "      Application is shutting down..." }
        logLines: 4
        """;

    /// <summary>The facts; <see langword="null"/> when the case has none.</summary>
    /// <remarks><c>declared</c> is laid over the default run, each of <c>more</c> over that; every other key over the facts.</remarks>
    /// <exception cref="FormatException">A member is unknown.</exception>
    public static RunFacts? Read(JsonNode? node)
    {
        if (node is not JsonObject change)
        {
            return node is null ? null : throw new FormatException("'run' holds changes to the default run.");
        }

        JsonObject facts = YamlJson.Read(Facts);
        var own = (JsonObject)change.DeepClone();
        own.Remove("declared");
        own.Remove("more");
        YamlJson.Merge(facts, own);

        JsonObject declared = YamlJson.Read(Run);
        YamlJson.Merge(declared, change["declared"] as JsonObject ?? []);
        var runs = new JsonArray(declared);
        foreach (JsonNode? more in change["more"] as JsonArray ?? [])
        {
            JsonObject run = (JsonObject)declared.DeepClone();
            YamlJson.Merge(run, (JsonObject)more!);
            runs.Add(run);
        }

        if (!facts.ContainsKey("runs"))
        {
            facts["runs"] = facts.ContainsKey("notRun") ? new JsonArray() : runs;
        }

        foreach (JsonNode? probe in facts["runs"]!.AsArray().SelectMany(static r => r!["probes"] as JsonArray ?? []))
        {
            probe!["attempts"] ??= new JsonArray();
        }

        RunFacts read = RunJson.TryRead(Encoding.UTF8.GetBytes(facts.ToJsonString())) ?? throw new FormatException("The run is none of this schema.");
        RequireKept(facts, JsonNode.Parse(RunJson.Write(read))!, "run");
        return read;
    }

    // What the facts do not know is dropped when they are read; a case that says it would be a case of nothing.
    private static void RequireKept(JsonNode said, JsonNode read, string path)
    {
        switch (said)
        {
            case JsonObject members:
                foreach ((string name, JsonNode? value) in members)
                {
                    if (value is null)
                    {
                        continue;
                    }

                    RequireKept(value, read[name] ?? throw new FormatException($"'{path}.{name}' is no member of the facts of a run."), $"{path}.{name}");
                }

                break;
            case JsonArray items:
                for (int i = 0; i < items.Count; i++)
                {
                    RequireKept(items[i]!, read[i]!, FormattableString.Invariant($"{path}[{i}]"));
                }

                break;
        }
    }
}
