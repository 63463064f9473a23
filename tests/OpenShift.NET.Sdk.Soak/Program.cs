using System.Globalization;

namespace OpenShift.NET.Sdk.Soak;

/// <summary>The soak: publishes through a proxy that breaks things before a real docker-registry. See README.md.</summary>
internal static class Program
{
    /// <param name="arguments">Seed, number of faults, publishes at once, faults in a hundred requests; or <c>worker</c> and what one publish needs.</param>
    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["worker", .. var rest])
        {
            return await Worker.RunAsync(rest).ConfigureAwait(false);
        }

        int seed = Number(0, 1), faults = Number(1, 500), publishers = Number(2, 8), percent = Number(3, 20);
        string root = Directory.CreateTempSubdirectory("openshift-soak-").FullName;
        try
        {
            await new Soak(root, seed, faults, publishers, percent).RunAsync().ConfigureAwait(false);
            return 0;
        }
        catch (SoakFailure e)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {e.Message}"));
            return 1;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }

        int Number(int at, int otherwise) => arguments.Length > at ? int.Parse(arguments[at], CultureInfo.InvariantCulture) : otherwise;
    }
}
