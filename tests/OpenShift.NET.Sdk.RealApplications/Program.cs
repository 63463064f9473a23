using System.Runtime.CompilerServices;

namespace OpenShift.NET.Sdk.RealApplications;

/// <summary>What we say about applications nobody here wrote, beside what is true of them. See README.md.</summary>
internal static class Program
{
    /// <param name="arguments">Folder of the clones, folder of the package, sets or names of applications; <c>--results</c>, <c>--packages FILE</c>, <c>--stubs FOLDER</c>, <c>--keep FOLDER</c>.</param>
    private static async Task<int> Main(string[] arguments)
    {
        using var cancel = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            cancel.Cancel();
        };
        List<string> words = [.. arguments];
        bool results = words.Remove("--results");
        string? served = Option("--packages"), stubs = Option("--stubs"), keep = Option("--keep");
        if (words is not [var repositories, var feed, .. var chosen])
        {
            Console.Error.WriteLine("FOLDER FEED [open|aside|NAME …] [--results] [--packages FILE] [--stubs FOLDER] [--keep FOLDER]: see README.md");
            return 2;
        }

        string root = keep is null ? Directory.CreateTempSubdirectory("openshift-real-").FullName : Directory.CreateDirectory(keep).FullName;
        var list = new ApplicationList(SourceFolder());
        var publish = new UserPublish(new PackageSource(feed, served, stubs), root);
        var checkout = new Checkout(repositories, Path.Combine(SourceFolder(), "Overlays"));
        List<Comparison> comparisons = [];
        List<string> failures = [];
        try
        {
            Application[] applications = [.. list.Read().Where(one => chosen.Count == 0 || chosen.Contains(one.Set) || chosen.Contains(one.Name))];
            foreach (Application application in applications)
            {
                try
                {
                    string sources = Path.Combine(root, "sources", application.Repository.Replace("/", "+", StringComparison.Ordinal));
                    if (!Directory.Exists(sources))
                    {
                        Directory.CreateDirectory(Path.GetDirectoryName(sources)!);
                        await checkout.LayOutAsync(application, sources, cancel.Token).ConfigureAwait(false);
                    }

                    Truth truth = list.TruthOf(application);
                    string said = await publish.RunAsync(application, truth.SpeaksOfSeveralPods, sources, cancel.Token).ConfigureAwait(false);
                    Comparison one = Comparison.Of(application, truth, SaidReader.Read(said));
                    comparisons.Add(one);
                    Console.WriteLine($"{application.Name}: {one.Found.Count} of {one.Found.Count + one.Missed.Count} found");
                    Console.Write(string.Concat(Results.Failures(one).Select(line => $"  {line}\n")));
                    Console.Write(string.Concat(one.Unjudged.Select(finding => $"  unjudged: {finding}\n")));
                }
                catch (RunFailure e)
                {
                    failures.Add(e.Message);
                    Console.WriteLine(e.Message);
                }
            }
        }
        finally
        {
            if (keep is null)
            {
                Directory.Delete(root, recursive: true);
            }
        }

        foreach (IGrouping<string, Comparison> half in comparisons.GroupBy(one => one.Application.Set))
        {
            Console.WriteLine(Results.FigureOf(half.Key, [.. half]));
        }

        if (results)
        {
            await File.WriteAllTextAsync(Path.Combine(SourceFolder(), "RESULTS.md"), Results.Write(comparisons, failures)).ConfigureAwait(false);
        }

        return failures.Count == 0 ? 0 : 1;

        string? Option(string name)
        {
            int at = words.IndexOf(name);
            if (at < 0 || at + 1 >= words.Count)
            {
                return null;
            }

            string value = words[at + 1];
            words.RemoveRange(at, 2);
            return value;
        }
    }

    private static string SourceFolder([CallerFilePath] string path = "")
    {
        string here = Path.GetDirectoryName(path)!;
        return Directory.Exists(here) ? here : Path.Combine(Directory.GetCurrentDirectory(), "tests", "OpenShift.NET.Sdk.RealApplications");
    }
}
