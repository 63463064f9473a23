using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Sarif;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Publishing;

/// <summary>
/// GitLab's code quality report as a file that platforms, target frameworks and projects share, each in a process of its own maybe: an image replaces its own issues and leaves
/// those of the others. What names no origin was written by somebody else, and stays.
/// </summary>
internal static class CodeQualityReport
{
    private const long LargestFile = 64 * 1024 * 1024;

    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Reads a report.</summary>
    /// <param name="path">Its full path.</param>
    /// <returns>Its issues; none where there is no file, or one that is written into (a FIFO, a device).</returns>
    /// <exception cref="OpenShiftException">OSC0016: the file is no report; OSC0085: it is a folder, or cannot be read.</exception>
    public static JsonArray Read(string path)
    {
        OutputPlace place = OutputPlace.Of(path);
        if (Directory.Exists(place.Path))
        {
            throw new OpenShiftException(ToolCodes.OutputNotWritable, $"'{path}' is a folder, and the code quality report is to be written there", "Name a file in it, or another path.");
        }

        if (!place.IsFile || !File.Exists(place.Path))
        {
            return [];
        }

        try
        {
            if (new FileInfo(place.Path).Length is var length && length is 0 or > LargestFile)
            {
                return length == 0 ? [] : throw Foreign(path, null);
            }

            if (JsonNode.Parse(File.ReadAllBytes(place.Path), null, s_strict) is not JsonArray issues || !issues.All(static i => i is JsonObject issue && IsReadable(issue)))
            {
                throw Foreign(path, null);
            }

            // Half a surrogate pair in a string is seen only where it is written.
            _ = Write(issues.OfType<JsonObject>());
            return issues;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Foreign(path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AtomicOutput.NotWritable(path, e);
        }
    }

    /// <summary>Puts the issues of one image into a report.</summary>
    /// <param name="path">Full path of the report.</param>
    /// <param name="issues">The issues of the image, a report of its own.</param>
    /// <param name="facts">What the image is of.</param>
    /// <param name="sourceRoot">Full path of the top of the repository.</param>
    /// <param name="cancellationToken">Cancels the waiting for others who write.</param>
    /// <exception cref="OpenShiftException">OSC0016: the file is no report; OSC0085: it cannot be written.</exception>
    public static async Task PutAsync(string path, byte[] issues, ProjectFacts facts, string sourceRoot, CancellationToken cancellationToken)
    {
        OutputPlace place = OutputPlace.Of(path);
        if (!place.IsFile)
        {
            await AtomicOutput.WriteFileAsync(path, output => output.WriteAsync(issues, cancellationToken).AsTask()).ConfigureAwait(false);
            return;
        }

        using PublishLock held = await LockAsync(place.Path, cancellationToken).ConfigureAwait(false);
        byte[] merged = Write(Merge(Read(path), JsonNode.Parse(issues)!.AsArray(), facts, sourceRoot));
        if (!File.Exists(place.Path) || !(await File.ReadAllBytesAsync(place.Path, cancellationToken).ConfigureAwait(false)).AsSpan().SequenceEqual(merged))
        {
            await AtomicOutput.WriteFileAsync(path, output => output.WriteAsync(merged, cancellationToken).AsTask()).ConfigureAwait(false);
        }
    }

    /// <summary>Which image of its project it is: its platform, behind the target framework where the project has several.</summary>
    public static string ImageOf(ProjectFacts facts) =>
        facts.Checks.CodeQualityFrameworks.IsEmpty ? facts.Application.RuntimeIdentifier : $"{facts.Application.TargetFramework}/{facts.Application.RuntimeIdentifier}";

    private static List<JsonObject> Merge(JsonArray before, JsonArray own, ProjectFacts facts, string sourceRoot)
    {
        string origin = CodeQualityWriter.OriginOf(sourceRoot, facts.Identity.ProjectFile, ImageOf(facts));
        string project = CodeQualityWriter.OriginOf(sourceRoot, facts.Identity.ProjectFile, "");
        var foreign = new List<JsonObject>();
        var kept = new Dictionary<string, (JsonObject Issue, SortedSet<string> Origins)>(StringComparer.Ordinal);
        foreach (JsonObject issue in before.OfType<JsonObject>())
        {
            if (issue[CodeQualityWriter.Origins] is not JsonArray listed)
            {
                foreign.Add(issue);
                continue;
            }

            // A platform or framework that is published no more has no issues, nor has a project that is gone.
            var origins = new SortedSet<string>(
                listed.Select(static o => o?.ToString() ?? "").Where(o => o != origin && (o.StartsWith(project, StringComparison.Ordinal) ? IsPublished(o[project.Length..], facts) : IsThere(o, sourceRoot))),
                StringComparer.Ordinal);
            if (origins.Count > 0)
            {
                kept.TryAdd(KeyOf(issue), (issue, origins));
            }
        }

        foreach (JsonObject issue in own.OfType<JsonObject>())
        {
            if (kept.TryGetValue(KeyOf(issue), out (JsonObject Issue, SortedSet<string> Origins) same))
            {
                same.Origins.Add(origin);
            }
            else
            {
                kept.Add(KeyOf(issue), (issue, new SortedSet<string>(StringComparer.Ordinal) { origin }));
            }
        }

        foreach ((JsonObject issue, SortedSet<string> origins) in kept.Values)
        {
            issue[CodeQualityWriter.Origins] = new JsonArray([.. origins.Select(static o => (JsonNode)JsonValue.Create(o))]);
        }

        return [.. foreign, .. kept.OrderBy(static k => k.Key, StringComparer.Ordinal).Select(static k => k.Value.Issue)];
    }

    // On which platforms another framework is published, it says itself.
    private static bool IsPublished(string image, ProjectFacts facts) => image.Split('/') switch
    {
        [var platform] => facts.Checks.CodeQualityFrameworks.IsEmpty && facts.Checks.CodeQualityPlatforms.Contains(platform),
        [var framework, var platform] => facts.Checks.CodeQualityFrameworks.Contains(framework) && (framework != facts.Application.TargetFramework || facts.Checks.CodeQualityPlatforms.Contains(platform)),
        _ => false,
    };

    // Behind the project file stands one part or two; a file has none below it, so that no other is taken for it.
    private static bool IsThere(string origin, string sourceRoot)
    {
        for (int left = 2, end = origin.LastIndexOf('/'); left > 0 && end > 0; left--, end = origin.LastIndexOf('/', end - 1))
        {
            if (File.Exists(Path.Combine(sourceRoot, origin[..end])))
            {
                return true;
            }
        }

        return false;
    }

    // What names origins is merged by the members it is told apart with.
    private static bool IsReadable(JsonObject issue) =>
        issue[CodeQualityWriter.Origins] is not JsonArray || (issue["location"] is null or JsonObject && issue["location"]?["lines"] is null or JsonObject);

    // The same order whoever comes last.
    private static string KeyOf(JsonObject issue) =>
        string.Join('\n', issue["location"]?["path"]?.ToString(), issue["location"]?["lines"]?["begin"]?.ToString().PadLeft(10), issue["check_name"]?.ToString(), issue["fingerprint"]?.ToString());

    private static byte[] Write(IEnumerable<JsonObject> issues)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (JsonObject issue in issues)
            {
                issue.WriteTo(json);
            }

            json.WriteEndArray();
        }

        return output.ToArray();
    }

    // Beside the report it would lie in the way of what is committed or collected.
    private static async Task<PublishLock> LockAsync(string path, CancellationToken cancellationToken)
    {
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Environment.UserName}\n{path}")).AsSpan(0, 16));
        string file = Path.Combine(Path.GetTempPath(), $"openshift-net-sdk-{name}.lock");
        for (DateTime end = DateTime.UtcNow + s_patience; ;)
        {
            if (PublishLock.TryTake(file) is { } held)
            {
                return held;
            }

            if (DateTime.UtcNow > end)
            {
                throw new OpenShiftException(ToolCodes.OutputNotWritable, string.Create(CultureInfo.InvariantCulture, $"'{path}' has been written by another publish for {s_patience.TotalSeconds:0} s"), "Publish again, or give this project a file of its own.");
            }

            await Task.Delay(s_pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private static OpenShiftException Foreign(string path, Exception? cause) => new(
        ToolCodes.OutputFolderOccupied,
        $"OpenShiftCodeQuality is '{path}', a file that is no code quality report; it was not touched",
        "Name a file that is not there yet.",
        null,
        cause);
}
