using System.Globalization;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>One application with one tool, in a folder of its own.</summary>
/// <param name="app">The application.</param>
/// <param name="ours">Whether this product publishes it, or the .NET SDK alone.</param>
/// <param name="folder">The project's folder.</param>
/// <param name="cache">This product's cache.</param>
/// <param name="proxy">The registry.</param>
/// <param name="dotnet">The command.</param>
/// <param name="more">More arguments of every publish.</param>
internal sealed class Bench(App app, bool ours, string folder, string cache, CountingProxy proxy, Dotnet dotnet, params string[] more)
{
    public bool Ours => ours;

    public string Folder => folder;

    /// <summary>Writes the project and builds it.</summary>
    public async Task PrepareAsync(string version, string feed, string assemblyName = "Shop")
    {
        app.Write(folder, ours ? version : null, feed, assemblyName);
        await RestoreAsync().ConfigureAwait(false);
        await dotnet.RunAsync(folder, "publish", "-c", "Release", "--no-restore", "-nologo", "-tl:off").ConfigureAwait(false);
    }

    public Task RestoreAsync() => dotnet.RunAsync(folder, "restore", "-nologo", "-tl:off");

    /// <summary>Makes the change, publishes, measures.</summary>
    /// <param name="change">The change.</param>
    /// <param name="run">Number of the run; every run has a repository of its own.</param>
    /// <param name="seen">A cache that has seen the base image.</param>
    public async Task<Measurement> MeasureAsync(Change change, int run, string seen)
    {
        if (change == Change.First)
        {
            Program.Delete(cache);
            Copy(seen, cache);
            foreach (string stage in Directory.GetDirectories(Path.Combine(folder, "obj"), "openshift", SearchOption.AllDirectories))
            {
                Program.Delete(stage);
            }
        }
        else if (change == Change.OneLine)
        {
            App.Edit(folder, run);
        }

        return await PublishAsync(string.Create(CultureInfo.InvariantCulture, $"{app.Name}-{Path.GetFileName(folder)}-{run}")).ConfigureAwait(false);
    }

    /// <summary>Publishes.</summary>
    public Task<Measurement> PublishAsync(string repository) => ContainerPublish.RunAsync(folder, repository, cache, proxy, dotnet, ["--no-restore", .. more]);

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        }

        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }
    }
}
