using System.Collections.Immutable;
using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Contracts;
using OpenShift.NET.Sdk.Images.Dockerfiles;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Locks;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Cases;

/// <summary>One case of a rule: a change to the default publication, and what the rule says of the result. The format is described in <c>Guidelines/README.md</c>.</summary>
internal sealed class RuleCase
{
    private static readonly string[] s_keys =
        ["profile", "severity", "project", "noProject", "config", "configRoot", "manifest", "base", "layers", "addLayers", "manifests", "edit", "dockerfile", "lock", "contract", "digest", "code", "codeVb", "codeReferences", "codeLeftOut", "run", "expect", "places", "notApplicable", "remedied"];

    private readonly JsonObject _document;

    private RuleCase(JsonObject document) => _document = document;

    public Profile Profile => Enum.Parse<Profile>((string?)_document["profile"] ?? "recommended", ignoreCase: true);

    /// <summary>What an .editorconfig makes of the rule; for rules that every profile leaves off.</summary>
    public Severity? Severity => (string?)_document["severity"] is { } severity ? Enum.Parse<Severity>(severity, ignoreCase: true) : null;

    public ImmutableArray<string> Expect => _document["expect"] is JsonArray lines ? [.. lines.Select(l => (string)l!)] : [];

    /// <summary>Where the findings are to be, <c>file:line:column</c>; empty when the case does not say.</summary>
    public ImmutableArray<string> Places => _document["places"] is JsonArray lines ? [.. lines.Select(l => (string)l!)] : [];

    public bool NotApplicable => (bool?)_document["notApplicable"] ?? false;

    /// <summary>The case as it is after its findings' remedies were followed to the letter; <see langword="null"/> when it does not say.</summary>
    public RuleCase? Remedied
    {
        get
        {
            if (_document["remedied"] is not JsonObject change)
            {
                return null;
            }

            var document = (JsonObject)_document.DeepClone();
            foreach (string key in (string[])["remedied", "expect", "places", "notApplicable"])
            {
                document.Remove(key);
            }

            YamlJson.Merge(document, change);
            return Of(document);
        }
    }

    /// <summary>Reads a case.</summary>
    /// <exception cref="FormatException">A key is unknown.</exception>
    public static RuleCase Parse(string yaml)
    {
        JsonObject document = YamlJson.Read(yaml);
        RequireKnown(document, s_keys, "a case");
        return new RuleCase(document);
    }

    /// <summary>A case that another kind of test put together.</summary>
    /// <exception cref="FormatException">A key is unknown.</exception>
    public static RuleCase Of(JsonObject document)
    {
        RequireKnown(document, s_keys, "a case");
        return new RuleCase(document);
    }

    /// <summary>Fails for a key that nothing would read, because a misspelt key makes a case pass for the wrong reason.</summary>
    public static void RequireKnown(JsonObject node, ReadOnlySpan<string> keys, string what)
    {
        foreach ((string name, _) in node)
        {
            if (!keys.Contains(name))
            {
                throw new FormatException($"'{name}' is no key of {what}; there are {string.Join(", ", keys.ToArray())}.");
            }
        }
    }

