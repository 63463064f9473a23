using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Migration;

/// <summary>What the stages of a Dockerfile build and publish, and out of which folders of the build's context.</summary>
internal sealed class StageBuilds
{
    private readonly Dockerfile _file;
    private readonly State[] _states;

    private StageBuilds(Dockerfile file)
    {
        _file = file;
        _states = new State[file.Stages.Length];
        for (int i = 0; i < _states.Length; i++)
        {
            _states[i] = Read(i);
        }
    }

    /// <summary>Reads all stages.</summary>
    public static StageBuilds Of(Dockerfile file) => new(file);

    /// <summary>What a stage says before its first instruction.</summary>
    public StageValues ValuesBefore(int stage) => _file.Stages[stage].BaseStage is { } below ? _states[below].Values.Next() : new StageValues(_file.Arguments);

    /// <summary>Whether a stage, or one it is built on, calls <c>dotnet</c> to build something.</summary>
    public bool IsBuilding(int stage) => _file.BuiltOn(stage).Any(static s => s.Instructions.Any(IsBuild));

    /// <summary>Whether a RUN calls <c>dotnet</c> to build something, as far as its text tells.</summary>
    public static bool IsBuild(DockerfileInstruction instruction)
    {
        string text = instruction.Text + string.Concat(instruction.Documents.Select(static d => d.Text));
        return instruction.Keyword == "RUN" && text.Contains("dotnet", StringComparison.Ordinal)
            && (text.Contains("publish", StringComparison.Ordinal) || text.Contains("build", StringComparison.Ordinal) || text.Contains("pack", StringComparison.Ordinal));
    }

    /// <summary>The call that puts a path of a stage there; <see langword="null"/> when none does that can be told.</summary>
    public StageBuild? By(int stage, string path) => _states[stage].Builds.LastOrDefault(b => b.Output is { } output && AreRelated(output, path));

    /// <summary>Whether a path of a stage is none that its builds write to: every one says where it does, and nothing moves files afterwards.</summary>
    public bool IsElsewhere(int stage, string path) =>
        By(stage, path) is null && _states[stage].Builds is { Count: > 0 } builds && builds.Any(static b => b.Publishes) && builds.Where(static b => b.Publishes).All(static b => b.Output is not null) && !_states[stage].Moves;

    /// <summary>Whether a path of a stage is where sources are that it builds.</summary>
    public bool IsSource(int stage, string path) => _states[stage].Builds.Any(b => b.Folder == path || (b.Folder != "/" && path != "/" && AreRelated(b.Folder, path)));

    /// <summary>The projects that a stage publishes.</summary>
    public IEnumerable<StageBuild> Published(int stage) => _states[stage].Builds.Where(static b => b.Publishes);

    /// <summary>Folder of a project in the build's context, without a slash at its ends; <see langword="null"/> when it cannot be told.</summary>
    public string? FolderInContext(int stage, StageBuild build)
    {
        (string Source, string Target)? copy = _states[stage].Copies
            .Where(c => AreRelated(c.Target, build.Folder) && build.Folder.Length >= c.Target.TrimEnd('/').Length)
            .OrderBy(static c => c.Target.Length)
            .Cast<(string, string)?>()
            .LastOrDefault();
        return copy is not ({ } source, { } target) ? null : (source + "/" + build.Folder[target.TrimEnd('/').Length..].Trim('/')).Trim('/');
    }

    // One is the other, or is in it.
    private static bool AreRelated(string a, string b) => IsIn(a, b) || IsIn(b, a);

    private static bool IsIn(string folder, string path) => path == folder || path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);

    private State Read(int index)
    {
        DockerfileStage stage = _file.Stages[index];
        var state = new State(ValuesBefore(index));
        if (stage.BaseStage is { } below)
        {
            state.Builds.AddRange(_states[below].Builds);
            state.Copies.AddRange(_states[below].Copies);
            state.Moves = _states[below].Moves;
        }

        foreach (DockerfileInstruction instruction in stage.Instructions)
        {
            state.Values.Read(instruction);
            if (instruction.Keyword is "COPY" or "ADD" && instruction.Words is [_, _, ..] words && instruction.Flags.All(static f => CopyInstruction.SourceOf(f) is null))
            {
                state.Copies.AddRange(words[..^1].Where(CopySource.IsFolder).Select(w => (CopySource.PathOf(w), state.Values.Resolve(words[^1]))));
            }
            else if (instruction.Keyword == "RUN")
            {
                Run(state, instruction);
            }
        }

        return state;
    }

    private static void Run(State state, DockerfileInstruction run)
    {
        string folder = state.Values.Folder;
        foreach (ImmutableArray<string> command in RunCommands.In(run, state.Values))
        {
            if (command is ["cd", var to])
            {
                folder = state.Values.Resolve(to, folder);
            }
            else if (StageBuild.Read(command, state.Values, folder) is { } build)
            {
                state.Builds.Add(build);
            }
            else if (command[0] is "cp" or "mv" or "rsync" or "tar" or "unzip" && state.Builds.Count > 0)
            {
                state.Moves = true;
            }
        }
    }

    private sealed class State(StageValues values)
    {
        public StageValues Values { get; } = values;

        public List<StageBuild> Builds { get; } = [];

        public List<(string Source, string Target)> Copies { get; } = [];

        public bool Moves { get; set; }
    }
}
