using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace OpenShift.NET.Sdk.Images.References;

/// <summary>
/// The grammar of the parts of an image reference (OCI distribution-spec, "Pulling manifests"; Docker's reference grammar for the registry).
/// Each method returns <see langword="null"/> for a valid text and otherwise the reason as a clause without a full stop.
/// </summary>
public static class ReferenceGrammar
{
    /// <summary>Longest tag, in characters.</summary>
    public const int MaxTagLength = 128;

    /// <summary>Longest repository, in characters, that registries agree on.</summary>
    public const int MaxRepositoryLength = 255;

    /// <summary>What is wrong with a tag; the grammar is <c>[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}</c>.</summary>
    public static string? TagProblem(string? tag)
    {
        if (string.IsNullOrEmpty(tag))
        {
            return "the tag is empty";
        }

        if (tag.Length > MaxTagLength)
        {
            return $"the tag is longer than {MaxTagLength} characters";
        }

        if (tag[0] is '.' or '-')
        {
            return "the tag begins with '.' or '-'";
        }

        foreach (char c in tag)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-'))
            {
                return $"the tag has {Show(c)}; letters, digits, '_', '.' and '-' are allowed";
            }
        }

        return null;
    }

    /// <summary>What is wrong with a repository; its components are lower-case letters and digits, separated by one '.', one or two '_', or any number of '-'.</summary>
    public static string? RepositoryProblem(string? repository)
    {
        if (string.IsNullOrEmpty(repository))
        {
            return "the repository is empty";
        }

        if (repository.Length > MaxRepositoryLength)
        {
            return $"the repository is longer than {MaxRepositoryLength} characters";
        }

        foreach (Range component in repository.AsSpan().Split('/'))
        {
            if (ComponentProblem(repository.AsSpan(component)) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>What is wrong with a registry, <c>host[:port]</c>; the host is a name, an IPv4 address, or an IPv6 address in brackets.</summary>
    public static string? RegistryProblem(string? registry)
    {
        if (string.IsNullOrEmpty(registry))
        {
            return "the registry is empty";
        }

        ReadOnlySpan<char> host = registry;
        int end = host[0] == '[' ? host.IndexOf(']') + 1 : host.IndexOf(':');
        if (host[0] == '[' && end == 0)
        {
            return "the registry has '[' without ']'";
        }

        if (end > 0 && end < host.Length || end == 0)
        {
            ReadOnlySpan<char> port = host[end..];
            if (port[0] != ':' || !IsPort(port[1..]))
            {
                return "the registry's port is not a number from 1 to 65535";
            }

            host = host[..end];
        }

        if (host.IsEmpty)
        {
            return "the registry has no host";
        }

        if (host[0] == '[')
        {
            return IPAddress.TryParse(host[1..^1], out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetworkV6
                ? null
                : "the registry's host is not an IPv6 address";
        }

        foreach (Range part in host.Split('.'))
        {
            ReadOnlySpan<char> label = host[part];
            if (label.IsEmpty || label[0] == '-' || label[^1] == '-')
            {
                return "the registry's host is not a host name";
            }

            foreach (char c in label)
            {
                if (!char.IsAsciiLetterOrDigit(c) && c != '-')
                {
                    return $"the registry's host has {Show(c)}";
                }
            }
        }

        return null;
    }

    private static bool IsPort(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= 5 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= 65535;

    private static string? ComponentProblem(ReadOnlySpan<char> component)
    {
        if (component.IsEmpty)
        {
            return "the repository has an empty component";
        }

        if (!char.IsAsciiLetterOrDigit(component[0]) || !char.IsAsciiLetterOrDigit(component[^1]))
        {
            foreach (char c in component)
            {
                if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-'))
                {
                    return $"the repository has {Show(c)}";
                }
            }

            return $"the repository's component '{component}' does not begin and end with a letter or digit";
        }

        for (int i = 0; i < component.Length; i++)
        {
            char c = component[i];
            if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
            {
                continue;
            }

            if (char.IsAsciiLetterUpper(c))
            {
                return "the repository has upper-case letters";
            }

            if (c is not ('.' or '_' or '-'))
            {
                return $"the repository has {Show(c)}";
            }

            int start = i;
            while (i + 1 < component.Length && component[i + 1] is '.' or '_' or '-')
            {
                i++;
            }

            ReadOnlySpan<char> separator = component[start..(i + 1)];
            if (separator is not ("." or "_" or "__") && separator.ContainsAnyExcept('-'))
            {
                return $"the repository has the separator '{separator}'; '.', '_', '__' and dashes are allowed";
            }
        }

        return null;
    }

    // A control character in a message could rewrite the terminal's line.
    private static string Show(char c) =>
        char.IsControl(c) || char.IsSurrogate(c) ? $"the character U+{(int)c:X4}" : c == ' ' ? "a space" : $"the character '{c}'";
}
