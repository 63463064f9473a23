namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>The command line of a build (<c>dotnet publish</c>, <c>dotnet build</c>, <c>dotnet msbuild</c>, <c>msbuild</c>): a project cannot ask MSBuild which targets will be built after the one that runs.</summary>
/// <param name="arguments">The process's arguments, its name first.</param>
/// <param name="directory">The folder it was started in.</param>
public sealed class BuildCommandLine(IReadOnlyList<string> arguments, string directory)
{
    private static readonly string[] Projects = [".csproj", ".fsproj", ".vbproj"];
    private static readonly string[] Several = [".sln", ".slnx", ".slnf", ".proj"];

    /// <summary>Whether this is the process that was asked, and not a worker of it or a server: those have no command line of the user's.</summary>
    public bool IsOfTheUser => !arguments.Any(static a => Option(a) is { } o && (o.StartsWith("nodemode:", StringComparison.OrdinalIgnoreCase) || o.StartsWith("nodemode=", StringComparison.OrdinalIgnoreCase)));

    /// <summary>The targets that are asked for (<c>-t:NAME</c>, <c>/target:A;NAME</c>, <c>--target:NAME</c>), in order; those of one project of a solution as <c>Project:NAME</c>.</summary>
    public IEnumerable<string> Targets
    {
        get
        {
            for (int i = 1; i < arguments.Count; i++)
            {
                if (Option(arguments[i]) is not { } option)
                {
                    continue;
                }

                int colon = option.IndexOf(':', StringComparison.Ordinal);
                string name = colon < 0 ? option : option[..colon];
                if (!name.Equals("t", StringComparison.OrdinalIgnoreCase) && !name.Equals("target", StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                string targets = colon >= 0 ? option[(colon + 1)..] : i + 1 < arguments.Count ? arguments[i + 1] : "";
                foreach (string target in targets.Split([';', ',', '"', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                {
                    yield return target;
                }
            }
        }
    }

    /// <summary>Whether a target is asked for by its name.</summary>
    public bool AsksFor(string target) => Targets.Contains(target, StringComparer.OrdinalIgnoreCase);

    /// <summary>Full path of the project, solution or filter that the command line names; <see langword="null"/> when it names none.</summary>
    public string? NamedFile => arguments.Skip(1).Select(FullPath).FirstOrDefault(static p => p is not null && (Has(p, Projects) || Has(p, Several)) && File.Exists(p));

    /// <summary>Whether the targets are asked of a project: of the only one that the command line or the current folder names, or of several. A project that is built because another one refers to it is asked for less.</summary>
    /// <param name="projectFile">Full path of the project.</param>
    public bool Names(string projectFile)
    {
        string? named = NamedFile;
        if (named is null)
        {
            string folder = arguments.Skip(2).Select(a => FullPath(a)).FirstOrDefault(static p => p is not null && Directory.Exists(p)) ?? directory;
            string[] files = Files(folder);
            named = files.Any(static f => Has(f, Several)) || files.Count(static f => Has(f, Projects)) != 1 ? null : files.Single(static f => Has(f, Projects));
        }

        return named is null || Has(named, Several) || Path.GetFullPath(projectFile).Equals(named, StringComparison.OrdinalIgnoreCase);
    }

    private static string? Option(string argument) =>
        argument.StartsWith("--", StringComparison.Ordinal) ? argument[2..] : argument is ['-' or '/', ..] ? argument[1..] : null;

    private string? FullPath(string argument)
    {
        try
        {
            return argument.Length == 0 || argument[0] == '-' ? null : Path.GetFullPath(argument, directory);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string[] Files(string folder)
    {
        try
        {
            return Directory.GetFiles(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static bool Has(string path, string[] extensions) => extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
