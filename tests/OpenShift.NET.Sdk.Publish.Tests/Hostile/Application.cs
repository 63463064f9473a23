using System.Text;

namespace OpenShift.NET.Sdk.Publish.Tests.Hostile;

/// <summary>An image that starts a .NET application, whose assemblies the tool reads.</summary>
internal static class Application
{
    /// <summary>Some real assemblies of a moderate size, and their symbols where they have some.</summary>
    public static IReadOnlyList<(byte[] Assembly, byte[]? Symbols)> Assemblies { get; } =
    [
        .. Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
            .Order(StringComparer.Ordinal)
            .Where(static f => new FileInfo(f).Length is > 10_000 and < 120_000)
            .Take(8)
            .Select(static f => (File.ReadAllBytes(f), File.Exists(Path.ChangeExtension(f, ".pdb")) ? File.ReadAllBytes(Path.ChangeExtension(f, ".pdb")) : null)),
    ];

    /// <summary>An image of such an application.</summary>
    /// <param name="folder">Where the layout is written.</param>
    /// <param name="assemblies">The assemblies of its own projects, the program first.</param>
    public static string Build(string folder, IReadOnlyList<(byte[] Assembly, byte[]? Symbols)> assemblies)
    {
        string libraries = string.Join(',', Enumerable.Range(0, assemblies.Count).Select(static i => $"\"P{i}/1.0.0\":{{\"type\":\"project\"}}"));
        string targets = string.Join(',', Enumerable.Range(0, assemblies.Count).Select(static i => $"\"P{i}/1.0.0\":{{\"runtime\":{{\"P{i}.dll\":{{}}}}}}"));
        var layout = new HostileLayout(folder);
        layout.Config["config"]!["Entrypoint"] = new System.Text.Json.Nodes.JsonArray("dotnet", "/app/P0.dll");
        return layout.Layer(tar =>
        {
            tar.Entry("usr/bin/dotnet", content: "\u007fELF"u8);
            tar.Entry("app/P0.deps.json", content: Encoding.UTF8.GetBytes($"{{\"targets\":{{\"t\":{{{targets}}}}},\"libraries\":{{{libraries}}}}}"));
            for (int i = 0; i < assemblies.Count; i++)
            {
                tar.Entry($"app/P{i}.dll", content: assemblies[i].Assembly);
                if (assemblies[i].Symbols is { } symbols)
                {
                    tar.Entry($"app/P{i}.pdb", content: symbols);
                }
            }
        }).Write();
    }
}
