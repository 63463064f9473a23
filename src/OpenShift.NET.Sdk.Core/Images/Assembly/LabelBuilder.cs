using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Images.Assembly;

/// <summary>The labels of the image: those of the base that do not describe the base itself, then <see cref="Ours"/>, then the user's.</summary>
internal static class LabelBuilder
{
    private static readonly string[] DescribingPrefixes = ["io.k8s.", "io.openshift.", "io.s2i.", "com.redhat.", "org.opencontainers.image.", "org.label-schema.", "io.buildah.", "vcs-"];

    /// <summary>Whether a label describes the image it stands on, so that inheriting it would be a lie.</summary>
    public static bool DescribesItsImage(string name)
    {
        if (name is "name" or "vendor" or "version" or "release" or "summary" or "description" or "maintainer" or "url" or "architecture" or "build-date" or "distribution-scope" or "cpe")
        {
            return true;
        }

        foreach (string prefix in DescribingPrefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Every label this SDK sets by itself. What the project does not say is left out, so that a rule can ask for it.</summary>
    public static ImmutableArray<NamedValue> Ours(ProjectFacts facts, ImagePorts ports, BaseImage baseImage)
    {
        ProjectIdentity identity = facts.Identity;
        MetadataFacts metadata = facts.Metadata;
        string displayName = FirstOf(metadata.DisplayName, identity.Title, identity.Name)!;
        string? description = FirstOf(metadata.Description, identity.Description);
        var labels = ImmutableArray.CreateBuilder<NamedValue>();

        Add("io.k8s.display-name", displayName);
        Add("io.k8s.description", description);
        Add("io.openshift.tags", string.Join(',', Tags(facts)));
        Add("io.openshift.expose-services", FirstOf(metadata.ExposeServices, Services(facts, ports)));
        Add("io.openshift.wants", string.Join(',', WantedServices.Of(metadata.Wants, facts.Files)));
        Add("io.openshift.non-scalable", metadata.NonScalable);
        Add("io.openshift.min-memory", metadata.MinMemory);
        Add("io.openshift.min-cpu", metadata.MinCpu);

        Add("name", FirstOf(facts.Destination.Repository, identity.Name));
        Add("vendor", FirstOf(metadata.Vendor, identity.Company, identity.Authors));
        Add("version", identity.Version);
        Add("release", FirstOf(metadata.Release, "1"));
        Add("summary", FirstOf(metadata.Summary, displayName));
        Add("description", description);
        Add("maintainer", FirstOf(metadata.Maintainer, identity.Authors));
        Add("url", FirstOf(identity.ProjectUrl, identity.RepositoryUrl));

        Add("org.opencontainers.image.title", displayName);
        Add("org.opencontainers.image.version", identity.Version);
        Add("org.opencontainers.image.description", description);
        Add("org.opencontainers.image.base.name", baseImage.Name);
        Add("org.opencontainers.image.base.digest", facts.Image.RecordBaseDigest ? baseImage.Digest.ToString() : null);
        return labels.ToImmutable();

        void Add(string name, string? value)
        {
            if (OneLine(value) is { Length: > 0 } text)
            {
                labels.Add(new NamedValue(name, text));
            }
        }
    }

    /// <summary>All labels.</summary>
    /// <exception cref="OpenShiftException">OSC0024: a label of the user's is invalid.</exception>
    public static ImmutableSortedDictionary<string, string> Build(ProjectFacts facts, ImagePorts ports, BaseImage baseImage, ImmutableArray<NamedValue> builder = default)
    {
        var labels = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach ((string name, string value) in baseImage.Config.Config.Labels ?? ImmutableSortedDictionary<string, string>.Empty)
        {
            if (!DescribesItsImage(name))
            {
                labels[name] = value;
            }
        }

        foreach (NamedValue label in (NamedValue[])[.. Ours(facts, ports, baseImage), .. builder.IsDefault ? [] : builder])
        {
            labels[label.Name] = label.Value;
        }

        foreach (NamedValue label in facts.Image.Labels)
        {
            Require(label, facts);

            // The .NET SDK writes the reference it inferred; what the image really stands on can be an archive or this machine's own runtime.
            if (label.Name != "org.opencontainers.image.base.name" || label.Value != facts.Image.BaseImage)
            {
                labels[label.Name] = label.Value;
            }
        }

        return labels.ToImmutable();
    }

    // By the tag "builder" OpenShift's console finds the images that sources can be given to.
    private static ImmutableArray<string> Tags(ProjectFacts facts)
    {
        ImmutableArray<string> tags = ApplicationTags(facts);
        return !facts.SourceToImage.IsWanted || tags.Contains("builder", StringComparer.OrdinalIgnoreCase) ? tags : ["builder", .. tags];
    }

    private static ImmutableArray<string> ApplicationTags(ProjectFacts facts)
    {
        if (facts.Metadata.Tags.Length > 0)
        {
            return [.. facts.Metadata.Tags.Select(t => t.Trim()).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal)];
        }

        string kind = facts.Application.Kind switch
        {
            ApplicationKind.Web => "web",
            ApplicationKind.Worker => "worker",
            _ => "console",
        };

        // A package tag that OpenShift's comma-separated list cannot hold stays out; the user never wrote it for this list.
        return [.. ((ReadOnlySpan<string>)["dotnet", kind, .. facts.Identity.Tags]).ToArray().Select(t => t.Trim()).Where(IsTag).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static bool IsTag(string text)
    {
        if (text.Length == 0 || !char.IsAsciiLetterOrDigit(text[0]))
        {
            return false;
        }

        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not (' ' or '.' or '_' or '+' or '/' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    // Of what is no web application only the sockets are known to be there.
    private static string? Services(ProjectFacts facts, ImagePorts ports) =>
        string.Join(',', ports.Exposed
            .Where(p => p.Protocol == "tcp" && (facts.Application.Kind == ApplicationKind.Web || ports.Sockets.Contains(p.Number)))
            .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Number}:{(ports.Sockets.Contains(p.Number) ? "tcp" : ports.Https.Contains(p.Number) ? "https" : "http")}")));

    private static string? FirstOf(params ReadOnlySpan<string?> values)
    {
        foreach (string? value in values)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                return value;
            }
        }

        return null;
    }

    // Project files break and indent long texts; a label shows on one line.
    private static string? OneLine(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var line = new StringBuilder(text.Length);
        bool space = false;
        foreach (char c in text)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                space = line.Length > 0;
                continue;
            }

            if (space)
            {
                line.Append(' ');
                space = false;
            }

            line.Append(c);
        }

        return line.ToString();
    }

    private static void Require(NamedValue label, ProjectFacts facts)
    {
        bool isName = label.Name.Length > 0;
        foreach (char c in label.Name)
        {
            isName &= !char.IsControl(c) && !char.IsWhiteSpace(c) && c != '=';
        }

        if (!isName)
        {
            throw new OpenShiftException(ToolCodes.InvalidLabel, "A ContainerLabel has a name that is empty or contains '=', white space or a control character", "Name it with letters, digits, '.', '-', '_' and '/'.", facts.PlaceOf("ContainerLabel"));
        }

        foreach (char c in label.Value)
        {
            if (char.IsControl(c) && c is not ('\n' or '\r' or '\t'))
            {
                throw new OpenShiftException(ToolCodes.InvalidLabel, $"ContainerLabel '{label.Name}' has a value with a control character", "Remove the character.", facts.PlaceOf("ContainerLabel"));
            }
        }
    }
}
