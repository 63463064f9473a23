namespace OpenShift.NET.Sdk.RealApplications;

/// <summary>Lays a repository out at a commit, without what the clone does not hold (large files of a partial clone), and makes it build with the SDK at hand.</summary>
/// <param name="repositories">
/// Folder with the clones, <c>OWNER+NAME</c>, bare or not, or with the git directory one level below. A folder without one is a tree that was laid out and made to build before; its commit stands in <c>OWNER+NAME.commit</c>.
/// </param>
/// <param name="overlays">Folder with what single repositories need besides, <c>OWNER+NAME.sh</c>.</param>
internal sealed class Checkout(string repositories, string overlays)
{
    public async Task LayOutAsync(Application application, string folder, CancellationToken cancel)
    {
        string name = application.Repository.Replace("/", "+", StringComparison.Ordinal);
        string given = Path.Combine(repositories, name);
        if (GitDirectoryIn(given) is { } git)
        {
            await LayOutAsync(git, application.Commit, folder, cancel).ConfigureAwait(false);
            Retargeting.Apply(folder);
            string overlay = Path.Combine(overlays, $"{name}.sh");
            if (File.Exists(overlay))
            {
                await Command.OutputAsync("sh", ["-ec", $"cd '{folder}' && . '{overlay}'"], input: null, environment: null, cancel).ConfigureAwait(false);
            }
        }
        else if (Directory.Exists(given))
        {
            string commit = (await File.ReadAllTextAsync($"{given}.commit", cancel).ConfigureAwait(false)).Trim();
            if (!string.Equals(commit, application.Commit, StringComparison.Ordinal))
            {
                throw new RunFailure($"{given} is at {commit}, the truth rows of {application.Name} were written at {application.Commit}.");
            }

            await Command.OutputAsync("cp", ["-r", given, folder], input: null, environment: null, cancel).ConfigureAwait(false);
        }
        else
        {
            throw new RunFailure($"{given} is missing. Clone https://github.com/{application.Repository} there.");
        }

        // Where a repository ends is told by its .git.
        if (!Path.Exists(Path.Combine(folder, ".git")))
        {
            await Command.OutputAsync("git", ["init", "-q", folder], input: null, environment: null, cancel).ConfigureAwait(false);
        }
    }

    private static async Task LayOutAsync(string git, string commit, string folder, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        string index = folder + ".index";
        string list = await Command.OutputAsync("git", ["--git-dir", git, "ls-tree", "-r", commit], input: null, environment: null, cancel).ConfigureAwait(false);
        string[] entries = [.. list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.Contains(" blob ", StringComparison.Ordinal))];
        string kinds = await Command.OutputAsync("git", ["--git-dir", git, "cat-file", "--batch-check"], string.Join('\n', entries.Select(ObjectOf)) + "\n", environment: null, cancel).ConfigureAwait(false);
        var missing = kinds.Split('\n').Where(line => line.EndsWith(" missing", StringComparison.Ordinal)).Select(line => line[..^" missing".Length]).ToHashSet(StringComparer.Ordinal);
        string kept = string.Join('\n', entries.Where(entry => !missing.Contains(ObjectOf(entry)))) + "\n";
        (string, string)[] environment = [("GIT_INDEX_FILE", index)];
        await Command.OutputAsync("git", ["--git-dir", git, "update-index", "--index-info"], kept, environment, cancel).ConfigureAwait(false);
        await Command.OutputAsync("git", ["--git-dir", git, "--work-tree", folder, "checkout-index", "-a", "-f", "-q"], input: null, environment, cancel).ConfigureAwait(false);
        File.Delete(index);
    }

    private static string ObjectOf(string entry) => entry.Split('\t')[0].Split(' ')[2];

    private static string? GitDirectoryIn(string folder)
    {
        string[] places = Directory.Exists(folder) ? [Path.Combine(folder, ".git"), folder, .. Directory.GetDirectories(folder)] : [];
        return Array.Find(places, place => File.Exists(Path.Combine(place, "HEAD")) && Directory.Exists(Path.Combine(place, "objects")));
    }
}
