namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>The largest RPM databases that are read, all zeros, in many layers at once, and one of a million packages.</summary>
public sealed class DatabasesOfNothing : HostileInput
{
    public override string Build(string folder)
    {
        byte[] zeros = new byte[120 << 20];
        "SQLite format 3\0"u8.CopyTo(zeros);
        var layout = new HostileLayout(folder);
        for (int i = 0; i < 4; i++)
        {
            int which = i;
            layout.Layer(tar => tar.Entry(which % 2 == 0 ? "var/lib/rpm/rpmdb.sqlite" : "var/lib/rpm/Packages", content: zeros.AsSpan(0, zeros.Length - which)));
        }

        string many = string.Concat(Enumerable.Range(0, 600_000).Select(static i => $"Package: p{i}\nStatus: install ok installed\nVersion: 1\n\n"));
        return layout.Layer(tar => tar.Entry("var/lib/dpkg/status", content: System.Text.Encoding.UTF8.GetBytes(many))).Write();
    }
}
