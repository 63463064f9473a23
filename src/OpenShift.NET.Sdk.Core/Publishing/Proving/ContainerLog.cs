using System.Collections.Immutable;
using System.Text;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving;

/// <summary>Takes down what a container writes, line by line and bounded: neither many lines nor one without end take more memory than that.</summary>
/// <param name="elapsed">Milliseconds since the start.</param>
/// <param name="told">What is taken down of a line; <see langword="null"/> for the line itself.</param>
/// <param name="heard">Hears each line when it is whole, those that are no longer taken down too; <see langword="null"/> for nobody.</param>
internal sealed class ContainerLog(Func<double> elapsed, Func<string, string>? told = null, Action<LogLine>? heard = null)
{
    private const int MostLines = 10_000;
    private const int LongestLine = 2_000;
    private const int LongestHeardLine = 32_000;

    private readonly List<LogLine> _lines = [];
    private long _count;

    /// <summary>The lines so far.</summary>
    public ImmutableArray<LogLine> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>How many lines were written.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Reads to the end.</summary>
    /// <param name="content">Standard output or error.</param>
    /// <param name="isError">Which.</param>
    public async Task ReadAsync(Stream content, bool isError)
    {
        using var reader = new StreamReader(content, new UTF8Encoding(false, false), detectEncodingFromByteOrderMarks: false, 16 * 1024);
        char[] buffer = new char[16 * 1024];
        var line = new StringBuilder();
        int count;
        while ((count = await TryReadAsync(reader, buffer).ConfigureAwait(false)) > 0)
        {
            for (int start = 0; start < count;)
            {
                int end = buffer.AsSpan(start, count - start).IndexOf('\n');
                int length = end < 0 ? count - start : end;
                line.Append(buffer, start, Math.Min(length, (heard is null ? LongestLine : LongestHeardLine) - line.Length));
                start += length + 1;
                if (end >= 0)
                {
                    Add(line, isError);
                }
            }
        }

        if (line.Length > 0)
        {
            Add(line, isError);
        }
    }

    private static async ValueTask<int> TryReadAsync(StreamReader reader, char[] buffer)
    {
        try
        {
            return await reader.ReadAsync(buffer).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return 0;
        }
    }

    private void Add(StringBuilder line, bool isError)
    {
        string text = line.ToString().TrimEnd('\r');
        line.Clear();
        Interlocked.Increment(ref _count);
        var added = new LogLine(Math.Max(0, elapsed()), isError, told is null ? text : told(text));
        heard?.Invoke(added);
        lock (_lines)
        {
            // Whoever hears every line may want the last ones later, and a rule the first.
            if (heard is not null && _lines.Count == MostLines)
            {
                _lines.RemoveRange(0, MostLines / 2);
            }

            if (_lines.Count < MostLines)
            {
                _lines.Add(added.Text.Length <= LongestLine ? added : added with { Text = added.Text[..LongestLine] });
            }
        }
    }
}
