namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>A folder of two hundred thousand files, hidden by a file and there again, fifty times in each of five hundred layers.</summary>
public sealed class FullFolderHiddenByFiles : HostileInput
{
    public override string Build(string folder) =>
        new HostileLayout(folder).Layer(static tar =>
        {
            for (int i = 0; i < 200_000; i++)
            {
                tar.Entry(FormattableString.Invariant($"app/{i}"));
            }
        }).Layer(static tar =>
        {
            for (int i = 0; i < 50; i++)
            {
                tar.Entry("app").Entry("app", '5');
            }

            tar.Entry("app/run");
        }).Again(498).Write();
}
