using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Guidelines.G09_NoDefaultPasswords.OSC0903_CodeHasNoPassword;

/// <summary>Where the texts of the code are written: a secret is told there once, not wherever it is used.</summary>
internal sealed class LiteralPlaces(CodeFacts code)
{
    private readonly ILookup<string, CodeLiteral> _byText = code.Literals.ToLookup(static l => l.Value, StringComparer.Ordinal);

    /// <summary>The one place a text is written at: its constant, or the only line that has it; <see langword="null"/> when there are several, or it stands where it is used.</summary>
    public CodeLiteral? Of(string text, SourceLocation? use)
    {
        CodeLiteral[] all = [.. _byText[text]];
        CodeLiteral[] constants = [.. all.Where(static l => l.In is null)];
        if (constants.Length > 0)
        {
            return constants is [var constant] ? constant : null;
        }

        return all.Length > 0 && all[0].Place is { } first && all.All(l => LineOf(l.Place) == LineOf(first)) && LineOf(first) != LineOf(use) ? all[0] : null;
    }

    /// <summary>A place without its column.</summary>
    public static SourceLocation? LineOf(SourceLocation? place) => place is null ? null : place with { Column = 0 };
}
