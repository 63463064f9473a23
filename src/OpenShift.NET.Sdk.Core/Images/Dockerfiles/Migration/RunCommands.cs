using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.ShellScripts;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Migration;

/// <summary>The commands of a RUN, what ARG and ENV say put in.</summary>
internal static class RunCommands
{
    /// <summary>Each command without <c>sudo</c> and the like; a word that the shell alone knows has a <c>$</c>.</summary>
    public static ImmutableArray<string>[] In(DockerfileInstruction run, StageValues values) => In(Dockerfile.ScriptOf(run), values);

    /// <summary>The commands of a part of its text.</summary>
    public static ImmutableArray<string>[] In(string text, StageValues values) => In(ShellParser.Parse(text, new ShellPosition(1, 1)), values);

    private static ImmutableArray<string>[] In(ShellScript script, StageValues values) =>
        [.. SimpleCommands.In(script.Body).Select(c => c.Words.Select(w => TextOf(w, values)).ToImmutableArray()).Where(static c => c.Length > 0).Select(PackageManagerCommand.Bare).Where(static c => c.Length > 0)];

    private static string TextOf(ShellWord word, StageValues values) => string.Concat(word.Parts.Select(p => p.Kind switch
    {
        ShellWordPartKind.Literal => p.Text,
        ShellWordPartKind.Parameter when p.Operator.Length == 0 => values.Of(p.Text) ?? $"${p.Text}",
        _ => "$",
    }));
}
