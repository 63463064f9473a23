using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Images.Contracts;

/// <summary>
/// What users of an image rely on, as committed in <c>container.contract.json</c> (guideline 02). The file is sorted and holds nothing that changes
/// without the image's users noticing, so that its difference in a review is the difference for them.
/// </summary>
public sealed record ImageContract
{
    /// <summary>Name of the file, beside the project file.</summary>
    public const string FileName = "container.contract.json";

    private const int CurrentSchema = 1;

    /// <summary>Version of the project when the contract was written.</summary>
    public string Version { get; init; } = "";

    /// <summary>Kind of the entry point: <c>executable</c>, <c>script</c>, <c>shell</c>, <c>none</c> …</summary>
    public string EntryPoint { get; init; } = "";

    /// <summary>Whether the user is a number other than 0, as the cluster's <c>runAsNonRoot</c> asks.</summary>
    public bool NumericUser { get; init; }

    /// <summary>Exposed ports, <c>8080/tcp</c>.</summary>
    public ImmutableSortedSet<string> Ports { get; init; } = Empty;

    /// <summary>Volumes.</summary>
    public ImmutableSortedSet<string> Volumes { get; init; } = Empty;

    /// <summary>Folders the application writes to.</summary>
    public ImmutableSortedSet<string> WritablePaths { get; init; } = Empty;

    /// <summary>Names of the environment variables the project declares.</summary>
    public ImmutableSortedSet<string> Environment { get; init; } = Empty;

    /// <summary>Entries of the label <c>io.openshift.expose-services</c>.</summary>
    public ImmutableSortedSet<string> ExposeServices { get; init; } = Empty;

    /// <summary>Paths that HTTP probes of the manifests ask.</summary>
    public ImmutableSortedSet<string> ProbePaths { get; init; } = Empty;

    /// <summary>Names of the settings, as environment variables (<c>Section__Key</c>).</summary>
    public ImmutableSortedSet<string> Settings { get; init; } = Empty;

    /// <summary>Those of <see cref="Settings"/> that have to be set; <see langword="null"/> when the file says nothing of them.</summary>
    public ImmutableSortedSet<string>? RequiredSettings { get; init; }

    /// <summary>Names of the Template's parameters.</summary>
    public ImmutableSortedSet<string> Parameters { get; init; } = Empty;

    /// <summary>Those of <see cref="Parameters"/> that have to be given a value; <see langword="null"/> when the file says nothing of them.</summary>
    public ImmutableSortedSet<string>? RequiredParameters { get; init; }

    private static ImmutableSortedSet<string> Empty { get; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Reads a contract. Members this version does not know are passed over: a later one wrote them.</summary>
    /// <param name="utf8">Its content.</param>
    /// <param name="path">Its path, for the message.</param>
    /// <exception cref="OpenShiftException">OSC0028: it is no contract.</exception>
    public static ImageContract Read(ReadOnlyMemory<byte> utf8, string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8.Span.StartsWith(Encoding.UTF8.Preamble) ? utf8[3..] : utf8, new JsonDocumentOptions { MaxDepth = 8 });
            JsonElement root = document.RootElement;
            return root.GetProperty("schema").GetInt32() != CurrentSchema
                ? throw Invalid(path, "is of another version of OpenShift.NET.Sdk", null, 1)
                : new ImageContract
                {
                    Version = root.GetProperty("version").GetString() ?? "",
                    EntryPoint = root.GetProperty("entryPoint").GetString() ?? "",
                    NumericUser = root.GetProperty("numericUser").GetBoolean(),
                    Ports = Set(root, "ports"),
                    Volumes = Set(root, "volumes"),
                    WritablePaths = Set(root, "writablePaths"),
                    Environment = Set(root, "environment"),
                    ExposeServices = Set(root, "exposeServices"),
                    ProbePaths = Set(root, "probePaths"),
                    Settings = Set(root, "settings"),
                    RequiredSettings = root.TryGetProperty("requiredSettings", out _) ? Set(root, "requiredSettings") : null,
                    Parameters = Set(root, "parameters"),
                    RequiredParameters = root.TryGetProperty("requiredParameters", out _) ? Set(root, "requiredParameters") : null,
                };
        }
        catch (JsonException e)
        {
            throw Invalid(path, "is no JSON", e, (int)(e.LineNumber ?? 0) + 1);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Invalid(path, "is no contract of an image", e, 1);
        }
    }

    /// <summary>The content of the file: sorted, indented, ended by a line end.</summary>
    public byte[] Write()
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", CurrentSchema);
            json.WriteString("version", Version);
            json.WriteString("entryPoint", EntryPoint);
            json.WriteBoolean("numericUser", NumericUser);
            Write(json, "ports", Ports);
            Write(json, "volumes", Volumes);
            Write(json, "writablePaths", WritablePaths);
            Write(json, "environment", Environment);
            Write(json, "exposeServices", ExposeServices);
            Write(json, "probePaths", ProbePaths);
            Write(json, "settings", Settings);
            Write(json, "requiredSettings", RequiredSettings);
            Write(json, "parameters", Parameters);
            Write(json, "requiredParameters", RequiredParameters);
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
        return output.ToArray();
    }

    private static ImmutableSortedSet<string> Set(JsonElement root, string name)
    {
        ImmutableSortedSet<string>.Builder set = Empty.ToBuilder();
        if (root.TryGetProperty(name, out JsonElement array))
        {
            foreach (JsonElement item in array.EnumerateArray())
            {
                set.Add(item.GetString() ?? throw new FormatException());
            }
        }

        return set.ToImmutable();
    }

    private static void Write(Utf8JsonWriter json, string name, ImmutableSortedSet<string>? values)
    {
        if (values is null)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static OpenShiftException Invalid(string path, string seen, Exception? cause, int line) =>
        new(ToolCodes.InvalidConfigurationFile, $"'{path}' {seen}", "Write it anew with 'dotnet publish -t:PublishContainer -p:OpenShiftUpdateContract=true' and look at the difference in version control.", new SourceLocation(path, line), cause);
}
