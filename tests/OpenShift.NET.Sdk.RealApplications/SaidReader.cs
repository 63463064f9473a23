using System.Globalization;
using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace OpenShift.NET.Sdk.RealApplications;

/// <summary>Reads what a publish said: the report as its readers get it, and the manifests as a cluster does.</summary>
internal static class SaidReader
{
    private static readonly string[] s_workloads = ["Deployment", "StatefulSet", "CronJob", "Job"];

    public static Said Read(string folder)
    {
        string manifests = Path.Combine(folder, "manifests");
        YamlMappingNode[] objects = Directory.Exists(manifests)
            ? [.. Directory.EnumerateFiles(manifests, "*.yaml", SearchOption.AllDirectories)
                .Where(path => !string.Equals(Path.GetFileName(path), "template.yaml", StringComparison.Ordinal)).SelectMany(DocumentsOf)]
            : [];
        YamlMappingNode? workload = s_workloads.Select(kind => Array.Find(objects, one => string.Equals(Text(one, "kind"), kind, StringComparison.Ordinal))).FirstOrDefault(one => one is not null);
        YamlNode? container = workload is null ? null : ContainerOf(workload);
        string settings = Path.Combine(manifests, "SETTINGS.md");
        return new Said(
            [.. FindingsIn(Path.Combine(folder, "report.sarif"))],
            workload is null ? null : Text(workload, "kind"),
            [.. Items(container, "ports").Select(port => int.Parse(Text(port, "containerPort")!, CultureInfo.InvariantCulture))],
            ProbeOf(container, "readinessProbe"),
            ProbeOf(container, "livenessProbe"),
            File.Exists(settings) ? [.. SettingsIn(File.ReadLines(settings))] : [],
            [.. Items(container, "volumeMounts").Select(mount => Text(mount, "mountPath")!)]);
    }

    private static IEnumerable<Finding> FindingsIn(string sarif)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(sarif));
        foreach (JsonElement result in document.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray())
        {
            if (result.GetProperty("kind").GetString() is not "fail" || result.TryGetProperty("suppressions", out _))
            {
                continue;
            }

            JsonElement? place = result.TryGetProperty("locations", out JsonElement locations) && locations.GetArrayLength() > 0 && locations[0].TryGetProperty("physicalLocation", out JsonElement physical)
                ? physical : null;
            yield return new Finding(
                result.GetProperty("ruleId").GetString()!,
                result.GetProperty("level").GetString()!,
                place?.GetProperty("artifactLocation").GetProperty("uri").GetString() ?? "",
                place is { } at && at.TryGetProperty("region", out JsonElement region) && region.TryGetProperty("startLine", out JsonElement line) ? line.GetInt32() : null,
                result.GetProperty("message").GetProperty("text").GetString()!);
        }
    }

    private static IEnumerable<SaidSetting> SettingsIn(IEnumerable<string> lines)
    {
        string[] page = [.. lines];

        // What the platform gives is told in a table of its own; nobody is asked for it.
        foreach (string line in page.SkipWhile(line => !line.StartsWith("## Given", StringComparison.Ordinal)).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)))
        {
            if (line.Split('|', StringSplitOptions.TrimEntries) is [_, ['`', ..] name, var giver, ..])
            {
                yield return new SaidSetting(name.Trim('`'), Secret: false, "–", Required: false, "", giver);
            }
        }

        foreach (string line in page.SkipWhile(line => !line.StartsWith("## Settings", StringComparison.Ordinal)).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)))
        {
            string[] cells = line.Split('|', StringSplitOptions.TrimEntries);
            if (cells is [_, ['`', ..] name, var kept, var value, var required, var meaning, var source, ..])
            {
                yield return new SaidSetting(name.Trim('`'), kept.StartsWith("Secret", StringComparison.Ordinal), value, required.StartsWith("yes", StringComparison.Ordinal), meaning, source);
            }
        }
    }

    private static IEnumerable<YamlMappingNode> DocumentsOf(string path)
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(path);
        stream.Load(reader);
        return stream.Documents.Select(document => document.RootNode).OfType<YamlMappingNode>();
    }

    private static YamlNode? ContainerOf(YamlMappingNode workload)
    {
        YamlNode? spec = At(workload, "spec");
        spec = At(spec, "jobTemplate") is { } job ? At(job, "spec") : spec;
        return Items(At(At(spec, "template"), "spec"), "containers").FirstOrDefault();
    }

    private static string ProbeOf(YamlNode? container, string name) => At(container, name) switch
    {
        null => "none",
        var probe when At(probe, "httpGet") is { } http => $"http:{Text(http, "path")}",
        var probe when At(probe, "grpc") is not null => "grpc",
        var probe when At(probe, "exec") is not null => "exec",
        _ => "tcp",
    };

    private static YamlNode? At(YamlNode? node, string key) => node is YamlMappingNode map && map.Children.TryGetValue(key, out YamlNode? child) ? child : null;

    private static string? Text(YamlNode node, string key) => (At(node, key) as YamlScalarNode)?.Value;

    private static IEnumerable<YamlNode> Items(YamlNode? node, string key) => At(node, key) is YamlSequenceNode list ? list.Children : [];
}
