namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>Two hundred thousand files whose folder every one of four hundred layers empties.</summary>
public sealed class FoldersHiddenAgainAndAgain : HostileInput
{
    public override string Build(string folder) =>
        new HostileLayout(folder).Layer(static tar =>
        {
            for (int i = 0; i < 200_000; i++)
            {
                tar.Entry(FormattableString.Invariant($"app/{i}"));
            }
        }).Layer(static tar => tar.Entry("app/.wh..wh..opq").Entry("app/run")).Again(399).Write();
}
