namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>Folders that are links into links, a thousand segments each, so that one path is followed through forty thousand.</summary>
public sealed class SymbolicLinksOfSymbolicLinks : HostileInput
{
    public override string Build(string folder) =>
        new HostileLayout(folder).Layer(static tar =>
        {
            tar.Entry("d", '5');
            for (int i = 0; i < 10_000; i++)
            {
                string target = string.Concat(Enumerable.Repeat("d/../", 400)) + FormattableString.Invariant($"l{i + 1}");
                tar.Entry("././@LongLink", 'K', System.Text.Encoding.UTF8.GetBytes(target)).Entry(FormattableString.Invariant($"l{i}"), '2');
            }

            tar.Entry("app", '2', link: "l0");
        }).Write();
}
