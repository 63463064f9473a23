using System.Globalization;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Guidelines.Proofs;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Guidelines.G07_ExposePorts.OSC0731_ListensAsDeclared;

/// <summary>OSC0731.</summary>
[Rule(
    "OSC0731",
    "When the image runs, it listens on the ports it declares and on no others",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Listen there, or take the ContainerPort out.",
    ImageFix = "Listen there, or take EXPOSE out of the Dockerfile and the containerPort out of the manifests.")]
public sealed class ListensAsDeclared : RunRule
{
    /// <summary>What is said of a declared port that nothing answers on.</summary>
    internal const string NobodyListens = "is declared, and nobody listens on it";

    /// <summary>What is said of a port that is open to the container alone.</summary>
    internal const string OnLoopback = "is listened on for the container itself only";

    /// <inheritdoc/>
    private protected override bool NeedsUp => false;

    /// <inheritdoc/>
    private protected override IEnumerable<Finding> Check(Publication publication, ProvedRun run)
    {
        ContainerRun declared = run.Declared;
        if (!run.IsUp && (ProvedRun.Ended(declared) || declared.Exit?.OutOfMemory == true || run.LackedSomething))
        {
            return [run.DidNotComeUp];
        }

        if (!run.KnowsSockets)
        {
            return [Finding.CouldNotTell(ProvedRun.Container(), $"was run by {RunText.Engine(run.Facts)}, which does not tell its sockets")];
        }

        if (ProvedRun.Ended(declared))
        {
            return [Finding.NotApplicable(ProvedRun.Container(), "came to its end, and listens no more")];
        }

        // What answered from outside is open, whatever was seen of the sockets.
        HashSet<int> answered = [.. declared.Probes.Where(static p => p is { SucceededAfter: not null, Port: not null } && p.Action != "exec").Select(static p => p.Port!.Value)];
        var findings = new List<Finding>();
        foreach (int port in run.Facts.DeclaredPorts.Distinct().Where(p => !answered.Contains(p)).Order())
        {
            ListeningSocket[] sockets = [.. declared.Sockets.Where(s => s.Port == port)];
            if (sockets.Length == 0)
            {
                findings.Add(Finding.Violation(WhereDeclared(publication, port), NobodyListens + run.Consequence));
            }
            else if (sockets.All(static s => s.IsLoopback))
            {
                findings.Add(Finding.Violation(WhereDeclared(publication, port) with { Origin = Images.Origin.App }, $"{OnLoopback} ({sockets[0].Address}): no Service, Route or probe reaches it{run.Consequence}") with
                {
                    Fix = "Listen on every address: http://*:8080, ListenAnyIP(8080), or ASPNETCORE_HTTP_PORTS=8080 and nothing in code.",
                });
            }
        }

        foreach (IGrouping<int, ListeningSocket> open in declared.Sockets.Where(static s => !s.IsLoopback).GroupBy(static s => s.Port).Where(g => !run.Facts.DeclaredPorts.Contains(g.Key)).OrderBy(static g => g.Key))
        {
            findings.Add(Finding.Violation(Where(publication, open.Key), "is listened on, and neither the image nor a manifest declares it") with
            {
                AtMost = Severity.Warning,
                Fix = FormattableString.Invariant($"Declare it with <ContainerPort Include=\"{open.Key}\" Type=\"tcp\" />, or do not listen there."),
                ImageFix = FormattableString.Invariant($"Declare it with EXPOSE {open.Key} in the Dockerfile, or do not listen there."),
            });
        }

        return findings;
    }

    // What only the base image exposes is the base image's.
    private static Location WhereDeclared(Publication publication, int port) =>
        PublishedPorts.Exposed(publication).FirstOrDefault(p => p.Number == port) is { Number: > 0 } exposed && publication.Project?.Image.Ports.Any(p => p.Number == port) != true
            ? PublishedPorts.WhereExposed(publication, exposed)
            : Where(publication, port);

    private static Location Where(Publication publication, int port) => Location.OfPort(publication, port.ToString(CultureInfo.InvariantCulture) + "/tcp");
}
