namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>Two hundred thousand files, each of which several rules have something to say of.</summary>
public sealed class EveryFileIsSetUid : HostileInput
{
    public override string Build(string folder) =>
        new HostileLayout(folder).Layer(static tar =>
        {
            for (int i = 0; i < 200_000; i++)
            {
                tar.Entry(FormattableString.Invariant($"app/{i}"), content: "#!/bin/sh\n"u8, mode: 0b100_111_000_000);
            }
        }).Write();
}
