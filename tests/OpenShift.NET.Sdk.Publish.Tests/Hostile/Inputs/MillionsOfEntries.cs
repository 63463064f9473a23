namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>Two million empty files.</summary>
public sealed class MillionsOfEntries : HostileInput
{
    public override string? Code => "OSC0055";

    public override string Says => "entries in its layers";

    public override string Build(string folder) =>
        new HostileLayout(folder).Layer(static tar =>
        {
            for (int i = 0; i < 2_000_000; i++)
            {
                tar.Entry(FormattableString.Invariant($"{i % 1000}/{i}"));
            }
        }).Write();
}
