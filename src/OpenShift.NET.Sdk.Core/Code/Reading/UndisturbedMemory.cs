using System.Runtime;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>
/// Puts garbage collections off while code is read, where the machine has memory to spare. Most of what is made lives until the reading ends and is garbage then,
/// so that every collection before moves all of it for nothing; that was half of the time.
/// </summary>
internal sealed class UndisturbedMemory : IDisposable
{
    // What reading takes for a byte of an assembly, measured; what it takes beyond that is collected as ever.
    private const long BytesForByte = 140;
    private const long Least = 16L << 20;
    private const long Most = 128L << 20;

    // Of the memory that is free, for there may be other builds.
    private const long LeastTimesFree = 8;

    private readonly bool _started;

    /// <param name="size">Bytes of the assemblies.</param>
    public UndisturbedMemory(long size)
    {
        long needed = Math.Clamp(size * BytesForByte, Least, Most);
        GCMemoryInfo memory = GC.GetGCMemoryInfo();
        if (GCSettings.IsServerGC || GCSettings.LatencyMode == GCLatencyMode.NoGCRegion || memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes < needed * LeastTimesFree)
        {
            return;
        }

        try
        {
            _started = GC.TryStartNoGCRegion(needed, disallowFullBlockingGC: true);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentOutOfRangeException)
        {
            // Another reading has begun meanwhile, or the process may not have as much.
        }
    }

    public void Dispose()
    {
        try
        {
            if (_started && GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
            {
                GC.EndNoGCRegion();
            }
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself: more was needed, or somebody asked for a collection.
        }
    }
}
