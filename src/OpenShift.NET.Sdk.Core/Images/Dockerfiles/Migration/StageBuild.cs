namespace OpenShift.NET.Sdk.Images.Dockerfiles.Migration;

/// <summary>A call of <c>dotnet build</c> or <c>publish</c> in a stage.</summary>
/// <param name="Folder">Folder of the project in the stage.</param>
/// <param name="File">File of the project; <see langword="null"/> where none is named.</param>
/// <param name="Publishes">Whether it is <c>publish</c>.</param>
/// <param name="Output">Where to; <see langword="null"/> when that is not said, or a variable of the shell decides.</param>
internal sealed record StageBuild(string Folder, string? File, bool Publishes, string? Output)
{
    // Options whose value is a word of its own (dotnet publish --help).
    private static readonly string[] s_withValue = ["-c", "--configuration", "-o", "--output", "-r", "--runtime", "-f", "--framework", "-a", "--arch", "--os", "-v", "--verbosity", "--version-suffix", "-s", "--source", "--artifacts-path", "--packages", "--configfile"];

    /// <summary>Reads a command; <see langword="null"/> for another one, and for one that builds a solution.</summary>
    /// <param name="command">The command.</param>
    /// <param name="values">What the stage says.</param>
    /// <param name="folder">Where it is called.</param>
    public static StageBuild? Read(IReadOnlyList<string> command, StageValues values, string folder)
    {
        if (command is not ["dotnet", "build" or "publish" or "pack", ..])
        {
            return null;
        }

        string? project = null;
        string? output = null;
        for (int i = 2; i < command.Count; i++)
        {
            string word = command[i];
            if (word is "-o" or "--output" && i + 1 < command.Count)
            {
                output = command[++i];
            }
            else if (word.StartsWith("--output=", StringComparison.Ordinal) || word.StartsWith("-o=", StringComparison.Ordinal))
            {
                output = word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..];
            }
            else if (s_withValue.Contains(word))
            {
                i++;
            }
            else if (!word.StartsWith('-') && !word.StartsWith("/p:", StringComparison.OrdinalIgnoreCase))
            {
                project ??= word;
            }
        }

        string? file = project is not null && project.EndsWith("proj", StringComparison.OrdinalIgnoreCase) ? values.Resolve(project, folder) : null;
        bool isSolution = project is not null && (project.EndsWith(".sln", StringComparison.OrdinalIgnoreCase) || project.EndsWith(".slnx", StringComparison.OrdinalIgnoreCase) || project.EndsWith(".slnf", StringComparison.OrdinalIgnoreCase));
        string place = file is not null ? file[..Math.Max(file.LastIndexOf('/'), 1)] : project is null || isSolution ? folder : values.Resolve(project, folder);
        return new StageBuild(place, file, command[1] == "publish", output is null || output.Contains('$', StringComparison.Ordinal) ? null : values.Resolve(output, folder)) { IsSolution = isSolution };
    }

    /// <summary>Whether it is of a solution.</summary>
    public bool IsSolution { get; private init; }

    /// <summary>Name of the project, for people.</summary>
    public string Name => File is not null ? File[(File.LastIndexOf('/') + 1)..] : Folder[(Folder.LastIndexOf('/') + 1)..];
}
