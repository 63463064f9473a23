using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.ShellScripts;

namespace OpenShift.NET.Sdk.Images.StartScripts;

/// <summary>What is known of variables and positional parameters at one point of a script.</summary>
/// <param name="Values">Known values by name; <see langword="null"/> for a variable whose value depends on the run.</param>
/// <param name="Arguments">The positional parameters, as far as they are known.</param>
internal sealed record ShellVariables(ImmutableDictionary<string, string?> Values, ImmutableArray<string> Arguments)
{
    /// <summary>Whether there are no other positional parameters behind <see cref="Arguments"/>.</summary>
    public bool ArgumentsAreKnown { get; init; } = true;

    // Longer values are no commands.
    private const int MaximumLength = 4096;

    /// <summary>The words a word becomes. What is not known stands as <c>$NAME</c>, all arguments as <c>$@</c>, names that a pattern or <c>~</c> stands for behind a <c>$</c>.</summary>
    public IEnumerable<string> Expand(ShellWord word)
    {
        if (word.Parts is [{ Kind: ShellWordPartKind.Parameter, Text: "@" or "*", Operator: "" } all])
        {
            return Arguments.IsEmpty ? ["$@"] : ArgumentsAreKnown ? Arguments : [.. Arguments, "$@"];
        }

        bool splits = false;
        bool isPattern = HasTilde(word);
        var text = new System.Text.StringBuilder();
        foreach (ShellWordPart part in word.Parts)
        {
            string value = ValueOf(part);
            splits |= part is { Kind: ShellWordPartKind.Parameter, IsQuoted: false };
            isPattern |= part is { Kind: ShellWordPartKind.Literal or ShellWordPartKind.Parameter, IsQuoted: false } && IsPattern(value);
            text.Append(value);
            if (text.Length > MaximumLength)
            {
                return ["$"];
            }
        }

        // A pattern that matches nothing stays as it is, and no file is named as "http://*:8080".
        if (isPattern && !text.ToString().Contains("://", StringComparison.Ordinal))
        {
            text.Insert(0, '$');
        }

        return splits ? text.ToString().Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries) : [text.ToString()];
    }

    /// <summary>The word as one text; <see langword="null"/> when it is not known.</summary>
    public string? TextOf(ShellWord word)
    {
        if (HasTilde(word))
        {
            return null;
        }

        string text = string.Concat(word.Parts.Select(ValueOf));
        return text.Contains('$', StringComparison.Ordinal) || text.Length > MaximumLength ? null : text;
    }

    /// <summary>Sets a variable; <see langword="null"/> for a value that depends on the run.</summary>
    public ShellVariables With(string name, string? value) => this with { Values = Values.SetItem(name, value) };

    /// <summary>Sets the positional parameters to words of a command.</summary>
    public ShellVariables WithArguments(ImmutableArray<string> words)
    {
        int others = words.IndexOf("$@");
        return others < 0 ? this with { Arguments = words, ArgumentsAreKnown = true }
            : ArgumentsAreKnown ? this with { Arguments = [.. words.Where(static w => w != "$@")] }
            : this with { Arguments = words[..others] };
    }

    /// <summary>Takes positional parameters away.</summary>
    /// <param name="count">How many; <see langword="null"/> when that depends on the run.</param>
    public ShellVariables Shift(int? count) =>
        count is { } known ? this with { Arguments = known < Arguments.Length ? Arguments[known..] : [] } : this with { Arguments = [], ArgumentsAreKnown = false };

    /// <summary>What is known where two ways meet, of which a run takes one: only what both have alike.</summary>
    public ShellVariables Merge(ShellVariables other)
    {
        ShellVariables merged = ArgumentsAreKnown == other.ArgumentsAreKnown && Arguments.SequenceEqual(other.Arguments) ? this : Shift(null);
        if (ReferenceEquals(Values, other.Values))
        {
            return merged;
        }

        ImmutableDictionary<string, string?>.Builder values = Values.ToBuilder();
        foreach (string name in Values.Keys.Concat(other.Values.Keys))
        {
            if (!Values.TryGetValue(name, out string? own) || !other.Values.TryGetValue(name, out string? others) || own != others)
            {
                values[name] = null;
            }
        }

        return merged with { Values = values.ToImmutable() };
    }

    // POSIX, Shell Command Language, 2.13.3. "[" alone is the command.
    private static bool IsPattern(string text) =>
        text.AsSpan().IndexOfAny('*', '?') >= 0 || (text.IndexOf('[', StringComparison.Ordinal) is >= 0 and var open && text.IndexOf(']', open) > open + 1);

    // A home folder: at the beginning of a word, and of each part of an assignment such as PATH=/bin:~/bin.
    private static bool HasTilde(ShellWord word)
    {
        for (int i = 0; i < word.Parts.Length; i++)
        {
            if (word.Parts[i] is { Kind: ShellWordPartKind.Literal, IsQuoted: false, Text: var text }
                && ((i == 0 && text.StartsWith('~')) || text.Contains(":~", StringComparison.Ordinal) || text.Contains("=~/", StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
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
            if (!set && !ArgumentsAreKnown)
            {
                return unknown;
            }

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
