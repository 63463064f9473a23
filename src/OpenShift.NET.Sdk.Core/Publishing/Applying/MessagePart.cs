using System.Diagnostics.CodeAnalysis;

namespace OpenShift.NET.Sdk.Publishing.Applying;

/// <summary>Finds parts of messages. Regular expressions, of which there would be two dozen, are a fifth of a megabyte of code.</summary>
internal static class MessagePart
{
    /// <summary>What stands between two texts, the first time that it does.</summary>
    public static bool TryFind(string message, string before, string after, [NotNullWhen(true)] out string? part)
    {
        part = null;
        int start = message.IndexOf(before, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return false;
        }

        start += before.Length;
        int end = after.Length == 0 ? message.Length : message.IndexOf(after, start, StringComparison.OrdinalIgnoreCase);
        part = end < 0 ? null : message[start..end].Trim();
        return part is { Length: > 0 };
    }

    /// <summary>Whether a message has a text in it.</summary>
    public static bool Has(string message, string text) => message.Contains(text, StringComparison.OrdinalIgnoreCase);
}