    /// <summary>The publication the case describes.</summary>
    public Publication Build()
    {
        JsonObject baseChange = _document["base"] as JsonObject ?? [];
        RequireKnown(baseChange, ["name", "digest", "config", "configRoot"], "base");
        bool noBase = _document["base"] is JsonValue none && (string?)none == "none";

        List<(Origin Origin, LayerScan Scan)> layers = CaseLayers.Read(_document["layers"] as JsonArray ?? CaseLayers.Default, _document["addLayers"] as JsonArray ?? []);
        int baseLayers = layers.TakeWhile(l => l.Origin == Origin.Base).Count();
        ImmutableArray<LayerScan> scans = [.. layers.Select(l => l.Scan)];

        JsonObject baseConfig = DefaultPublication.BaseConfig();
        YamlJson.Merge(baseConfig, baseChange["configRoot"] as JsonObject ?? []);
        YamlJson.Merge((JsonObject)baseConfig["config"]!, baseChange["config"] as JsonObject ?? []);

        JsonObject config = DefaultPublication.Config();
        config["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray([.. scans.Select(s => JsonValue.Create(s.DiffId.ToString()))]) };
        YamlJson.Merge(config, _document["configRoot"] as JsonObject ?? []);
        YamlJson.Merge((JsonObject)config["config"]!, _document["config"] as JsonObject ?? []);
        byte[] configBytes = Bytes(config);

        JsonObject manifest = DefaultPublication.Manifest(Digest.Of(configBytes), configBytes.Length, scans);
        YamlJson.Merge(manifest, _document["manifest"] as JsonObject ?? []);

        return new Publication
        {
            Project = (bool?)_document["noProject"] == true ? null : Project(),
            Manifest = ImageJson.ReadManifest(Bytes(manifest), "manifest"),
            Config = ImageJson.ReadConfig(configBytes, "config"),
            Base = noBase ? null : new BaseImage(
                (string?)baseChange["name"] ?? DefaultPublication.BaseName,
                baseChange["digest"] is { } digest ? Digest.Parse((string)digest!) : DefaultPublication.BaseDigest,
                baseLayers,
                ImageJson.ReadConfig(Bytes(baseConfig), "base")),
            Files = FileTree.Build(scans, noBase ? 0 : baseLayers),
            Digest = _document["digest"] is { } digestOfImage ? Digest.Parse((string)digestOfImage!) : null,
            Manifests = Manifests(),
            Today = DefaultPublication.Today,
            Dockerfiles = _document["dockerfile"] is { } text ? [DockerfileReader.Read("/src/WebApi/Dockerfile", (string)text!)] : [],
            Lock = Lock(),
            Contract = _document["contract"] is JsonObject contract ? Contract(contract) : null,
            Code = CaseCode.Read(_document),
            Run = CaseRun.Read(_document["run"]),
        };
    }

    private ManifestSet? Manifests()
    {
        if (_document["manifests"] is JsonValue none && (string?)none == "none")
        {
            return null;
        }

        SortedDictionary<string, string> files = DefaultManifests.Files();
        foreach ((string name, JsonNode? text) in _document["manifests"] as JsonObject ?? [])
        {
            if (name == "default" && text is null)
            {
                files.Clear();
            }
            else
            {
                files[name] = (string)text!;
            }
        }

        foreach (JsonNode? node in _document["edit"] as JsonArray ?? [])
        {
            var edit = (JsonObject)node!;
            RequireKnown(edit, ["file", "replace", "with"], "an edit");
            string file = (string)edit["file"]!;
            string replace = (string)edit["replace"]!;
            int at = files[file].IndexOf(replace, StringComparison.Ordinal);
            files[file] = at < 0
                ? throw new FormatException($"'{replace}' is not in {file}.")
                : string.Concat(files[file].AsSpan(0, at), (string?)edit["with"] ?? "", files[file].AsSpan(at + replace.Length));
        }

        return ManifestSet.Of(files.Select(f => new ManifestFile(f.Key, YamlReader.ReadText(f.Value, f.Key))));
    }

    private BaseLock? Lock()
    {
        if (_document["lock"] is JsonValue none && (string?)none == "none")
        {
            return null;
        }

        JsonObject images = _document["lock"] as JsonObject ?? new JsonObject { [DefaultPublication.BaseName] = DefaultPublication.BaseDigest.ToString() };
        return BaseLock.Read(Bytes(new JsonObject { ["schema"] = 1, ["images"] = images.DeepClone() }), BaseLock.FileName);
    }

    private static ImageContract Contract(JsonObject change)
    {
        var contract = new JsonObject { ["schema"] = 1, ["version"] = "1.4.2", ["entryPoint"] = "executable", ["numericUser"] = true };
        YamlJson.Merge(contract, change);
        return ImageContract.Read(Bytes(contract), ImageContract.FileName);
    }

    private ProjectFacts Project()
    {
        JsonObject project = (JsonObject)JsonNode.Parse(FactsJson.Write(DefaultPublication.Project()))!;
        YamlJson.Merge(project, _document["project"] as JsonObject ?? []);
        ProjectFacts facts = FactsJson.Read(Bytes(project), "project");

        // What the facts do not know is dropped when they are read; a case that says it would be a case of nothing.
        JsonNode read = JsonNode.Parse(FactsJson.Write(facts))!;
        RequireKept(_document["project"] as JsonObject ?? [], (JsonObject)read, "project");
        return facts;
    }

    private static void RequireKept(JsonObject change, JsonObject read, string path)
    {
        foreach ((string name, JsonNode? value) in change)
        {
            if (value is JsonObject inner && read[name] is JsonObject kept)
            {
                RequireKept(inner, kept, $"{path}.{name}");
            }
            else if (value is not null && !read.ContainsKey(name))
            {
                throw new FormatException($"'{path}.{name}' is no member of the project facts.");
            }
        }
    }

    private static byte[] Bytes(JsonObject node) => System.Text.Encoding.UTF8.GetBytes(node.ToJsonString());
}
