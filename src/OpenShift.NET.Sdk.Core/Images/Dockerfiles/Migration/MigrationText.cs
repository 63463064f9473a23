using System.Collections.Immutable;
using System.Text;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Migration;

/// <summary>A migration for people: the part of a project file, what is left to do, what is not needed.</summary>
internal static class MigrationText
{
    /// <summary>The lines.</summary>
    /// <param name="migration">The migration.</param>
    /// <param name="file">Name of the Dockerfile.</param>
    public static ImmutableArray<string> Lines(ProjectMigration migration, string file)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        lines.Add($"<!-- From {file.Replace("--", "- -", StringComparison.Ordinal)}: into the project file, beside a PackageReference to OpenShift.NET.Sdk. The image is then made by dotnet publish -t:PublishContainer. -->");
        if (!migration.Properties.IsEmpty)
        {
            lines.Add("<PropertyGroup>");
            lines.AddRange(migration.Properties.Select(static p => $"  <{p.Name}>{Xml(MsBuild(p.Value))}</{p.Name}>"));
            lines.Add("</PropertyGroup>");
        }

        if (!migration.ArePathsOfProject)
        {
            lines.Add("<!-- Paths of files are those of the build's context, the folder that docker build was given: write them as they are from the project's folder. -->");
        }

        if (!migration.Items.IsEmpty)
        {
            lines.Add("<ItemGroup>");
            lines.AddRange(migration.Items.Select(Item));
            lines.Add("</ItemGroup>");
        }

        Notes(lines, "Not carried over:", migration.Open);
        if (!migration.BaseCommands.IsEmpty)
        {
            lines.Add("");
            lines.Add("An own base image, for ContainerBaseImage:");
            lines.Add($"  FROM {migration.BaseImage ?? "…"}");
            lines.Add("  USER 0");
            lines.AddRange(migration.BaseCommands.SelectMany(static c => c.Replace("\\\n", "\\\n    ", StringComparison.Ordinal).Split('\n')).Select(static l => "  " + l));
            lines.Add("  USER 1654");
        }

        Notes(lines, "Not needed:", migration.Unneeded);
        return lines.ToImmutable();
    }

    private static string Item(MigratedItem item)
    {
        string include = item.IsPattern ? MsBuild(item.Include) : Include(item.Include);
        string metadata = string.Concat(item.Metadata.Select(m => $" {m.Name}=\"{Xml(item.IsPattern ? m.Value : MsBuild(m.Value))}\""));
        return $"  <{item.Item} Include=\"{Xml(include)}\"{metadata} />";
    }

    private static void Notes(ImmutableArray<string>.Builder lines, string title, ImmutableArray<InstructionNote> notes)
    {
        if (notes.IsEmpty)
        {
            return;
        }

        lines.Add("");
        lines.Add(title);
        foreach (InstructionNote note in notes)
        {
            lines.Add(FormattableString.Invariant($"  line {note.Line}: {note.Instruction}"));
            lines.Add($"    {note.Text}");
        }
    }

    // MSBuild, "MSBuild special characters".
    private static string MsBuild(string text) => text.Replace("%", "%25", StringComparison.Ordinal).Replace("$(", "%24(", StringComparison.Ordinal).Replace("@(", "%40(", StringComparison.Ordinal);

    private static string Include(string text) => MsBuild(text).Replace(";", "%3B", StringComparison.Ordinal).Replace("*", "%2A", StringComparison.Ordinal).Replace("?", "%3F", StringComparison.Ordinal);

    private static string Xml(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            _ = c switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\n' => escaped.Append("&#10;"),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }
}
