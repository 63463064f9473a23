using System.Buffers.Binary;

namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>Twenty layers of five hundred programs, each of which needs libraries with names of sixty thousand characters together.</summary>
public sealed class NeedsOfManyPrograms : HostileInput
{
    public override string Build(string folder)
    {
        byte[] program = Program();
        return new HostileLayout(folder).Layer(tar =>
        {
            for (int i = 0; i < 500; i++)
            {
                tar.Entry(FormattableString.Invariant($"app/{i}"), content: program);
            }
        }).Again(19).Write();
    }

    // Program headers for what is loaded and for the dynamic section, which names one string fifteen times.
    private static byte[] Program()
    {
        const int Dynamic = 64 + (2 * 56);
        const int Needed = 15;
        const int Strings = Dynamic + ((Needed + 2) * 16);
        byte[] file = new byte[Strings + 4096];
        "\u007fELF\u0002\u0001\u0001"u8.CopyTo(file);
        Put16(16, 3);
        Put16(18, 62);
        Put64(32, 64);
        Put16(54, 56);
        Put16(56, 2);
        Segment(64, 1, 0, file.Length);
        Segment(64 + 56, 2, Dynamic, (Needed + 2) * 16);
        for (int i = 0; i < Needed; i++)
        {
            Put64(Dynamic + (i * 16), 1);
        }

        Put64(Dynamic + (Needed * 16), 5);
        Put64(Dynamic + (Needed * 16) + 8, Strings);
        file.AsSpan(Strings, 4000).Fill((byte)'x');
        return file;

        void Put16(int at, int value) => BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(at), (short)value);

        void Put64(int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(at), value);

        void Segment(int at, byte type, int offset, int size)
        {
            file[at] = type;
            Put64(at + 8, offset);
            Put64(at + 16, offset);
            Put64(at + 32, size);
        }
    }
}
