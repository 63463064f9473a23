using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpenShift.NET.Sdk.Soak;

/// <summary>
/// Which fault meets which request. It follows from the seed, the request and how often that request was made before, not from the order in which
/// parallel publishes happen to send theirs: the same seed gives the same faults.
/// </summary>
/// <param name="seed">The seed.</param>
/// <param name="percent">How many of a hundred exchanges have a fault.</param>
internal sealed class FaultPlan(int seed, int percent)
{
    private readonly ConcurrentDictionary<string, int> _seen = new(StringComparer.Ordinal);

    /// <summary>The fault for a request, and a number that decides its details.</summary>
    public (Fault Fault, uint Detail) Next(string method, string path)
    {
        // Upload sessions have names that the registry draws.
        int session = path.IndexOf("/blobs/uploads/", StringComparison.Ordinal);
        string request = $"{method} {(session < 0 ? path : path[..(session + 15)])}";
        int time = _seen.AddOrUpdate(request, 1, static (_, count) => count + 1);
        byte[] drawn = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed} {request} {time}")));
        uint chance = BitConverter.ToUInt32(drawn, 0) % 100;
        uint kind = BitConverter.ToUInt32(drawn, 4);
        uint detail = BitConverter.ToUInt32(drawn, 8);
        if (chance >= percent)
        {
            return (Fault.None, detail);
        }

        // What no attempt can mend is rare: a publish that ends at its first request proves little.
        Fault rare = (kind % 40) switch { 0 => Fault.Denied, 1 => Fault.LoginPage, _ => Fault.None };
        Fault[] often = [Fault.ResetBefore, Fault.ResetAfter, Fault.HalfRequest, Fault.HalfAnswer, Fault.WrongByte, Fault.WrongDigest, Fault.ServerError, Fault.TooMany, Fault.EarlyAnswer, Fault.Stall];
        return (rare != Fault.None ? rare : often[kind / 40 % (uint)often.Length], detail);
    }
}
