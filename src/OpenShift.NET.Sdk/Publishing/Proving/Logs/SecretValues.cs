using System.Collections.Immutable;
using System.Text;
using OpenShift.NET.Sdk.Projects.Secrets;
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

    private SecretValues(ImmutableArray<string> texts) => _texts = texts;

    /// <summary>None.</summary>
    public static SecretValues None { get; } = new([]);

    /// <summary>Some values, with the passwords in connection strings and addresses among them, and as they look in addresses and in Base64.</summary>
    public static SecretValues Of(IEnumerable<string> values)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        foreach (string value in values)
        {
            Add(texts, value.Trim());
            foreach (string part in PartsOf(value))
            {
                Add(texts, part);
            }
        }

        return texts.Count == 0 ? None : new SecretValues([.. texts.OrderByDescending(static t => t.Length).ThenBy(static t => t, StringComparer.Ordinal)]);
    }

    /// <summary>A text without them.</summary>
    public string Hide(string text)
    {
        foreach (string secret in _texts)
        {
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>A run without them.</summary>
    public ContainerRun Hide(ContainerRun run) => _texts.IsEmpty ? run : run with
    {
        Command = [.. run.Command.Select(Hide)],
        Processes = [.. run.Processes.Select(p => p with { Program = Hide(p.Program), Command = Hide(p.Command) })],
        Probes = [.. run.Probes.Select(p => p with { Target = Hide(p.Target), Attempts = [.. p.Attempts.Select(a => a with { Answer = Hide(a.Answer) })] })],
        Written = [.. run.Written.Select(w => w with { Path = Hide(w.Path) })],
        Denied = [.. run.Denied.Select(d => d with { Path = Hide(d.Path) })],
        Unreachable = [.. run.Unreachable.Select(u => u with { Host = Hide(u.Host) })],
        Log = [.. run.Log.Select(l => l with { Text = Hide(l.Text) })],
    };

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
