namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>One path in five hundred layers, a hundred times in each: every version hides the one before.</summary>
public sealed class OnePathInManyLayers : HostileInput
{
    public override string Build(string folder) =>
        new HostileLayout(folder).Layer(static tar =>
        {
            for (int i = 0; i < 100; i++)
            {
                tar.Entry("app/run", content: BitConverter.GetBytes(i));
            }
        }).Again(499).Write();
}
