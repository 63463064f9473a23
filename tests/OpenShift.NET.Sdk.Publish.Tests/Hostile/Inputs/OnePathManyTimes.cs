namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>Two hundred thousand entries of one path: quadratic where every entry is a version of its own.</summary>
public sealed class OnePathManyTimes : HostileInput
{
    public override string? Code => "OSC0046";

    public override string Says => "entries of one path";

    public override string Build(string folder)
    {
        return new HostileLayout(folder).Layer(static tar =>
        {
            for (int i = 0; i < 200_000; i++)
            {
                tar.Entry("app/run");
            }
        }).Write();
    }
}
