using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.EntryPoints;

namespace OpenShift.NET.Sdk.Guidelines.Html.Sections;

/// <summary>What a container of the image gets: what it starts, as whom, with which variables; and what the image says of itself.</summary>
internal static class ImageSection
{
    public static void Write(HtmlPage page)
    {
        Publication publication = page.Publication;
        ExecutionConfig config = publication.Config.Config;
        page.Raw("<section aria-labelledby=\"image\">\n<h2 id=\"image\">The image</h2>\n<dl class=\"facts\">\n");
        Fact("Digest", page.Options.Digest, code: true);
        Fact("Platform", publication.Config.Platform.ToString());
        Fact("Created", publication.Config.Created is { Length: > 0 } created ? created : "not said");
        Fact("Base image", publication.Base is { } b ? $"{b.Name} ({b.Digest})" : "not known");
        Fact("Entry point", Command(config.Entrypoint), code: true);
        Fact("Arguments", Command(config.Cmd), code: true);
        Fact("Starts", Started(publication.EntryPoint));
        Fact("Working directory", config.WorkingDir is { Length: > 0 } folder ? folder : "/", code: true);
        Fact("User", config.User is { Length: > 0 } user ? user : "not set, which means root");
        Fact("Ports", config.ExposedPorts is { Count: > 0 } ports ? string.Join(", ", ports.Keys) : "none");
        Fact("Volumes", config.Volumes is { Count: > 0 } volumes ? string.Join(", ", volumes.Keys) : "none");
        Fact("Stop signal", config.StopSignal ?? "");
        Fact("Profile", page.Report.Profile.ToString().ToLowerInvariant());
        page.Raw("</dl>\n");
        WriteEnvironment(page, config.Env ?? [], publication.Base?.Config.Config.Env ?? []);
        WriteLabels(page, config.Labels, publication.Base?.Config.Config.Labels);
        page.Raw("</section>\n");

        void Fact(string name, string value, bool code = false)
        {
            if (value.Length > 0)
            {
                page.Raw("<div><dt>").Raw(name).Raw("</dt><dd>").Raw(code ? "<code>" : "").Text(value).Raw(code ? "</code>" : "").Raw("</dd></div>\n");
            }
        }
    }

    private static void WriteEnvironment(HtmlPage page, ImmutableArray<string> variables, ImmutableArray<string> inherited)
    {
        Begin(page, "Environment", variables.Length, "The image sets no variables.");
        foreach (string variable in variables.Where(static v => v is not null))
        {
            int equals = variable.IndexOf('=', StringComparison.Ordinal);
            (string name, string value) = equals < 0 ? (variable, "") : (variable[..equals], variable[(equals + 1)..]);
            Pair(page, name, RedactedText.Of(name, value), inherited.Contains(variable));
        }

        End(page, variables.Length);
    }

    private static void WriteLabels(HtmlPage page, ImmutableSortedDictionary<string, string>? labels, ImmutableSortedDictionary<string, string>? inherited)
    {
        int count = labels?.Count ?? 0;
        Begin(page, "Labels", count, "The image has no labels.");
        foreach ((string name, string value) in labels ?? ImmutableSortedDictionary<string, string>.Empty)
        {
            Pair(page, name, RedactedText.Of(name, value ?? ""), inherited is not null && inherited.TryGetValue(name, out string? before) && before == value);
        }

        End(page, count);
    }

    private static void Begin(HtmlPage page, string title, int count, string none)
    {
        if (count == 0)
        {
            page.Raw("<p class=\"soft\">").Raw(none).Raw("</p>\n");
            return;
        }

        page.Format($"<details><summary><h3>{title}</h3> <span class=\"soft\">{count}</span></summary>\n<div><dl class=\"pairs\">\n");
    }

    private static void Pair(HtmlPage page, string name, string value, bool inherited)
    {
        page.Raw("<div><dt><code>").Text(name).Raw("</code></dt><dd><code>").Text(value).Raw("</code>");
        page.Raw(inherited ? " <span class=\"soft\">from the base image</span>" : "").Raw("</dd></div>\n");
    }

    private static void End(HtmlPage page, int count) => page.Raw(count == 0 ? "" : "</dl></div>\n</details>\n");

    // As in a Dockerfile's exec form, so that blanks inside an argument are seen.
    private static string Command(ImmutableArray<string>? words) =>
        words is not { Length: > 0 } all ? "" : RedactedText.Of(string.Join(' ', all.Select(static w => w is null ? "null" : w.Any(static c => char.IsWhiteSpace(c)) || w.Length == 0 ? $"\"{w}\"" : w)));

    private static string Started(EntryPoint entry)
    {
        string program = entry.Program?.Path ?? entry.ProgramPath ?? "";
        string missing = entry.Program is null ? ", which is not in the image" : "";
        return entry.Kind switch
        {
            EntryPointKind.None => "nothing: neither entry point nor arguments are set",
            EntryPointKind.Shell => "a command of the shell " + program,
            EntryPointKind.Script => $"the script {program}{(entry.Interpreter is { } interpreter ? $", which {interpreter} runs" : "")}{missing}",
            _ => program + missing,
        };
    }
}
