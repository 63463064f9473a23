using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Migration;

/// <summary>A migration while it is being made.</summary>
internal sealed class MigrationDraft
{
    private const int LongestText = 160;

    private readonly List<MigratedProperty> _properties = [];
    private readonly List<MigratedItem> _items = [];
    private readonly List<InstructionNote> _open = [];
    private readonly List<InstructionNote> _unneeded = [];
    private readonly List<string> _baseCommands = [];

    /// <summary>The image that the last stage is built on.</summary>
    public string? BaseImage { get; set; }

    /// <summary>Whether a property is there already.</summary>
    public bool Has(string property) => _properties.Any(p => p.Name == property);

    /// <summary>Sets a property; a later instruction wins.</summary>
    public void Set(string name, string value, int line)
    {
        _properties.RemoveAll(p => p.Name == name);
        _properties.Add(new MigratedProperty(name, value, line));
    }

    /// <summary>Takes a property back.</summary>
    public void Unset(string name) => _properties.RemoveAll(p => p.Name == name);

    /// <summary>Adds an item; a later one of the same name wins, but of arguments, which are a list.</summary>
    public void Add(string item, string include, int line, params ReadOnlySpan<(string Name, string Value)> metadata)
    {
        var made = new MigratedItem(item, include, line) { Metadata = [.. metadata] };

        // A port is a number and a protocol.
        int before = _items.FindIndex(i => i.Item == item && i.Include == include && (item != "ContainerPort" || i.Metadata.SequenceEqual(made.Metadata)));
        if (before < 0 || item is "ContainerAppCommandArgs" or "ContainerDefaultArgs")
        {
            _items.Add(made);
        }
        else
        {
            _items[before] = made;
        }
    }

    /// <summary>Takes back the items of a name.</summary>
    public void Remove(string item) => _items.RemoveAll(i => i.Item == item);

    public void Open(DockerfileInstruction instruction, string way) => _open.Add(new InstructionNote(instruction.Line, OneLine(instruction), way));

    public void Unneeded(DockerfileInstruction instruction, string reason) => _unneeded.Add(new InstructionNote(instruction.Line, OneLine(instruction), reason));

    /// <summary>Leaves a RUN to a base image of the user's own.</summary>
    public void OfBase(DockerfileInstruction run, string way)
    {
        Open(run, way);
        string command = string.Join(' ', ((string[])["RUN", .. run.Flags]).Append(MaskedText.Of(run)));
        string[] ends = [.. run.Text.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(static w => w.Contains("<<", StringComparison.Ordinal)).Select(static w => w[(w.IndexOf("<<", StringComparison.Ordinal) + 2)..].Trim('-', '"', '\''))];
        _baseCommands.Add(command + string.Concat(run.Documents.Select((d, i) => $"\n{MaskedText.Of(d.Text)}{ends.ElementAtOrDefault(i)}")));
    }

    public ProjectMigration Finish() => new(
        [.. _properties], [.. _items], [.. _open.OrderBy(static n => n.Line)], [.. _unneeded.OrderBy(static n => n.Line)], [.. _baseCommands], BaseImage);

    private static string OneLine(DockerfileInstruction instruction)
    {
        string flags = string.Concat(instruction.Flags.Select(static f => f + " "));
        string text = $"{instruction.Keyword} {flags}{string.Join(' ', MaskedText.Of(instruction).Replace("\\\n", " ", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}";
        return text.Length <= LongestText ? text : string.Concat(text.AsSpan(0, LongestText - 1), "…");
    }
}
