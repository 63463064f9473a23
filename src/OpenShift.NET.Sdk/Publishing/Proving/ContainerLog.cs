using System.Collections.Immutable;
using System.Text;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving;

/// <summary>Takes down what a container writes, line by line and bounded: neither many lines nor one without end take more memory than that.</summary>
/// <param name="elapsed">Milliseconds since the start.</param>
internal sealed class ContainerLog(Func<double> elapsed)
{
    private const int MostLines = 10_000;
    private const int LongestLine = 2_000;

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
                line.Append(buffer, start, Math.Min(length, LongestLine - line.Length));
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
        lock (_lines)
        {
            if (_lines.Count < MostLines)
            {
                _lines.Add(new LogLine(Math.Max(0, elapsed()), isError, text));
            }
        }
    }
}
