using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.ShellScripts;

/// <summary>The simple commands of a script, in the order of the text, whatever they stand in.</summary>
internal static class SimpleCommands
{
    /// <summary>Every simple command with words; functions count where they are defined.</summary>
    public static IEnumerable<ShellSimpleCommand> In(ImmutableArray<ShellStatement> body)
    {
        foreach (ShellStatement statement in body)
        {
            foreach (ShellPipeline pipeline in statement.Pipelines)
            {
                foreach (ShellCommand command in pipeline.Commands)
                {
                    foreach (ShellSimpleCommand simple in In(command))
                    {
                        yield return simple;
                    }
                }
            }
        }
    }

    private static IEnumerable<ShellSimpleCommand> In(ShellCommand command) => command switch
    {
        ShellSimpleCommand { Words.IsEmpty: false } simple => [simple],
        ShellGroup group => In(group.Body),
        ShellIf conditional => conditional.Branches.SelectMany(static b => In(b.Condition).Concat(In(b.Body))).Concat(In(conditional.Otherwise ?? [])),
        ShellCase choice => choice.Arms.SelectMany(static a => In(a.Body)),
        ShellLoop loop => In(loop.Condition).Concat(In(loop.Body)),
        ShellFunction function => In(function.Body),
        _ => [],
    };

    /// <summary>The words of a command; what is not constant stands as <c>$</c>.</summary>
    public static ImmutableArray<string> TextOf(ShellSimpleCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return [.. command.Words.Select(static w => w.Constant ?? "$" + w.Parts.FirstOrDefault(static p => p.Kind == ShellWordPartKind.Literal)?.Text)];
    }
}
