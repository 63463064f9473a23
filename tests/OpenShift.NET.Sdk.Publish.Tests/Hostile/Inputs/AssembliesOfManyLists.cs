using System.Text;

namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>Ten million assemblies in five hundred lists of dependencies.</summary>
public sealed class AssembliesOfManyLists : HostileInput
{
    public override string Build(string folder)
    {
        string assets = string.Join(',', Enumerable.Repeat("\"a\":{}", 20_000));
        byte[] list = Encoding.UTF8.GetBytes($"{{\"targets\":{{\"t\":{{\"A/1\":{{\"runtime\":{{{assets}}}}}}}}}}}");
        return new HostileLayout(folder).Layer(tar =>
        {
            for (int i = 0; i < 500; i++)
            {
                tar.Entry(FormattableString.Invariant($"app/{i}.deps.json"), content: list);
            }
        }).Write();
    }
}
