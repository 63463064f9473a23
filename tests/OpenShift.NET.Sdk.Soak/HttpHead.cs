using System.Globalization;
using System.Text;

namespace OpenShift.NET.Sdk.Soak;

/// <summary>The first line and the headers of a request or an answer (HTTP/1.1).</summary>
/// <param name="Lines">The lines without their ends.</param>
internal sealed record HttpHead(IReadOnlyList<string> Lines)
{
    /// <summary>The method of a request.</summary>
    public string Method => Lines[0].Split(' ')[0];

    /// <summary>Path of a request, without the query.</summary>
    public string Path => Lines[0].Split(' ')[1].Split('?')[0];

    /// <summary>Bytes of the body; 0 when there is none or its length is not told.</summary>
    public int Length => Header("Content-Length") is { } length ? int.Parse(length, CultureInfo.InvariantCulture) : 0;

    /// <summary>As it is sent.</summary>
    public ReadOnlyMemory<byte> Bytes => Encoding.Latin1.GetBytes(string.Join("\r\n", Lines) + "\r\n\r\n");

    /// <summary>Reads one; <see langword="null"/> when the connection has ended.</summary>
    public static async Task<HttpHead?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        byte[] one = new byte[1];
        while (await stream.ReadAsync(one, cancellationToken).ConfigureAwait(false) == 1)
        {
            if (one[0] != '\n')
            {
                _ = line.Append((char)one[0]);
                continue;
            }

            string text = line.ToString().TrimEnd('\r');
            _ = line.Clear();
            if (text.Length == 0)
            {
                return lines.Count == 0 ? null : new HttpHead(lines);
            }

            lines.Add(text);
        }

        return null;
    }

    /// <summary>The same with one header set.</summary>
    public HttpHead With(string name, string value) => new([.. Lines.Where(l => !l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)), $"{name}: {value}"]);

    /// <summary>Reads the body that belongs to it.</summary>
    public async Task<byte[]> ReadBodyAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (Header("Transfer-Encoding") is not null)
        {
            // docker-registry answers short texts of its own like this; the chunks are passed on as they are.
            var all = new List<byte>();
            byte[] one = new byte[1];
            while (!(all.Count >= 5 && all[^5..] is [(byte)'0', (byte)'\r', (byte)'\n', (byte)'\r', (byte)'\n']) && await stream.ReadAsync(one, cancellationToken).ConfigureAwait(false) == 1)
            {
                all.Add(one[0]);
            }

            return [.. all];
        }

        byte[] body = new byte[Length];
        await stream.ReadExactlyAsync(body, cancellationToken).ConfigureAwait(false);
        return body;
    }

    private string? Header(string name) =>
        Lines.Skip(1).FirstOrDefault(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}
