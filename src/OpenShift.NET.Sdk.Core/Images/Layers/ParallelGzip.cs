using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace OpenShift.NET.Sdk.Images.Layers;

/// <summary>
/// Compresses to one gzip member (RFC 1952) on all cores: the input is cut in pieces of a fixed size, each is deflated by itself up to
/// a byte boundary (a sync flush), and the pieces are joined. The bytes depend on the input alone, not on how many cores took part;
/// time and name in the header are empty.
/// </summary>
internal sealed class ParallelGzip : Stream
{
    private const int PieceSize = 1024 * 1024;
    private static readonly int InFlight = Math.Max(2, Environment.ProcessorCount + 1);

    private readonly Stream _output;
    private readonly CancellationToken _cancellationToken;
    private readonly Crc32 _crc = new();
    private readonly Queue<Task<(byte[] Buffer, int Length)>> _pieces = new();
    private byte[] _piece = ArrayPool<byte>.Shared.Rent(PieceSize);
    private int _filled;
    private long _length;
    private bool _started;

    /// <summary>Compresses to a stream, which is not disposed.</summary>
    public ParallelGzip(Stream output, CancellationToken cancellationToken)
    {
        _output = output;
        _cancellationToken = cancellationToken;
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _crc.Append(buffer);
        _length += buffer.Length;
        while (!buffer.IsEmpty)
        {
            int count = Math.Min(buffer.Length, PieceSize - _filled);
            buffer[..count].CopyTo(_piece.AsSpan(_filled));
            buffer = buffer[count..];
            _filled += count;
            if (_filled == PieceSize)
            {
                Dispatch();
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Writes what is left and the trailer.</summary>
    public void Complete()
    {
        if (_filled > 0)
        {
            Dispatch();
        }

        while (_pieces.Count > 0)
        {
            WriteNext();
        }

        Start();

        // An empty last block with fixed codes, then CRC and length (RFC 1951, 3.2.6; RFC 1952, 2.3.1).
        Span<byte> trailer = [0x03, 0x00, 0, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[2..], _crc.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[6..], unchecked((uint)_length));
        _output.Write(trailer);
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Dispatch()
    {
        byte[] piece = _piece;
        int length = _filled;
        _pieces.Enqueue(Task.Run(() => Deflate(piece, length), _cancellationToken));
        _piece = ArrayPool<byte>.Shared.Rent(PieceSize);
        _filled = 0;
        if (_pieces.Count >= InFlight)
        {
            WriteNext();
        }
    }

    private void WriteNext()
    {
        Start();
        (byte[] buffer, int length) = _pieces.Dequeue().GetAwaiter().GetResult();
        _output.Write(buffer, 0, length);
    }

    private void Start()
    {
        if (!_started)
        {
            _started = true;

            // Deflate, no flags, no time, no extra flags, operating system "unknown".
            _output.Write([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]);
        }
    }

    private static (byte[] Buffer, int Length) Deflate(byte[] piece, int length)
    {
        var compressed = new MemoryStream(length / 2 + 64);
        using (var deflate = new DeflateStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(piece, 0, length);
            deflate.Flush();
            length = (int)compressed.Length;
        }

        // Disposing has added an end-of-stream block behind the flush; it is left out, more pieces follow.
        ArrayPool<byte>.Shared.Return(piece);
        return (compressed.GetBuffer(), length);
    }
}
