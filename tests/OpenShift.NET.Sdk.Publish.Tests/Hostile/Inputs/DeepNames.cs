namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>Two thousand names of two thousand segments each: four million folders that no layer has an entry for, 16 GB of paths.</summary>
public sealed class DeepNames : HostileInput
{
    public override string? Code => "OSC0055";

    public override string Says => "folders that no layer has an entry for";

    public override string Build(string folder) =>
        new HostileLayout(folder).Layer(static tar =>
        {
            for (int i = 0; i < 2000; i++)
            {
                tar.Long(FormattableString.Invariant($"{i}/") + string.Concat(Enumerable.Repeat("a/", 1998)) + "f");
            }
        }).Write();
}
