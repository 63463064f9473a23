using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.ShellScripts;

namespace OpenShift.NET.Sdk.Images.Dockerfiles;

/// <summary>A Dockerfile as far as rules ask: its stages and instructions (Dockerfile reference, docs.docker.com).</summary>
/// <param name="Path">Full path of the file.</param>
/// <param name="Stages">Its stages, in order.</param>
internal sealed record Dockerfile(string Path, ImmutableArray<DockerfileStage> Stages)
{
    /// <summary>What ARG says before the first stage, which a stage sees where it declares the name again; <see langword="null"/> is a name without a default.</summary>
    public ImmutableDictionary<string, string?> Arguments { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>Name of the file.</summary>
    public string Name => ImagePath.Name(Path.Replace('\\', '/'));

    /// <summary>The stages whose layers are in the image: the last one and those it is built on. What other stages leave behind stays out.</summary>
    public IEnumerable<DockerfileStage> Shipped => BuiltOn(Stages.Length - 1);

    /// <summary>A stage, the one it is built on, and so on.</summary>
    /// <param name="stage">Index of the stage; none for a negative one.</param>
    public IEnumerable<DockerfileStage> BuiltOn(int stage)
    {
        for (int? i = stage; i is >= 0; i = Stages[i.Value].BaseStage)
        {
            yield return Stages[i.Value];
        }
    }

    /// <summary>The shell text of a RUN instruction, a here-document's where it is the script; exec form as the words it is.</summary>
    public static ShellScript ScriptOf(DockerfileInstruction run)
    {
        ArgumentNullException.ThrowIfNull(run);
        string first = run.Text.TrimStart();
        if (run.Documents.Length > 0 && (first.StartsWith("<<", StringComparison.Ordinal) || IsShell(first)))
        {
            (int line, string text) = run.Documents[0];
            return ShellParser.Parse(text, new ShellPosition(line, 1));
        }

        if (JsonWords.TryRead(first, out ImmutableArray<string> words))
        {
            // ["sh", "-c", "text"]: the text is what is run.
            var position = new ShellPosition(run.TextLine, 1);
            return words is [.., "-c", var text] ? ShellParser.Parse(text, position)
                : new ShellScript([new ShellStatement([new ShellPipeline([new ShellSimpleCommand(position, [], [.. words.Select(w => new ShellWord(position, [new ShellWordPart(ShellWordPartKind.Literal, w, true)]))])], null)], false)]);
        }

        return ShellParser.Parse(run.Text, new ShellPosition(run.TextLine, 1));
    }

    private static bool IsShell(string text)
    {
        string word = text.Split([' ', '\t', '<'], 2)[0];
        return ImagePath.Name(word) is "sh" or "bash" or "ash" or "dash";
    }
}
