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
    private readonly OwnBase _base = new();
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);

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

    /// <summary>Whether a RUN made a folder.</summary>
    public bool IsMade(string folder) => _made.Contains(folder);

    /// <summary>Notes that a RUN makes a folder.</summary>
    public void Made(string folder) => _made.Add(folder);

    public void Open(DockerfileInstruction instruction, string way)
    {
        var note = new InstructionNote(instruction.Line, OneLine(instruction), way);
        if (!_open.Contains(note))
        {
            _open.Add(note);
        }
    }

    public void Unneeded(DockerfileInstruction instruction, string reason) => _unneeded.Add(new InstructionNote(instruction.Line, OneLine(instruction), reason));

    /// <summary>Adds files that are published. The item is None, as the SDKs have many files below the project's folder as Content already, of which a second one is an error (NETSDK1022).</summary>
    /// <param name="include">Path from the project's folder.</param>
    /// <param name="link">Path in the application's folder.</param>
    /// <param name="line">Line of the instruction.</param>
    /// <param name="isPattern">Whether several files are meant.</param>
    public void AddFiles(string include, string link, int line, bool isPattern)
    {
        var item = new MigratedItem("None", include, line) { Metadata = [("Link", link), ("CopyToPublishDirectory", "PreserveNewest")], IsPattern = isPattern };
        _items.RemoveAll(i => i.Item == item.Item && i.Include == item.Include && i.Metadata.SequenceEqual(item.Metadata));
        _items.Add(item);
    }

    /// <summary>Leaves a RUN to a base image of the user's own.</summary>
    /// <param name="run">The instruction.</param>
    /// <param name="way">The way.</param>
    /// <param name="values">What is said before it.</param>
    /// <param name="part">The part of its text that is left to it; <see langword="null"/> for all.</param>
    /// <param name="needsFolder">Whether what it does depends on the folder it is done in.</param>
    public void OfBase(DockerfileInstruction run, string way, StageValues values, string? part = null, bool needsFolder = false)
    {
        Open(run, way);
        _base.Add(run, values, part, needsFolder);
    }

    /// <summary>Offers a line that the base image of the user's own has only where a command of it needs the place.</summary>
    public void OfferToBase(string line, StageValues values, params IReadOnlyList<string> places) => _base.Offer(line, places, values);

    /// <summary>The migration.</summary>
    /// <param name="arePathsOfProject">Whether paths of files are those of the project's folder.</param>
    public ProjectMigration Finish(bool arePathsOfProject)
    {
        ImmutableArray<string> commands = _base.Lines();

        // A volume would hide what the own base image has in a folder.
        ImmutableArray<MigratedItem> items = [.. _items.Select(i => i.Item == "OpenShiftWritablePath" && i.Metadata is [("Volume", "EmptyDir")] && commands.Any(c => c.Contains(i.Include + "/", StringComparison.Ordinal) && !IsFolderMaking(c)) ? i with { Metadata = [("Volume", "None")] } : i)];
        return new ProjectMigration([.. _properties], items, [.. _open.OrderBy(static n => n.Line)], [.. _unneeded.OrderBy(static n => n.Line)], commands, BaseImage)
        {
            ArePathsOfProject = arePathsOfProject || !items.Any(static i => i.Item == "None"),
        };
    }

    private static bool IsFolderMaking(string command) => command.StartsWith("RUN mkdir -p ", StringComparison.Ordinal) && !command.Contains('&', StringComparison.Ordinal);

    private static string OneLine(DockerfileInstruction instruction)
    {
        string flags = string.Concat(instruction.Flags.Select(static f => f + " "));
        string documents = string.Concat(instruction.Documents.Select(static d => " " + MaskedText.Of(d.Text)));
        string text = $"{instruction.Keyword} {flags}{string.Join(' ', (MaskedText.Of(instruction) + documents).Replace("\\\n", " ", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}";
        return text.Length <= LongestText ? text : string.Concat(text.AsSpan(0, LongestText - 1), "…");
    }
}
