using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Tool.Building;

/// <summary>One build.</summary>
/// <param name="Restores">Whether packages are restored first.</param>
/// <param name="Changed">Full paths of the files that have changed since the last one.</param>
internal sealed record BuildRequest(bool Restores, ImmutableArray<string> Changed)
{
    /// <summary>Reads one; <see langword="null"/> when there will be no other.</summary>
    public static BuildRequest? Read(BinaryReader reader)
    {
        try
        {
            bool restores = reader.ReadBoolean();
            ImmutableArray<string>.Builder changed = ImmutableArray.CreateBuilder<string>();
            for (int left = reader.ReadInt32(); left > 0; left--)
            {
                changed.Add(reader.ReadString());
            }

            return new BuildRequest(restores, changed.DrainToImmutable());
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Writes it.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(Restores);
        writer.Write(Changed.Length);
        foreach (string file in Changed)
        {
            writer.Write(file);
        }

        writer.Flush();
    }
}
