using System.Collections.Immutable;
using System.Text;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving.Logs;

/// <summary>Values that nobody is to read in what is told of a run, and their removal from it.</summary>
internal sealed class SecretValues
{
    // Shorter ones are words that a log is full of.
    private const int ShortestValue = 4;
    private const string Mask = "***";

    // Longest first: one may be part of another.
    private readonly ImmutableArray<string> _texts;
    private readonly ImmutableArray<string> _secrets;

    private SecretValues(ImmutableArray<string> texts, ImmutableArray<string> secrets)
    {
        _texts = texts;
        _secrets = secrets;
    }

    /// <summary>None.</summary>
    public static SecretValues None { get; } = new([], []);

    /// <summary>Some values, with the passwords in connection strings and addresses among them, and as they look in addresses and in Base64.</summary>
    /// <param name="secrets">Those that are secrets: hidden everywhere.</param>
    /// <param name="given">Those that were given without being secrets by their names: hidden in what the application says, but not in the paths, hosts and commands that rules go by.</param>
    public static SecretValues Of(IEnumerable<string> secrets, IEnumerable<string>? given = null)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        AddAll(texts, secrets);
        ImmutableArray<string> known = InOrder(texts);
        AddAll(texts, given ?? []);
        return texts.Count == 0 ? None : new SecretValues(InOrder(texts), known);
    }

    /// <summary>A text without them.</summary>
    public string Hide(string text) => Hide(text, _texts);

    /// <summary>A run without them. A path, a host or a command keeps what is no secret: <c>Data__Folder=/data</c> must not take away where something was written.</summary>
    public ContainerRun Hide(ContainerRun run) => _texts.IsEmpty ? run : run with
    {
        Command = [.. run.Command.Select(HideSecrets)],
        Processes = [.. run.Processes.Select(p => p with { Program = HideSecrets(p.Program), Command = HideSecrets(p.Command) })],
        Probes = [.. run.Probes.Select(p => p with { Target = HideSecrets(p.Target), Attempts = [.. p.Attempts.Select(a => a with { Answer = Hide(a.Answer) })] })],
        Written = [.. run.Written.Select(w => w with { Path = HideSecrets(w.Path) })],
        Denied = [.. run.Denied.Select(d => d with { Path = HideSecrets(d.Path) })],
        Unreachable = [.. run.Unreachable.Select(u => u with { Host = HideSecrets(u.Host) })],
        Log = [.. run.Log.Select(l => l with { Text = Hide(l.Text) })],
    };

    private string HideSecrets(string text) => Hide(text, _secrets);

    private static string Hide(string text, ImmutableArray<string> texts)
    {
        foreach (string secret in texts)
        {
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        }

        return text;
    }

    private static ImmutableArray<string> InOrder(HashSet<string> texts) => [.. texts.OrderByDescending(static t => t.Length).ThenBy(static t => t, StringComparer.Ordinal)];

    private static void AddAll(HashSet<string> texts, IEnumerable<string> values)
    {
        foreach (string value in values)
        {
            Add(texts, value.Trim());
            foreach (string part in PartsOf(value))
            {
                Add(texts, part);
            }
        }
    }

    private static void Add(HashSet<string> texts, string value)
    {
        if (value.Length < ShortestValue)
        {
            return;
        }

        texts.Add(value);
        texts.Add(Uri.EscapeDataString(value));
        texts.Add(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal));
        texts.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes(value)));
        foreach (string line in value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.Length >= ShortestValue)
            {
                texts.Add(line);
            }
        }
    }

    // "Host=db;Password=x", "db:6379,password=x", "amqp://user:x@host".
    private static IEnumerable<string> PartsOf(string value)
    {
        foreach (string part in value.Split(';', ',', '&', '?'))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && (SecretName.IsSecret(part[..equals].Trim()) || SecretName.IsPassword(part[..equals].Trim())))
            {
                yield return part[(equals + 1)..].Trim().Trim('"', '\'');
            }
        }

        if (value.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(value.Trim(), UriKind.Absolute, out Uri? address) && address.UserInfo.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon)
        {
            yield return Uri.UnescapeDataString(address.UserInfo[(colon + 1)..]);
        }
    }
}
