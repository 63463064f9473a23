using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Proofs;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Guidelines.G03_SingleProcess.OSC0331_OneServiceRuns;

/// <summary>OSC0331.</summary>
[Rule(
    "OSC0331",
    "When the image runs, one service runs in the container",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Run it in a container of its own, and reach it through a Service.")]
public sealed class OneServiceRuns : RunRule
{
    private const int LongestCommand = 120;

    /// <inheritdoc/>
    private protected override IEnumerable<Finding> Check(Publication publication, ProvedRun run)
    {
        if (!run.Declared.KnowsProcesses)
        {
            yield return Finding.CouldNotTell(ProvedRun.Container(), $"was run by {RunText.Engine(run.Facts)}, which does not tell its processes");
            yield break;
        }

        var seen = SeenProcesses.Of(run.Declared);
        var told = new HashSet<string>(StringComparer.Ordinal);
        var helpers = new List<string>();
        foreach (ContainerProcess process in seen.Others.Where(p => !SeenProcesses.IsSshServer(p) && !IsWorker(seen.Application!, p)))
        {
            string name = SeenProcesses.Name(process);
            string? service = Service(publication, process);
            if (!told.Add(service ?? name))
            {
                continue;
            }

            if (SeenProcesses.IsSupervisor(process))
            {
                yield return Finding.Violation(ProvedRun.Container("process:" + name), $"runs the supervisor '{name}': OpenShift sees it running while the application may not") with { Fix = "Start the application itself, and a second service in a container of its own." };
            }
            else if (service is not null)
            {
                yield return Finding.Violation(
                    ProvedRun.Container("process:" + service),
                    $"runs '{RunText.Short(process.Command.Length > 0 ? process.Command : name, LongestCommand)}' beside {Application(seen)}: it is not restarted when it ends, gets no signal, and has no probe, log or limit of its own");
            }
            else
            {
                helpers.Add(name);
            }
        }

        if (helpers.Count > 0)
        {
            yield return Finding.Violation(ProvedRun.Container("processes"), $"runs {RunText.List(helpers)} beside {Application(seen)}") with
            {
                AtMost = Severity.Info,
                Fix = "Nothing is to be done for tools that do a piece of work and end; what runs on belongs into a container of its own.",
            };
        }
    }

    private static string Application(SeenProcesses seen) => seen.Application is { } application ? $"the application ({SeenProcesses.Name(application)})" : "the application";

    // Processes of the same program belong to the service.
    private static bool IsWorker(ContainerProcess application, ContainerProcess process) =>
        process.Program == application.Program && (SeenProcesses.Name(process) != "dotnet" || AssemblyOf(process) == AssemblyOf(application));

    // A known server, or another .NET application.
    private static string? Service(Publication publication, ContainerProcess process)
    {
        string name = SeenProcesses.Name(process);
        return name == "dotnet" ? AssemblyOf(process) ?? name
            : SeenProcesses.IsServer(process) || publication.Files.Find(process.Program + ".runtimeconfig.json") is not null ? name
            : null;
    }

    private static string? AssemblyOf(ContainerProcess process) =>
        process.Command.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(static w => w.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)) is { } path ? ImagePath.Name(path) : null;
}
