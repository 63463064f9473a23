using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Baselines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Publishing.Stages;

/// <summary>The baseline of findings a project lives with, as Check reads, writes and applies it.</summary>
internal static class BaselineStep
{
    /// <summary>Lays the baseline over a report, and writes it first when the project asks for that.</summary>
    /// <exception cref="OpenShiftException">OSC0062: the baseline is damaged.</exception>
    public static async Task<Report> ApplyAsync(Report report, SeveritySettings settings, CheckFacts checks, byte[]? bytes, CancellationToken cancellationToken)
    {
        string path = checks.BaselineFile ?? "";
        if (!checks.BaselineUpdate)
        {
            return bytes is null ? report : BaselineFile.Read(bytes, path).ApplyTo(report, settings, new SourceLocation(path));
        }

        Baseline written = Baseline.Of(report, bytes is null ? null : BaselineFile.Read(bytes, path));
        await AtomicOutput.WriteFileAsync(path, output => BaselineFile.WriteAsync(output, written, cancellationToken)).ConfigureAwait(false);
        report = written.ApplyTo(report, settings, new SourceLocation(path));
        Severity severity = settings.AdjustTool(ToolCodes.BaselineWritten, Severity.Info);
        return severity == Severity.None ? report : report with
        {
            Diagnostics = report.Diagnostics.Add(new ToolDiagnostic(
                ToolCodes.BaselineWritten,
                severity,
                // The summary has their number, which a proof in the same publish may add to: this is said once.
                "The baseline was written with all that was found. Commit it, and publish without OpenShiftBaselineUpdate from now on.",
                new SourceLocation(path))),
        };
    }

    /// <summary>The bytes of the baseline; <see langword="null"/> when there is none and none was named.</summary>
    /// <exception cref="OpenShiftException">OSC0062: the baseline that was named is not there, or cannot be read.</exception>
    public static byte[]? Read(ProjectFacts facts)
    {
        if (facts.Checks.BaselineFile is not { } path)
        {
            return null;
        }

        try
        {
            if (File.Exists(path))
            {
                return File.ReadAllBytes(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OpenShiftException(ToolCodes.InvalidBaseline, $"The baseline '{path}' cannot be read", "Make it readable.", new SourceLocation(path), e);
        }

        return facts.Checks is { BaselineIsExplicit: true, BaselineUpdate: false }
            ? throw new OpenShiftException(ToolCodes.InvalidBaseline, $"There is no baseline at '{path}'", "Correct OpenShiftBaseline, or write it with -p:OpenShiftBaselineUpdate=true.", facts.PlaceOf("OpenShiftBaseline"))
            : null;
    }
}
