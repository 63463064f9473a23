namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>A hundred thousand hard links, each to the next, and as many in one circle.</summary>
public sealed class HardLinkChain : HostileInput
{
    public override string Build(string folder) =>
        new HostileLayout(folder).Layer(static tar =>
        {
            for (int i = 0; i < 100_000; i++)
            {
                tar.Entry(FormattableString.Invariant($"c/{i}"), '1', link: FormattableString.Invariant($"c/{i + 1}"));
                tar.Entry(FormattableString.Invariant($"o/{i}"), '1', link: FormattableString.Invariant($"o/{(i + 1) % 100_000}"));
            }

            tar.Entry("c/100000", content: [1]).Entry("app/run", '1', link: "c/0");
        }).Write();
}
