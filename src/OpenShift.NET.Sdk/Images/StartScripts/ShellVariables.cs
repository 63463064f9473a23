using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.ShellScripts;

namespace OpenShift.NET.Sdk.Images.StartScripts;

/// <summary>What is known of variables and positional parameters at one point of a script.</summary>
/// <param name="Values">Known values by name; <see langword="null"/> for a variable whose value depends on the run.</param>
/// <param name="Arguments">The positional parameters; empty when there are none or they are not known.</param>
internal sealed record ShellVariables(ImmutableDictionary<string, string?> Values, ImmutableArray<string> Arguments)
{
    // Longer values are no commands.
    private const int MaximumLength = 4096;

    /// <summary>The words a word becomes. What is not known stands as <c>$NAME</c>, all arguments as <c>$@</c>.</summary>
    public IEnumerable<string> Expand(ShellWord word)
    {
        if (word.Parts is [{ Kind: ShellWordPartKind.Parameter, Text: "@" or "*", Operator: "" } all])
        {
            return Arguments.IsEmpty ? ["$@"] : Arguments;
        }

        bool splits = false;
        var text = new System.Text.StringBuilder();
        foreach (ShellWordPart part in word.Parts)
        {
            splits |= part is { Kind: ShellWordPartKind.Parameter, IsQuoted: false };
            text.Append(ValueOf(part));
            if (text.Length > MaximumLength)
            {
                return ["$"];
            }
        }

        return splits ? text.ToString().Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries) : [text.ToString()];
    }

    /// <summary>The word as one text; <see langword="null"/> when it is not known.</summary>
    public string? TextOf(ShellWord word)
    {
        string text = string.Concat(word.Parts.Select(ValueOf));
        return text.Contains('$', StringComparison.Ordinal) || text.Length > MaximumLength ? null : text;
    }

    /// <summary>Sets a variable; <see langword="null"/> for a value that depends on the run.</summary>
    public ShellVariables With(string name, string? value) => this with { Values = Values.SetItem(name, value) };

    /// <summary>What is known after a branch that some runs take: only what it did not change.</summary>
    public ShellVariables After(ShellVariables branch)
    {
        if (ReferenceEquals(Values, branch.Values))
        {
            return this;
        }

        ImmutableDictionary<string, string?>.Builder merged = Values.ToBuilder();
        foreach ((string name, string? value) in branch.Values)
        {
            if (!Values.TryGetValue(name, out string? before) || before != value)
            {
                merged[name] = null;
            }
        }

        return this with { Values = merged.ToImmutable() };
    }

    private string ValueOf(ShellWordPart part)
    {
        if (part.Kind == ShellWordPartKind.Literal)
        {
            return part.Text;
        }

        if (part.Kind != ShellWordPartKind.Parameter)
        {
            return "$(…)";
        }

        string unknown = "$" + part.Text;
        bool set = Values.TryGetValue(part.Text, out string? value);
        if (int.TryParse(part.Text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number) && number > 0)
        {
            set = number <= Arguments.Length;
            value = set ? Arguments[number - 1] : null;
        }

        if (set && value is null)
        {
            return unknown;
        }

        return part.Operator switch
        {
            "" => set ? value! : unknown,
            ":-" or ":=" or "-" or "=" => set && (value!.Length > 0 || part.Operator[0] != ':') ? value : TextOf(part.Argument!) ?? unknown,
            ":?" or "?" => set ? value! : unknown,
            _ => unknown,
        };
    }
}
