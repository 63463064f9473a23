namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>Half a million files with contents: as many as are read.</summary>
public sealed class ManyFiles : HostileInput
{
    public override string Build(string folder) =>
        new HostileLayout(folder).Layer(static tar =>
        {
            for (int i = 0; i < 590_000; i++)
            {
                tar.Entry(FormattableString.Invariant($"usr/share/some-package/{i % 1000}/{i}"), content: BitConverter.GetBytes(i), mode: 0b110_100_100);
            }
        }).Write();
}
