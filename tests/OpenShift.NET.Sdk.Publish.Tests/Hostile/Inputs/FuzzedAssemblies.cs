namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>Two hundred real assemblies and symbols, each with a few changed bytes; the seed is fixed.</summary>
public sealed class FuzzedAssemblies : HostileInput
{
    public override string Build(string folder)
    {
        var random = new Random(20_261_129);
        var fuzzed = new List<(byte[], byte[]?)>();
        for (int i = 0; i < 200; i++)
        {
            (byte[] assembly, byte[]? symbols) = Application.Assemblies[i % Application.Assemblies.Count];
            fuzzed.Add((Change(assembly, random), symbols is null ? null : Change(symbols, random)));
        }

        return Application.Build(folder, fuzzed);
    }

    private static byte[] Change(byte[] sound, Random random)
    {
        byte[] bytes = (byte[])sound.Clone();
        int metadata = Math.Max(0, bytes.AsSpan().IndexOf("BSJB"u8));
        byte[] values = [0x00, 0x01, 0x7F, 0x80, 0xC0, 0xDF, 0xFF];
        for (int i = 0; i < 4; i++)
        {
            bytes[random.Next(metadata, bytes.Length)] = values[random.Next(values.Length)];
        }

        return bytes;
    }
}
